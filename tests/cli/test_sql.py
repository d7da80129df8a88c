"""`dossier sql` on a warehouse that a real run has made."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import SEEDS, Dossier

QUERY = "SELECT title, published_on, length(text) AS characters FROM documents ORDER BY source"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, prefect_api: str) -> Path:
    """A folder in which the seeds were run."""
    folder = tmp_path_factory.mktemp("made")
    done = Dossier(folder, {"PREFECT_API_URL": prefect_api})("run", str(SEEDS))
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def asked(made: Path) -> Dossier:
    return Dossier(made)


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


@pytest.mark.parametrize("arguments", [[], [QUERY, "-f", "q.sql"], ["-f", "missing.sql"], [QUERY, "--format", "xml"]])
def test_bad_usage(asked: Dossier, arguments: list[str]) -> None:
    done = asked("sql", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


def test_without_a_warehouse_the_error_says_how_to_make_one(dossier: Dossier) -> None:
    done = dossier("sql", QUERY)
    assert (done.code, done.out) == (1, "")
    assert "dossier run" in done.err


def test_rebuild_brings_the_same_answers_back(made: Path, tmp_path: Path) -> None:
    dossier = Dossier(tmp_path)
    shutil.copytree(made / "warehouse" / "landing", tmp_path / "warehouse" / "landing")
    done = dossier("rebuild")
    assert done.code == 0, done.err
    assert "5 documents" in done.out
    everything = ("sql", "SELECT * EXCLUDE (record_id) FROM evidence ORDER BY ALL", "--format", "csv")
    assert dossier(*everything).out == Dossier(made)(*everything).out


def test_rebuild_without_a_landing_log_says_what_is_missing(dossier: Dossier) -> None:
    done = dossier("rebuild")
    assert done.code == 1
    assert "holds no landing log" in done.err
    assert not dossier.warehouse.exists()
