"""The views: named by their files, commented to the last column, and true to the tables they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.registry import kinds
from warehouse.definition import view_files

Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def con(made: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(made), read_only=True) as connection:
        yield connection


def ask(con: duckdb.DuckDBPyConnection, sql: str) -> Rows:
    return con.execute(sql).fetchall()


def test_every_table_view_and_column_has_a_comment(con: duckdb.DuckDBPyConnection) -> None:
    without = """
        SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL
        UNION ALL
        SELECT schema_name, table_name, '' FROM duckdb_tables() WHERE NOT internal AND comment IS NULL
        UNION ALL
        SELECT schema_name, view_name, '' FROM duckdb_views() WHERE NOT internal AND comment IS NULL
    """
    assert ask(con, without) == []


def test_a_file_makes_the_view_that_it_is_named_after(con: duckdb.DuckDBPyConnection) -> None:
    views = {view for (view,) in ask(con, "SELECT view_name FROM duckdb_views() WHERE NOT internal")}
    assert views == {path.stem.split("_", 1)[1] for path in view_files()} | {"leaves", "record_rows"}
    assert all(path.stem[0] in "012" for path in view_files())


@pytest.mark.parametrize("table", [kind.table for kind in kinds().values()])
def test_every_kind_has_a_readable_view_with_a_row_for_every_record(con: duckdb.DuckDBPyConnection, table: str) -> None:
    records = ask(con, f"SELECT DISTINCT record_id FROM {table} ORDER BY ALL")
    view = f"{table}_readable"
    assert ask(con, f"SELECT DISTINCT record_id FROM {view} ORDER BY ALL") == records
    assert ask(con, f"SELECT count(*) FROM {view} WHERE quote IS NULL OR quote_in_context IS NULL") == [(0,)]
    if table != "stance_tables":
        assert ask(con, f"SELECT count(*) FROM {view}") == [(len(records),)]


def test_records_has_every_record_once(con: duckdb.DuckDBPyConnection) -> None:
    by_kind = {kind.name: ask(con, f"SELECT count(*) FROM {kind.table}")[0][0] for kind in kinds().values()}
    counted = {name: count for name, count in by_kind.items() if count}
    assert dict(ask(con, "SELECT kind, count(*) FROM records GROUP BY kind")) == counted
    assert ask(con, "SELECT count(*) FROM records WHERE modality IS NULL OR source_kind IS NULL") == [(0,)]


def test_a_quote_in_context_holds_the_quote_and_stands_in_the_document(con: duckdb.DuckDBPyConnection) -> None:
    wrong = """
        SELECT c.quote, c.quote_in_context
        FROM citations AS c
        INNER JOIN documents AS d USING (document_id)
        WHERE NOT (
            contains(d.text, c.quote_in_context)
            AND contains(c.quote_in_context, c.quote)
            AND length(c.quote_in_context) <= length(c.quote) + 160
        )
    """
    assert ask(con, wrong) == []
    assert ask(con, "SELECT count(*) FROM citations") == ask(con, "SELECT count(*) FROM evidence")


def test_record_dates_are_those_of_the_tables(con: duckdb.DuckDBPyConnection) -> None:
    of_tables = """
        SELECT record_id, 'date', date_text, date_earliest, date_latest FROM deportation_flights
        WHERE date_text IS NOT NULL
        UNION ALL
        SELECT record_id, 'signed', signed_text, signed_earliest, signed_latest FROM agreements
        WHERE signed_text IS NOT NULL
        UNION ALL
        SELECT record_id, 'in_force', in_force_text, in_force_earliest, in_force_latest FROM agreements
        WHERE in_force_text IS NOT NULL
        UNION ALL
        SELECT record_id, 'commitments.0.deadline', deadline_text, deadline_earliest, deadline_latest
        FROM agreement_commitments WHERE deadline_text IS NOT NULL
        ORDER BY ALL
    """
    found = ask(con, "SELECT record_id, field, date_text, date_earliest, date_latest FROM record_dates ORDER BY ALL")
    assert found == ask(con, of_tables)


def test_record_countries_are_those_of_the_tables(con: duckdb.DuckDBPyConnection) -> None:
    of_tables = """
        SELECT record_id, country FROM agreement_parties
        UNION SELECT record_id, sending_country FROM deportation_flights
        UNION SELECT record_id, destination_country FROM deportation_flights
        UNION SELECT record_id, country FROM deportation_flight_nationalities
        UNION SELECT record_id, country FROM engagement_participants
        UNION SELECT record_id, country FROM legal_actions
        UNION SELECT record_id, country FROM stances
        UNION SELECT record_id, country FROM stance_table_rows
    """
    found = ask(con, "SELECT DISTINCT record_id, country FROM record_countries ORDER BY ALL")
    assert found == ask(con, f"FROM ({of_tables}) WHERE country IS NOT NULL ORDER BY ALL")


def test_air_removals_are_those_by_air_that_are_not_denied(con: duckdb.DuckDBPyConnection) -> None:
    by_air = "SELECT record_id FROM deportation_flights WHERE mode = 'air' AND modality <> 'negated' ORDER BY ALL"
    assert ask(con, "SELECT record_id FROM air_removals ORDER BY ALL") == ask(con, by_air)
    assert len(ask(con, by_air)) == 3


def test_court_actions_know_a_block_from_a_ruling_that_allows(con: duckdb.DuckDBPyConnection) -> None:
    assert ask(con, "SELECT court_action, coded_as, may_block FROM court_actions ORDER BY ALL") == [
        ("ordered the planes to turn back", "ordered", True),
        ("upheld the removals", "upheld", False),
    ]
