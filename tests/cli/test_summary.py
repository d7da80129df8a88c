from __future__ import annotations

from pathlib import Path

from cli.summary import summary
from flows.report import CheckTotal, KindTotal, RejectTotal, RunReport, WarehouseTotals

REPORT = RunReport(
    run_id="r", outcome="done", message=None, hint=None, command="dossier run seeds", engine="rules", documents=5,
    extracted=5, skipped=0, failed=0, records=31, rejects=2, cost_usd=0.0, tokens=0, unanswered_kinds=["stance"],
    warehouse=Path("my data/dossier.duckdb"), is_default_warehouse=False,
    totals=WarehouseTotals(
        documents=5,
        kinds=[KindTotal(kind="initiative", records=31, grounded=99, ungrounded=1)],
        rejects=[RejectTotal(stage="ground", field="initiative.name", reason="stands nowhere", rejects=2)],
    ),
)  # fmt: skip


def test_all_that_matters_is_said() -> None:
    text = summary(REPORT, 3.21)
    for said in (
        "5 documents: 5 extracted, 0 already done, 0 failed (rules, 3.2 s)",
        "rules has nothing for these kinds, which stay empty: stance",
        "31 initiative",
        "99.0% of what was extracted stands in the documents: 99 values",
        "2 ground initiative.name: stands nowhere",
        "dossier sql --warehouse 'my data/dossier.duckdb' \"SELECT",
    ):
        assert said in text
    assert "To go on" not in text
    assert "tokens" not in text


def test_a_run_that_stopped_says_how_to_go_on() -> None:
    assert "To go on from here: dossier run seeds" in summary(REPORT.model_copy(update={"outcome": "budget"}), 1)


def test_an_empty_warehouse_is_no_division_by_zero() -> None:
    empty = WarehouseTotals(documents=0, kinds=[], rejects=[])
    text = summary(REPORT.model_copy(update={"totals": empty}), 1)
    assert "no records" in text
    assert "%" not in text
    assert "no values" in REPORT.model_copy(update={"totals": empty}).markdown()


def test_what_a_model_called_a_field_steers_no_terminal() -> None:
    named = RejectTotal(
        stage="validate", field="stance.\x1b]0;owned\x07\u202e", reason="Extra\x1b[2J inputs", rejects=1
    )
    totals = REPORT.totals.model_copy(update={"rejects": [named]})
    text = summary(REPORT.model_copy(update={"totals": totals}), 1)
    assert r"validate stance.\x1b]0;owned\x07\u202e: Extra\x1b[2J inputs" in text
    assert "\x1b" not in text


def test_what_the_data_checks_found_is_said_with_the_command_that_shows_it() -> None:
    assert "dossier check" not in summary(REPORT, 1)
    found = [
        CheckTotal(check="leaf_twice", severity="error", finds="A value that is there twice", rows=1),
        CheckTotal(check="mine", severity="warning", finds="Mine", rows=0, problem="no such table"),
    ]
    report = REPORT.model_copy(update={"totals": REPORT.totals.model_copy(update={"checks": found})})
    text = summary(report, 1)
    link = "--warehouse 'my data/dossier.duckdb'"
    assert f"error: A value that is there twice: 1 row (dossier check {link} leaf_twice)" in text
    assert f"warning: Mine: cannot be asked (dossier check {link} mine)" in text
    assert "data checks: nothing found" in REPORT.markdown()
    assert "| leaf_twice | error | 1 | A value that is there twice |" in report.markdown()
    assert "| mine | warning | cannot be asked: no such table | Mine |" in report.markdown()
