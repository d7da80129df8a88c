"""A query in its own process: it ends within its limits, whatever it asks, and leaves nothing behind."""

from __future__ import annotations

import resource
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from core.errors import QueryError, WarehouseError
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.isolated_query import Request, isolated_query
from warehouse.query_limits import Limits

HASTY = Limits(memory=200_000_000, seconds=1.5)
EVERYTHING = ", ".join(f"evidence AS e{number}, range(1000) AS r{number}" for number in range(6))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A warehouse that no test changes: that is what is tested."""
    house = House(tmp_path_factory.mktemp("loaded"))
    house.load(*landed.whole_run(2))
    return house


@pytest.fixture
def mine(house: House) -> House:
    """A warehouse to be changed."""
    house.load(*landed.whole_run(1))
    return house


def rows(request: Request) -> list[tuple[object, ...]]:
    with isolated_query(request) as result:
        return list(result.rows)


def test_columns_types_and_values_come_as_duckdb_gives_them(loaded: House) -> None:
    sql = "SELECT 1.50::DECIMAL(18,2) AS d, DATE '2026-01-31' AS day, ['a', NULL] AS l, NULL AS n, $x AS x"
    with isolated_query(Request(loaded.file, sql, {"x": "HND"}, Limits())) as result:
        assert (result.columns, result.types[:3]) == (
            ["d", "day", "l", "n", "x"],
            ["DECIMAL(18,2)", "DATE", "VARCHAR[]"],
        )
        with duckdb.connect() as con:
            assert list(result.rows) == con.execute(sql, {"x": "HND"}).fetchall()


@pytest.mark.parametrize(
    "sql",
    [
        f"SELECT count(*) FROM {EVERYTHING}",
        "SELECT count(*) FROM range(1_000_000_000_000)",
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t",
        "SELECT levenshtein(repeat('a', 100_000), repeat('b', 100_000))",  # DuckDB hears no interrupt inside of it
        "SELECT regexp_extract_all(repeat('a', 10_000_000), 'a*?')",
        "SELECT count(*) FROM range(20_000_000) a(x), range(20_000_000) b(y) WHERE md5(x::VARCHAR) < md5(y::VARCHAR)",
        "SELECT length(repeat('a', 3_000_000_000))",  # DuckDB does not count this memory
        "SELECT repeat('a', 1_000_000) FROM range(100_000)",
        "SELECT string_agg(repeat('x', 1_000_000)) FROM range(100_000)",
        "SELECT list(r) FROM range(10_000_000_000) AS t(r)",
        "SELECT range(1_000_000_000)",
        "SELECT DISTINCT r, random() FROM range(1_000_000_000) AS t(r)",
        "SELECT r FROM range(1_000_000_000) AS t(r) ORDER BY random()",
    ],
)
def test_a_query_that_would_hang_the_machine_ends(loaded: House, sql: str) -> None:
    files = sorted(loaded.folder.rglob("*"))
    started = time.monotonic()
    with pytest.raises(QueryError) as caught:
        rows(Request(loaded.file, sql, {}, HASTY))
    assert time.monotonic() - started < 10
    assert "--memory" in str(caught.value) or "--timeout" in str(caught.value)
    assert sorted(loaded.folder.rglob("*")) == files


def test_a_huge_result_is_neither_collected_here_nor_there(loaded: House) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    request = Request(loaded.file, "SELECT range, repeat('x', 500) FROM range(400_000)", {}, Limits(200_000_000))
    with isolated_query(request) as result:
        assert sum(1 for _ in result.rows) == 400_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_reading_slowly_costs_the_query_no_time(loaded: House) -> None:
    with isolated_query(Request(loaded.file, "FROM range(10_000_000)", {}, HASTY)) as result:
        next(result.rows)
        time.sleep(2)
        assert next(result.rows) == (1,)


def test_leaving_early_ends_the_query(loaded: House) -> None:
    started = time.monotonic()
    with isolated_query(Request(loaded.file, "FROM range(1_000_000_000_000)", {}, Limits())) as result:
        assert next(result.rows) == (0,)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT getenv('HOME')",
        "FROM '/etc/passwd'",
        "FROM 'x.csv'",
        "FROM read_blob('/etc/passwd')",
        "FROM sniff_csv('/etc/passwd')",
        "COPY agreements FROM '/etc/passwd'",
        "COPY (SELECT 1) TO '/dev/stderr'",
        "ATTACH ':memory:' AS other",
        "SET threads = 64",
        "RESET memory_limit",
        "PRAGMA memory_limit='64GB'",
        "PRAGMA enable_profiling",
        "SET VARIABLE x = 1",
        "CREATE TEMP TABLE mine AS SELECT 1",
        "CREATE TEMP MACRO mine() AS 1",
        "CREATE SECRET mine (TYPE s3)",
        "INSERT INTO agreements DEFAULT VALUES",
        "UPDATE agreements SET name = 'x'",
        "DROP TABLE agreements",
        "COMMENT ON TABLE agreements IS 'x'",
        "BEGIN",
        "CHECKPOINT",
        "PREPARE q AS SELECT 1",
        "CALL enable_logging()",
        "IMPORT DATABASE '/tmp'",
        "SELECT 1; DROP TABLE agreements",
        "SELECT 1; SELECT 2",
        "EXPLAIN ANALYZE DELETE FROM agreements",
        "",
        "-- nothing",
        "SELECT '\udcff'",
    ],
)
@pytest.mark.parametrize("to_parquet", [False, True])
def test_only_one_query_that_reads_is_taken(loaded: House, tmp_path: Path, sql: str, to_parquet: bool) -> None:
    before = loaded.contents()
    file = tmp_path / "private" / "result"
    file.parent.mkdir()
    with pytest.raises(QueryError) as caught:
        rows(Request(loaded.file, sql, {}, Limits(), file if to_parquet else None))
    assert caught.value.hint
    assert loaded.contents() == before
    assert not file.exists()


def test_what_reads_is_taken_in_every_form(loaded: House) -> None:
    for sql in (
        "FROM agreements",
        "VALUES (1)",
        "SHOW TABLES",
        "DESCRIBE agreements",
        "SUMMARIZE agreements",
        "EXPLAIN FROM agreements",
        "PIVOT agreement_parties ON country USING count(*)",
        "WITH a AS (FROM agreements) FROM a;",
    ):
        assert rows(Request(loaded.file, sql, {}, Limits()))


def test_parquet_keeps_types_and_says_what_was_cut(loaded: House, tmp_path: Path) -> None:
    file = tmp_path / "result's.parquet"
    sql = "SELECT quotes, announced_earliest, 1.50::DECIMAL(18,2) AS d, $x AS x FROM agreements"
    request = Request(loaded.file, sql, {"x": 7}, Limits(), file)
    ((count, is_cut),) = rows(request)
    with duckdb.connect() as con:
        read = con.execute("FROM read_parquet(?)", [str(file)])
        assert [str(kind) for _, kind, *_ in read.description or []] == [
            "VARCHAR[]",
            "DATE",
            "DECIMAL(18,2)",
            "INTEGER",
        ]
        assert len(read.fetchall()) == count == 2
    assert not is_cut
    assert rows(replace(request, most_rows=1)) == [(1, True)]
    assert rows(replace(request, most_rows=2)) == [(2, False)]


@pytest.mark.parametrize(
    ("sql", "hint"),
    [
        ("FROM agrement_partys", "agreement_parties"),
        ("SELECT titel FROM documents", "title"),
        ("SELECT confirmd FROM agreement_parties AS p", "confirmed"),
        ("SELECT passengers_min FROM documents", "deportation_flights_readable"),
        ('SELECT * FROM documents WHERE title = "Panama"', "single quotes: 'Panama'"),
        ("FROM nowhere.agreements", "SHOW TABLES"),
    ],
)
def test_a_name_that_does_not_exist_brings_the_nearest(loaded: House, sql: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        rows(Request(loaded.file, sql, {}, Limits()))
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    ("change", "sql"),
    [("DROP TABLE legal_actions CASCADE", "FROM legal_actions"), ("DROP VIEW citations", "FROM citations")],
)
def test_a_warehouse_of_an_older_version_asks_to_be_rebuilt(mine: House, change: str, sql: str) -> None:
    with duckdb.connect(str(mine.file.resolve())) as con:
        con.execute(change)
    with pytest.raises(QueryError, match=r"older version of Dossier.*`dossier rebuild"):
        rows(Request(mine.file, sql, {}, Limits()))


def test_a_damaged_file_asks_to_be_rebuilt(mine: House) -> None:
    version = mine.file.resolve()
    version.chmod(0o600)
    version.write_bytes(b"\0" * 4096 + version.read_bytes()[4096:])
    with pytest.raises(WarehouseError, match=r"(?s)cannot be opened.*`dossier rebuild"):
        rows(Request(mine.file, "SELECT 1", {}, Limits()))
