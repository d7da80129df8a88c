"""What changed between two real runs: documents changed, gone, untouched; another engine over the same ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flows.request import RunRequest
from tests.conftest import ROOT, Dossier
from tests.flows.conftest import AGREEMENT, RunFlow, report_of


@pytest.fixture
def request_for(folder: Path, tmp_path: Path) -> RunRequest:
    (folder / "broken.txt").unlink()
    return RunRequest(sources=[str(folder)], engine="rules", warehouse=tmp_path / "warehouse" / "dossier.duckdb")


def difference(dossier: Dossier, *arguments: str) -> dict[str, Any]:
    done = dossier("diff", "--format", "json", *arguments)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_documents_that_changed_came_and_went(
    run_flow: RunFlow, request_for: RunRequest, folder: Path, dossier: Dossier
) -> None:
    first = report_of(run_flow(request_for)).run_id
    everything = difference(dossier)
    assert everything["before"] is None
    assert everything["added"] == len(everything["records"]) > 0

    unchanged = report_of(run_flow(request_for)).run_id
    same = difference(dossier, first, unchanged)
    assert (same["records"], same["unchanged"], same["causes"], same["not_found"]) == ([], 0, {}, [])
    assert dossier("diff", first, unchanged, "--exit-code").code == 0

    (folder / "a.txt").write_text("Report a.\n\n" + AGREEMENT.replace("Honduras", "Panama"))
    (folder / "b.txt").unlink()
    (folder / "c.txt").write_text("Report c.\n\n" + AGREEMENT.replace("25 September", "26 September"))
    last = report_of(run_flow(request_for)).run_id
    found = difference(dossier)
    assert (found["before"]["run_id"], found["after"]["run_id"]) == (first, last)
    by_source = {(Path(one["source"]).name, one["what"]) for one in found["records"]}
    assert {name for name, _ in by_source} == {"a.txt", "c.txt"}
    assert ("c.txt", "changed") in by_source
    changed = next(one for one in found["records"] if Path(one["source"]).name == "c.txt" and one["what"] == "changed")
    dates = {field["path"]: (field["before"], field["after"]) for field in changed["fields"]}
    assert ("25 September 2019", "26 September 2019") in dates.values()
    assert [Path(source).name for source in found["not_found"]] == ["b.txt"]
    assert dossier("diff", "--exit-code").code == 1
    assert difference(dossier, last)["records"] == difference(dossier, "--last")["records"] == found["records"]


def test_another_engine_over_the_same_documents_shows_what_it_does_otherwise(
    run_flow: RunFlow, tmp_path: Path, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    warehouse = tmp_path / "warehouse" / "dossier.duckdb"
    seeds = RunRequest(sources=["seeds"], engine="rules", warehouse=warehouse)
    first = report_of(run_flow(seeds)).run_id
    second = report_of(run_flow(seeds.model_copy(update={"engine": "replay:hand-annotated"}))).run_id
    found = difference(dossier, first[:8], second[:8])
    (cause,) = found["causes"]
    assert cause.startswith("read by replay")
    assert cause.endswith("instead of rules")
    assert found["added"] + found["gone"] + found["changed"] == len(found["records"]) > 0
    assert found["unchanged"] > 0
    backwards = difference(dossier, second, first)
    assert (backwards["added"], backwards["gone"], backwards["unchanged"]) == (
        found["gone"],
        found["added"],
        found["unchanged"],
    )
    table = dossier("diff")
    assert f"from run {first[:8]}" in table.out
    assert "replay" in table.out
    markdown = dossier("diff", "--format", "markdown")
    assert "|  | kind | source | about | field | before | after |" in markdown.out
    asked = dossier("sql", "-q", "changes_between_runs", "-p", f"earlier={first[:8]}", "--format", "json")
    assert asked.code == 0, asked.err
    assert {row["what"] for row in json.loads(asked.out)} <= {"added", "gone"}
    listed = dossier("diff", "--list", "--format", "json")
    assert [row["run"] for row in json.loads(listed.out)] == [first, second]


def test_bad_usage_is_answered_with_what_to_type(run_flow: RunFlow, request_for: RunRequest, dossier: Dossier) -> None:
    assert "make run" in dossier("diff").err
    run = report_of(run_flow(request_for)).run_id
    for arguments, said in (
        (["nothing"], "no run begins"),
        ([run, "--last"], "give two runs"),
        ([run] * 3, "give two"),
    ):
        done = dossier("diff", *arguments)
        assert done.code == 2
        assert said in done.err
    assert run in dossier("diff", "--list").out
