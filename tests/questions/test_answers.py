"""Every ready question, asked of the seeds and of the hand-made scenes, and held against a stored answer.

The answers in answers/ are read by a person before they are committed: each is right by the documents. What no two
runs share (ids, times) is masked.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.questions import bind, question, questions

ANSWERS = Path(__file__).with_name("answers")
NAMES = [asked.name for asked in questions()]
MASKED = {"run_id", "record_id", "started_at", "landed_at"}
GIVEN = {
    "seeds": {
        "between_two_countries": {"country": "USA", "other": "Honduras"},
        "citations_about_country": {"country": "Mexico"},
        "changes_between_runs": {"kind": "legal_action"},
    },
    "made": {
        "between_two_countries": {"country": "USA", "other": "Guatemala"},
        "citations_about_country": {"country": "MEX"},
        "changes_between_runs": {"kind": "legal_action"},
    },
}
"""Parameters that a question needs."""


@pytest.mark.parametrize("name", NAMES)
def test_answer_on_the_seeds(name: str, published: Path) -> None:
    _hold(_answer(name, published, "seeds"), ANSWERS / "seeds" / f"{name}.json")


@pytest.mark.parametrize("name", NAMES)
def test_answer_on_the_scenes_where_every_question_has_one(name: str, made: Path) -> None:
    answer = _answer(name, made, "made")
    assert answer["rows"], "add to scenes.py what this question asks for"
    _hold(answer, ANSWERS / "made" / f"{name}.json")


def test_no_answer_is_left_of_a_question_that_is_gone() -> None:
    assert {path.stem for path in ANSWERS.glob("*/*.json")} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_says_where_it_comes_from(name: str, made: Path) -> None:
    about_the_warehouse = {
        "null_rate_by_field",
        "grounding_by_kind_and_engine",
        "cost_by_run_and_model",
    }
    columns = set(_answer(name, made, "made")["columns"])
    sources = {"source", "sources", "one_source"}
    assert name in about_the_warehouse or columns & sources


def _answer(name: str, warehouse: Path, of: str) -> dict[str, Any]:
    sql, parameters = bind(question(name), GIVEN[of].get(name, {}))
    with duckdb.connect(str(warehouse), read_only=True) as con:
        cursor = con.execute(sql, parameters)
        columns = [column[0] for column in cursor.description or ()]
        rows = [[_masked(*pair) for pair in zip(columns, row, strict=True)] for row in cursor.fetchall()]
    return {"columns": columns, "rows": json.loads(json.dumps(rows, default=str))}


def _masked(column: str, value: Any) -> Any:
    return "…" if column in MASKED and value is not None else value


def _hold(answer: dict[str, Any], file: Path) -> None:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_readable(answer), encoding="utf-8")
        pytest.fail(f"{file.relative_to(ANSWERS.parent)} was missing and has been written: review and commit")
    assert answer == json.loads(file.read_text(encoding="utf-8"))


def _readable(answer: dict[str, Any]) -> str:
    rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in answer["rows"])
    columns = json.dumps(answer["columns"])
    return f'{{\n  "columns": {columns},\n  "rows": [\n{rows}\n  ]\n}}\n'
