"""`dossier sql` on a warehouse that a real run has made."""

from __future__ import annotations

import csv
import io
import json
import shutil
import signal
import time
from pathlib import Path

import duckdb
import pytest

from tests.conftest import Dossier

QUERY = "SELECT title, published_on, length(text) AS characters FROM documents ORDER BY source"


@pytest.fixture
def asked(published: Path, tmp_path: Path) -> Dossier:
    """The command line in an empty folder, with the warehouse of the seeds."""
    return Dossier(tmp_path, {"DOSSIER_WAREHOUSE": str(published)})


def test_a_table_is_aligned_and_counted(asked: Dossier) -> None:
    done = asked("sql", QUERY)
    assert done.code == 0
    assert len(done.out.splitlines()) == 2 + 5
    assert "5 rows in " in done.err


def test_csv_and_json_say_the_same(asked: Dossier) -> None:
    from_csv = list(csv.DictReader(io.StringIO(asked("sql", QUERY, "--format", "csv").out)))
    from_json = json.loads(asked("sql", QUERY, "--format", "json").out)
    assert [int(row["characters"]) for row in from_csv] == [row["characters"] for row in from_json]
    assert len(from_json) == 5


def test_a_query_comes_from_a_file_or_from_standard_input(asked: Dossier) -> None:
    asked.write("question.sql", QUERY)
    from_file = asked("sql", "-f", "question.sql", "--format", "markdown")
    from_stdin = asked("sql", "-", "--format", "markdown", stdin=QUERY)
    assert from_file.code == from_stdin.code == 0
    assert from_file.out == from_stdin.out
    assert from_file.out.startswith("| title | published_on | characters |\n| --- | --- | --- |\n")


@pytest.mark.parametrize(
    "query",
    [
        "DROP TABLE documents",
        "DELETE FROM documents",
        "COPY documents TO 'x.csv'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELEC 1",
        "SELECT * FROM nothing_here",
    ],
)
def test_what_is_wrong_or_not_allowed_is_an_error_in_one_piece(asked: Dossier, query: str) -> None:
    done = asked("sql", query)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("error: ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [QUERY, "-f", "q.sql"],
        ["-f", "missing.sql"],
        [QUERY, "--format", "xml"],
        [QUERY, "-q", "who_met_whom"],
        [QUERY, "-p", "country=HND"],
        ["-q", "who_met_whom", "-p", "country"],
        ["-q", "who_met_whom", "-p", "country=HND", "-p", "country=USA"],
        [QUERY, "--format", "parquet"],
        [QUERY, "-o", "no/such/folder.csv"],
        [QUERY, "-o", "."],
        [QUERY, "-o", "/dev/stdout"],
        [QUERY, "--memory", "much"],
        [QUERY, "--memory", "1MB"],
        [QUERY, "--timeout", "0"],
        [QUERY, "--max-rows", "-1"],
    ],
)
def test_bad_usage(asked: Dossier, arguments: list[str]) -> None:
    done = asked("sql", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


def test_without_a_warehouse_the_error_says_how_to_make_one(dossier: Dossier) -> None:
    done = dossier("sql", QUERY)
    assert (done.code, done.out) == (1, "")
    assert "dossier run" in done.err


def test_ready_questions_are_listed_explained_and_asked(asked: Dossier) -> None:
    assert "who_is_negotiating " in asked("sql", "--list").out
    shown = asked("sql", "--show", "who_is_negotiating").out
    assert all(part in shown for part in ("Grain:  One row per", "Caveat: ", "-p country=", "SELECT"))
    done = asked("sql", "-q", "who_is_negotiating", "-p", "country=usa", "--format", "csv")
    assert done.code == 0
    assert "Honduras" in done.out
    assert "Did you mean who_is_negotiating?" in asked("sql", "-q", "who_is_negotiatin").err


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown", "parquet"])
def test_a_result_goes_into_a_file_whole(asked: Dossier, form: str) -> None:
    done = asked("sql", QUERY, "--format", form, "-o", "result")
    assert (done.code, done.out) == (0, "")
    assert "5 rows in " in done.err
    assert "written to result" in done.err
    assert [path.name for path in asked.folder.iterdir() if path.name != "home"] == ["result"]
    if form == "parquet":
        with duckdb.connect() as con:
            assert len(con.execute("FROM read_parquet(?)", [str(asked.folder / "result")]).fetchall()) == 5
    else:
        assert asked("sql", QUERY, "--format", form).out == (asked.folder / "result").read_text()


def test_a_query_that_fails_on_the_way_leaves_the_file_that_was_there(asked: Dossier) -> None:
    file = asked.write("result.csv", "earlier")
    sql = "SELECT CASE WHEN range < 500000 THEN 1 ELSE error('too far') END FROM range(1_000_000)"
    done = asked("sql", sql, "--format", "csv", "-o", "result.csv")
    assert done.code == 1
    assert "too far" in done.err
    assert file.read_text() == "earlier"
    assert {path.name for path in asked.folder.iterdir()} <= {"result.csv", "home"}


def test_no_result_takes_the_place_of_the_warehouse(asked: Dossier, published: Path) -> None:
    for file in (published, published.resolve(), published.parent / "landing" / "new.jsonl"):
        done = asked("sql", QUERY, "-o", str(file))
        assert done.code == 2
        assert "belongs to the warehouse" in done.err
    assert asked("sql", QUERY).code == 0


def test_what_people_read_is_cut_and_says_so(asked: Dossier) -> None:
    done = asked("sql", "FROM range(20_000)")
    assert len(done.out.splitlines()) == 2 + 10_000
    assert "only 10,000 were taken. --max-rows 0 takes all" in done.err
    assert len(asked("sql", "FROM range(20_000)", "--max-rows", "0").out.splitlines()) == 2 + 20_000
    everything = asked("sql", "FROM range(20_000)", "--format", "csv")
    assert len(everything.out.splitlines()) == 1 + 20_000
    assert "There are more" not in everything.err
    assert len(asked("sql", "FROM range(20_000)", "--format", "csv", "--max-rows", "3").out.splitlines()) == 1 + 3


def test_an_empty_result_says_so(asked: Dossier) -> None:
    done = asked("sql", "FROM agreements WHERE false")
    assert done.code == 0
    assert "no rows: nothing in the warehouse matches" in done.err


def test_a_query_is_stopped_at_its_time(asked: Dossier) -> None:
    done = asked("sql", "SELECT count(*) FROM range(1_000_000_000_000)", "--timeout", "1")
    assert (done.code, done.out) == (1, "")
    assert "stopped after 1 s" in done.err


def test_ctrl_c_cancels_the_query(asked: Dossier) -> None:
    process = asked.start("sql", "SELECT count(*) FROM range(1_000_000_000_000)")
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (130, "", "cancelled\n")


def test_a_reader_that_leaves_ends_the_query(asked: Dossier) -> None:
    process = asked.start("sql", "FROM range(1_000_000_000_000)", "--format", "csv")
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline() == "range\n"
    process.stdout.close()
    assert process.wait(timeout=10) == 1
    assert process.stderr.read() == ""
    process.stderr.close()


def test_documents_cannot_steer_the_terminal(asked: Dossier) -> None:
    sql = "SELECT chr(27) || '[2J' AS hostile"
    assert "\x1b" not in asked("sql", sql).out
    assert "\x1b" not in asked("sql", f"SELECT CAST(hostile AS INTEGER) FROM ({sql})").err
    assert "\x1b[2J" in asked("sql", sql, "--format", "csv").out


def test_rebuild_brings_the_same_answers_back(asked: Dossier, published: Path, tmp_path: Path) -> None:
    dossier = Dossier(tmp_path)
    shutil.copytree(published.parent / "landing", tmp_path / "warehouse" / "landing")
    done = dossier("rebuild")
    assert done.code == 0, done.err
    assert "5 documents" in done.out
    everything = ("sql", "SELECT * EXCLUDE (record_id) FROM evidence ORDER BY ALL", "--format", "csv")
    assert dossier(*everything).out == asked(*everything).out


def test_rebuild_without_a_landing_log_says_what_is_missing(dossier: Dossier) -> None:
    done = dossier("rebuild")
    assert done.code == 1
    assert "holds no landing log" in done.err
    assert not dossier.warehouse.exists()
