"""Queries read the warehouse, and nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from core.errors import QueryError, WarehouseError
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.query import cause_of, open_warehouse, run_query


@pytest.fixture
def loaded(house: House) -> House:
    house.load(*landed.whole_run(2))
    return house


def test_a_query_yields_its_columns_and_rows(loaded: House) -> None:
    with run_query(loaded.file, "SELECT ordinal, country FROM agreement_parties ORDER BY ALL") as result:
        assert result.columns == ["ordinal", "country"]
        assert result.types == ["BIGINT", "VARCHAR"]
        assert list(result.rows) == [(0, "HND"), (0, "HND"), (1, "USA"), (1, "USA")]


def test_rows_are_fetched_as_they_are_taken(loaded: House) -> None:
    with run_query(loaded.file, "SELECT range FROM range(1_000_000_000)") as result:
        assert [row for row, _ in zip(result.rows, range(3), strict=False)] == [(0,), (1,), (2,)]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM agreements",
        "CREATE TABLE mine AS SELECT 1",
        "COPY agreements TO '/tmp/stolen.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "ATTACH '/tmp/other.duckdb'",
        "EXPORT DATABASE '/tmp/stolen'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SELECT * FROM loaded",
    ],
)
def test_nothing_else_can_be_reached_or_changed(loaded: House, sql: str) -> None:
    before = loaded.contents()
    with pytest.raises(QueryError) as caught, run_query(loaded.file, sql) as result:
        list(result.rows)
    assert caught.value.hint
    assert loaded.contents() == before


def test_a_wrong_query_is_told_with_a_way_on(loaded: House) -> None:
    with (
        pytest.raises(QueryError, match=r"(?s)agreement_partys.*data-dictionary"),
        run_query(loaded.file, "FROM agreement_partys"),
    ):
        pass
    with pytest.raises(QueryError, match=r"(?s)syntax error.*README"), run_query(loaded.file, "SELEC 1"):
        pass


def test_an_error_in_the_middle_of_the_rows_is_told(loaded: House) -> None:
    sql = "SELECT CASE WHEN range < 500000 THEN 1 ELSE error('too far') END FROM range(1_000_000)"
    with pytest.raises(QueryError, match="too far"), run_query(loaded.file, sql) as result:
        list(result.rows)


def test_without_a_warehouse_the_way_to_one_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(WarehouseError, match=r"there is no warehouse at .*\n`make run`.*`dossier run"),
        run_query(tmp_path / "dossier.duckdb", "SELECT 1"),
    ):
        pass
    (tmp_path / "notes.duckdb").write_text("not a database")
    with (
        pytest.raises(WarehouseError, match="a file, but no DuckDB database"),
        run_query(tmp_path / "notes.duckdb", "SELECT 1"),
    ):
        pass


def test_without_a_warehouse_but_with_its_log_a_rebuild_is_told(house: House) -> None:
    house.land(*landed.one_document(0))
    with (
        pytest.raises(WarehouseError, match=r"there is no warehouse at .*\n`dossier rebuild --warehouse .*/landing\."),
        run_query(house.file, "SELECT 1"),
    ):
        pass


def test_no_bar_of_duckdbs_gets_between_the_rows(house: House) -> None:
    house.load(*landed.one_document(0))
    with open_warehouse(house.file) as con:
        assert con.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(False,)]


def test_a_query_that_was_only_stopped_is_asked_again_for_what_stopped_it() -> None:
    stopped = duckdb.InterruptException("INTERRUPT Error: Interrupted!")
    failing = "SELECT CASE WHEN range < $n THEN 1 ELSE error('too far') END FROM range(1_000_000)"
    with duckdb.connect() as con:
        assert "too far" in str(cause_of(stopped, con, failing, {"n": 500_000}))
        assert cause_of(stopped, con, failing, {"n": 1_000_000}) is stopped
