"""Answers written by hand, through the whole flow into DuckDB: exactly the rows that they say, and no other."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extraction.recordings.format import Expected
from extraction.recordings.store import Stored, stored
from flows.request import RunRequest
from schemas.registry import Kind, kinds
from tests.conftest import ROOT
from tests.flows.conftest import RunFlow, report_of
from tests.recordings.conftest import GOLDENS

BY_HAND = [each for each in stored(GOLDENS) if each.recording is None or each.recording.by_hand]
IDS = ("record_id", "document_id", "extraction_id")


@pytest.fixture
def loaded(
    request: pytest.FixtureRequest, run_flow: RunFlow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Stored, Expected, duckdb.DuckDBPyConnection]]:
    each: Stored = request.param
    if not each.is_fresh or each.recording is None or each.recording.expected is None:
        pytest.skip(each.complaint)
    monkeypatch.setenv("DOSSIER_GOLDENS", str(GOLDENS))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.chdir(ROOT)
    warehouse = tmp_path / "warehouse" / "dossier.duckdb"
    report = report_of(run_flow(RunRequest(sources=[each.golden.path], engine=each.engine_name, warehouse=warehouse)))
    assert report.outcome == ("done" if each.recording.expected.status == "ok" else "failed_documents"), report
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield each, each.recording.expected, connection


@pytest.mark.parametrize(
    "loaded", BY_HAND, ids=lambda each: f"{each.golden.folder.name[:3]}-{each.case}", indirect=True
)
def test_replay_ends_with_exactly_these_rows(loaded: tuple[Stored, Expected, duckdb.DuckDBPyConnection]) -> None:
    each, expected, connection = loaded

    rows = [(kind, record) for kind in kinds() for record in records(connection, kinds()[kind])]
    wanted = [(one.kind, plain(one.record)) for one in expected.records]
    assert_same(each, "records", wanted, rows)
    found = connection.execute("SELECT kind, field, stage, reason FROM rejects").fetchall()
    assert_same(each, "rejects", [(one.kind, one.field, one.stage, one.reason) for one in expected.rejects], found)
    calls = connection.execute("SELECT DISTINCT engine, model, cost_usd FROM model_calls").fetchall()
    assert calls == [(each.engine_name, "hand-annotated", 0.0)]


def assert_same(each: Stored, what: str, wanted: list[Any], found: list[Any]) -> None:
    lines = list(difflib.unified_diff(as_lines(wanted), as_lines(found), "expected", "found", lineterm=""))
    assert not lines, (
        f"{each.path.relative_to(ROOT)}: other {what} than expected\n" + "\n".join(lines) + f"\nType: {each.remedy}"
    )


def as_lines(some: list[Any]) -> list[str]:
    shown = sorted(json.dumps(one, ensure_ascii=False, indent=1, sort_keys=True) for one in some)
    return "\n".join(shown).splitlines()


def records(connection: duckdb.DuckDBPyConnection, kind: Kind) -> Iterator[dict[str, Any]]:
    """Yield the records of a kind, put together from its table and its child tables by DESIGN's rule of projection."""
    children = {
        name.removeprefix(f"{kind.name}_"): rows_by_record(connection, name)
        for (name,) in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND starts_with(table_name, ? || '_')"
            " AND table_name IN (SELECT table_name FROM duckdb_columns() WHERE column_name = 'ordinal')",
            [kind.name],
        ).fetchall()
        if not any(name.startswith(f"{other}_") for other in kinds() if other.startswith(f"{kind.name}_"))
    }
    for record_id, (row,) in rows_by_record(connection, kind.table).items():
        rows = {field: row_of.pop(record_id) for field, row_of in children.items() if record_id in row_of}
        yield {**row, **rows}
    assert not any(children.values()), f"rows without a record: {children}"


def rows_by_record(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, list[dict[str, Any]]]:
    order = "ORDER BY ordinal" if table not in {kind.table for kind in kinds().values()} else ""
    cursor = connection.execute(f'SELECT * FROM "{table}" {order}')
    names = [column[0] for column in cursor.description]
    found: dict[str, list[dict[str, Any]]] = {}
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        stated = {name: plain(value) for name, value in row.items() if name not in (*IDS, "ordinal")}
        found.setdefault(row["record_id"], []).append({n: v for n, v in stated.items() if v not in (None, [])})
    return found


def plain(value: Any, name: str = "") -> Any:
    """Return a value as both sides can be compared: nested values as prefixed columns, sums and dates as text."""
    if isinstance(value, dict):
        flat: dict[str, Any] = {}
        for key, inner in value.items():
            made = plain(inner, key)
            flat |= {f"{key}_{part}": each for part, each in made.items()} if isinstance(made, dict) else {key: made}
        return flat
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, Decimal) or name.endswith("amount"):
        return f"{Decimal(value):.2f}"
    return value.isoformat() if isinstance(value, date) else value
