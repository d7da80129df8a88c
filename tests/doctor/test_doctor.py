"""`dossier doctor`: what is whole is said to be, and each thing that is broken for real is found and named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Dossier, Finished
from tests.model_server import KEY, ModelServer

SECRET = "sk-nobody-may-read-this"  # noqa: S105 - a made-up one, which must not be shown


@pytest.fixture
def loaded(served_dossier: Dossier) -> Dossier:
    served_dossier.write("documents/a.txt", "Nothing happened.\n")
    assert served_dossier("run", "documents").code == 0
    return served_dossier


def answers(done: Finished) -> dict[str, tuple[str, str, str | None]]:
    return {said["about"]: (said["verdict"], said["says"], said["hint"]) for said in json.loads(done.out)}


def test_a_sound_machine_is_said_to_be_sound(loaded: Dossier) -> None:
    done = loaded("doctor")
    assert done.code == 0, done.out
    assert "FAIL" not in done.out
    assert "done: dossier run documents" in done.out
    said = answers(loaded("doctor", "--format", "json"))
    assert {"versions", "disk", "engine", "Prefect", "landing log", "warehouse", "last run"} <= said.keys()
    assert "6 lines" in said["landing log"][1]  # run, document, sighting, extraction, reading, run


def test_before_the_first_run_nothing_is_wrong(dossier: Dossier) -> None:
    done = dossier("doctor", "--format", "json")
    assert done.code == 0, done.out
    assert "nothing published yet" in answers(done)["warehouse"][1]


def test_a_damaged_line_of_the_landing_log_is_found(loaded: Dossier) -> None:
    (file,) = (loaded.folder / "warehouse" / "landing").iterdir()
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([lines[0], b'{"type": garbage}\n', *lines[1:], b'{"type": "run", "cut']))
    done = loaded("doctor", "--format", "json")
    verdict, says, hint = answers(done)["landing log"]
    assert (done.code, verdict, "1 of them cannot be read" in says, "backup" in str(hint)) == (1, "failure", True, True)


def test_a_published_file_that_is_damaged_is_found(loaded: Dossier) -> None:
    published = loaded.warehouse.resolve()
    published.chmod(0o644)
    published.write_bytes(b"this is no database")
    done = loaded("doctor", "--format", "json")
    verdict, _, hint = answers(done)["warehouse"]
    assert (done.code, verdict, "dossier rebuild" in str(hint)) == (1, "failure", True)


def test_what_the_user_wrote_is_looked_at(dossier: Dossier) -> None:
    assert "nobody is told" in answers(dossier("doctor", "--format", "json"))["hooks"][1]
    dossier.write("sources.toml", '[[source]]\nname = "a"\naddress = "a/"\nschedule = "1h"\n')
    dossier.write("hooks.toml", '[[hook]]\nname = "chat"\nurl = "https://$CHAT_TOKEN.example"\non = ["news"]\n')
    said = answers(dossier("doctor", "--format", "json"))
    assert said["sources"][:2] == ("ok", "sources.toml: 1 source, 1 with a schedule")
    assert said["hooks"][:2] == ("failure", "hooks.toml: chat: CHAT_TOKEN is not set, in the environment or in .env")
    dossier.environment["CHAT_TOKEN"] = SECRET
    done = dossier("doctor", "--format", "json")
    assert (done.code, answers(done)["hooks"][0], SECRET in done.out) == (0, "warning", False)
    dossier.write("hooks.toml", '[[hook]]\nname = "mail"\ncommand = ["/nowhere/mail"]\n')
    dossier.write("sources.toml", "[[source]]\nname = 3\n")
    done = dossier("doctor", "--format", "json")
    assert done.code == 1
    assert "there is no program /nowhere/mail" in answers(done)["hooks"][1]
    assert "line 2" in answers(done)["sources"][1]


def test_servers_that_do_not_answer_are_named_without_what_is_secret(dossier: Dossier, free_tcp_port: int) -> None:
    dossier.environment |= {
        "OPENAI_BASE_URL": f"http://user:{SECRET}@127.0.0.1:{free_tcp_port}/v1",
        "OPENAI_API_KEY": SECRET,
        "PREFECT_API_URL": f"http://user:{SECRET}@127.0.0.1:{free_tcp_port}/api",
    }
    dossier.from_scratch = True
    done = dossier("doctor", "--format", "json", "--engine", "openai/any")
    said = answers(done)
    assert (said["model server"][0], said["Prefect"][0], done.code) == ("failure", "failure", 1)
    assert said["keys"][1] == "set: OPENAI_API_KEY"
    assert SECRET not in done.out + done.err


def test_a_key_that_the_server_refuses_is_found(dossier: Dossier, model_server: ModelServer) -> None:
    dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": SECRET}
    verdict, says, hint = answers(dossier("doctor", "--format", "json"))["model server"]
    dossier.environment["OPENAI_API_KEY"] = KEY
    assert answers(dossier("doctor", "--format", "json"))["model server"][0] == "ok"
    assert (verdict, "refuses the key (401)" in says, hint) == ("failure", True, "Mend OPENAI_API_KEY.")


def test_a_missing_key_is_found(dossier: Dossier) -> None:
    done = dossier("doctor", "--format", "json", "--engine", "openai/any")
    verdict, says, _ = answers(done)["engine"]
    assert (done.code, verdict, "OPENAI_API_KEY" in says) == (1, "failure", True)


def test_a_library_in_a_version_that_is_not_wanted_is_found(dossier: Dossier, tmp_path: Path) -> None:
    known = dossier.write("other/duckdb-0.9.dist-info/METADATA", "Metadata-Version: 2.1\nName: duckdb\nVersion: 0.9\n")
    dossier.environment["PYTHONPATH"] = f"{known.parents[1]}:{Path(__file__).parents[2]}"
    dossier.from_scratch = True
    verdict, says, hint = answers(dossier("doctor", "--format", "json"))["versions"]
    assert (verdict, "duckdb is 0.9, wanted is" in says, hint) == ("failure", True, "Install what is locked: make run")


def test_a_job_of_the_service_that_failed_is_named_with_its_logs(dossier: Dossier) -> None:
    when = "2026-03-01T06:00:00Z"
    job = {"since": when, "started": when, "ended": when, "exit_code": 2}
    dossier.write("warehouse/serve/jobs.json", json.dumps({"ministry": job, "tracker": {**job, "exit_code": 0}}))
    verdict, says, hint = answers(dossier("doctor", "--format", "json"))["service"]
    assert (verdict, says) == ("warning", "dossier serve does not run; failed last time: ministry")
    assert "ministry" in str(hint)
