"""What an unattended command says: one JSON object a line for whoever collects logs, harmless text otherwise."""

from __future__ import annotations

import json

import pytest

from cli.log_lines import LogLines
from tests.conftest import Dossier


def test_a_run_says_its_progress_and_its_counts_as_objects(served_dossier: Dossier) -> None:
    served_dossier.environment["DOSSIER_LOG_FORMAT"] = "json"
    served_dossier.from_scratch = True  # what Prefect logs is decided when it is imported
    served_dossier.write("documents/a.txt", "Nothing happened.\n")
    run = served_dossier("run", "documents")
    said = [json.loads(line) for line in run.err.splitlines()]
    assert {"documents": 1, "of": 1, "failed": 0}.items() <= said[-1].items()
    assert all(line["at"].endswith("+00:00") and line["event"] for line in said)


def test_an_error_is_an_object_with_what_to_type_next(dossier: Dossier) -> None:
    dossier.environment["DOSSIER_LOG_FORMAT"] = "json"
    refused = dossier("run", "nowhere")
    said = json.loads(refused.err)
    assert refused.code == 2
    assert (said["event"], "nowhere" in said["message"], "dossier run" in said["hint"]) == ("error", True, True)


def test_a_wrong_setting_is_said_in_text(dossier: Dossier) -> None:
    dossier.environment["DOSSIER_LOG_FORMAT"] = "xml"
    refused = dossier("run", "nowhere")
    assert (refused.code, "DOSSIER_LOG_FORMAT" in refused.err) == (2, True)


def test_text_holds_nothing_that_a_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    LogLines(is_json=False)("failed", "tracker", said="\x1b[2Jgone\naway", exit_code=1)
    line = capsys.readouterr().err
    assert "\x1b" not in line
    assert line.rstrip().endswith("tracker: failed, said \\x1b[2Jgone away, exit_code 1")
