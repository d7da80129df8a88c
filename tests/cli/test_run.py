"""`dossier run` as a real process: what it prints, its exit codes, and what it refuses before it starts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pytest

from tests.conftest import SEEDS, UNPRIVILEGED, Dossier

GOOD = "Report.\n\nThe United States and Honduras signed a safe third country agreement on 25 September 2019.\n"


def queried(dossier: Dossier, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(dossier.warehouse), read_only=True) as con:
        return con.execute(query).fetchall()


def contents(dossier: Dossier) -> dict[str, list[str]]:
    """Every row of every table, without runs and times."""
    varies = {"at", "run_id", "first_seen", "last_seen", "landed_at"}
    tables = queried(dossier, "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'")
    found = {}
    with duckdb.connect(str(dossier.warehouse), read_only=True) as con:
        for table in sorted(str(name) for (name,) in tables if name != "runs"):
            cursor = con.execute(f"SELECT * FROM {table}")
            kept = [at for at, column in enumerate(cursor.description or ()) if column[0] not in varies]
            found[table] = sorted(repr([row[at] for at in kept]) for row in cursor.fetchall())
    return found


def test_the_seeds_twice_where_home_is_locked_and_a_proxy_leads_outside(dossier: Dossier) -> None:
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    dossier.environment |= {"HOME": str(dossier.write("no-folder", "") / "home"), **proxies}
    dossier.write("flows/__init__.py", "raise RuntimeError('a folder of the user, with the name of a package of ours')")
    first = dossier("run", str(SEEDS))
    assert first.code == 0, first.err
    assert "5 documents: 5 extracted" in first.out
    assert "Prefect" not in first.err
    assert "INFO" not in first.err
    assert "Warning" not in first.err
    before = contents(dossier)
    again = dossier("run", str(SEEDS))
    assert (again.code, "0 extracted, 5 already done" in again.out) == (0, True)
    assert contents(dossier) == before
    offered = re.search(r'Try: dossier sql "(.*)"', again.out)
    assert offered is not None
    assert len(json.loads(dossier("sql", offered[1], "--format", "json").out)) == 10


def test_two_runs_at_the_same_time_leave_what_one_leaves(served_dossier: Dossier, tmp_path: Path) -> None:
    runs = [served_dossier.start("run", str(SEEDS)) for _ in range(2)]
    for run in runs:
        _, err = run.communicate(timeout=60)
        assert run.returncode == 0, err
    together = contents(served_dossier)
    alone = Dossier(tmp_path / "alone", served_dossier.environment)
    alone.folder.mkdir()
    assert alone("run", str(SEEDS)).code == 0
    assert together == contents(alone)


def test_bad_documents_are_rejects_and_the_others_are_loaded(served_dossier: Dossier) -> None:
    served_dossier.environment["DOSSIER_MAX_DOCUMENT_BYTES"] = "1000000"
    served_dossier.write("documents/good.txt", GOOD)
    served_dossier.write("documents/table.md", "Report\n\n| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n")
    served_dossier.write("documents/front.md", "---\ntitle: [unclosed\n---\nText.\n")
    served_dossier.write("documents/empty.txt", "")
    served_dossier.write("documents/binary.txt", bytes(range(256)) * 50)
    served_dossier.write("documents/broken.txt", b"Honduras \xff\xfe\x80\x81 said " * 20)
    served_dossier.write("documents/huge.txt", "word " * 300_000)
    unreadable = served_dossier.write("documents/unreadable.txt", GOOD)
    unreadable.unlink()
    unreadable.symlink_to("nowhere.txt")
    done = served_dossier("run", "documents")
    assert done.code == 1, done.err
    assert "Traceback" not in done.err
    rejects = queried(served_dossier, "SELECT parse_filename(source), reason FROM rejects WHERE stage = 'read'")
    rejected = {str(name): reason for name, reason in rejects}
    assert {"empty.txt", "binary.txt", "huge.txt", "unreadable.txt"} <= set(rejected)
    assert all(rejected.values())
    loaded = {name for (name,) in queried(served_dossier, "SELECT parse_filename(source) FROM documents")}
    assert {"good.txt", "table.md"} <= loaded
    assert {*rejected, *loaded} == {path.name for path in (served_dossier.folder / "documents").iterdir()}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "nowhere"),
        (["empty"], "empty"),
        (["empty/*.md"], "empty/*.md"),
        (["good.txt", "--engine", "gpt"], "openai/<model>"),
        (["good.txt", "--engine", "openai/gpt-5"], "OPENAI_API_KEY"),
        (["good.txt", "--kinds", "treaty,agreement"], "deportation_flight"),
        (["good.txt", "--kinds", ","], "deportation_flight"),
        (["good.txt", "--limit", "0"], "--limit"),
        (["good.txt", "--max-cost", "much"], "--max-cost"),
        (["good.txt", "--warehouse", "good.txt"], "good.txt"),
        (["good.txt", "--warehouse", "own.duckdb"], "own.duckdb"),
        (["good.txt", "--warehouse", "good.txt/x.duckdb"], "good.txt"),
        ([], "dossier run"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_usage_starts_nothing(dossier: Dossier, arguments: list[str], says: str) -> None:
    dossier.write("good.txt", GOOD)
    (dossier.folder / "empty").mkdir()
    duckdb.connect(str(dossier.folder / "own.duckdb")).close()
    done = dossier("run", *arguments)
    assert done.code == 2, done.err
    assert says in done.err
    assert "rror" in done.err
    assert "Traceback" not in done.err
    assert not (dossier.folder / "warehouse" / "landing").exists()


def test_a_folder_that_cannot_be_written_is_bad_usage(dossier: Dossier) -> None:
    dossier.write("good.txt", GOOD)
    locked = dossier.folder / "locked"
    locked.mkdir(mode=0o500)
    dossier.prefix = UNPRIVILEGED
    done = dossier("run", "good.txt", "--warehouse", "locked/dossier.duckdb")
    assert done.code == 2
    assert "cannot write" in done.err


def test_a_dry_run_tells_and_leaves_nothing(dossier: Dossier) -> None:
    dossier.write("documents/a.txt", GOOD)
    dossier.write("documents/b.txt", "")
    done = dossier("run", "documents", "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert "2 documents: 1 to extract, 0 done, 1 unreadable; 0 requests" in done.out
    assert not list(dossier.folder.glob("warehouse/*"))


def test_a_prefect_server_that_is_not_there_is_an_error(dossier: Dossier) -> None:
    dossier.write("good.txt", GOOD)
    dossier.environment |= {"PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_CLIENT_MAX_RETRIES": "0"}
    done = dossier("run", "good.txt")
    assert done.code == 2
    assert "http://127.0.0.1:9/api" in done.err
    assert "Traceback" not in done.err
