"""The tables that a first run finds ready made are those that Prefect makes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from flows.private_api import PrivateApi, tables_file
from tests.conftest import ROOT

BY_PREFECT = "import sys, pathlib; from flows.private_api_tables import made_by_prefect as make; "
BY_PREFECT += "print(make(pathlib.Path(sys.argv[1])))"


def lines_of(sql: str) -> list[str]:
    """Return the lines in an order of ours: the one that Prefect gives to constraints changes from time to time."""
    return sorted(line.strip(" \t,") for line in sql.splitlines() if line.strip(" \t,"))


def test_the_tables_of_the_locked_version_are_what_prefect_makes(tmp_path: Path) -> None:
    file = tables_file(version("prefect"))
    assert file.exists(), "the set-up leaves it there: python -m flows.private_api_tables"
    made = subprocess.run(
        [sys.executable, "-c", BY_PREFECT, str(tmp_path)], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert lines_of(file.read_text(encoding="utf-8")) == lines_of(made), f"remove {file}, and set up again"


def test_a_server_finds_its_tables_and_leaves_those_that_are_there(tmp_path: Path) -> None:
    first = PrivateApi(tmp_path)
    first.stop()
    with sqlite3.connect(first.database) as connection:
        connection.execute("INSERT INTO flow (id, name, tags, labels) VALUES ('1', 'kept', '[]', '{}')")
    second = PrivateApi(tmp_path)
    second.stop()
    with sqlite3.connect(second.database) as connection:
        assert connection.execute("SELECT name FROM flow").fetchall() == [("kept",)]
