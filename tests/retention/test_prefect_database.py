"""The database of a run's own Prefect server: old runs go with all that is theirs, and nothing while a run goes."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.private_api import database_file
from flows.private_api_retention import unused
from tests.conftest import Dossier

PACT = "The United States and Honduras signed a safe third country agreement on 25 September 2019, officials said.\n"
OF_A_RUN = {
    "flow_run": "id",
    "flow_run_state": "flow_run_id",
    "task_run": "flow_run_id",
    "artifact": "flow_run_id",
}


def runs_in(database: Path) -> dict[str, Counter[str]]:
    """Return how many rows of each table belong to each run."""
    with closing(sqlite3.connect(database)) as con:
        return {
            table: Counter(str(run) for (run,) in con.execute(f"SELECT {column} FROM {table}"))
            for table, column in OF_A_RUN.items()
        }


def end_earlier(database: Path, days: int) -> None:
    """Have every run have ended so many days ago."""
    ended = (datetime.now(UTC) - timedelta(days=days)).replace(tzinfo=None).isoformat(" ", "microseconds")
    with closing(sqlite3.connect(database)) as con:
        con.execute("UPDATE flow_run SET end_time = ?", (ended,))
        con.commit()


def test_old_runs_go_from_it_with_all_that_is_theirs(dossier: Dossier) -> None:
    dossier.write("documents/a.txt", PACT)
    assert dossier("run", "documents").code == 0
    folder = dossier.warehouse.parent / "prefect"
    database = database_file(folder)
    (first,) = runs_in(database)["flow_run"]
    end_earlier(database, 100)
    assert dossier("run", "documents").code == 0
    before = runs_in(database)
    (second,) = set(before["flow_run"]) - {first}
    assert all(rows[first] and rows[second] for rows in before.values())
    (folder / "prefect-0.1.db").write_bytes(b"what an earlier Prefect has left")
    os.utime(folder / "prefect-0.1.db", (0, 0))

    with unused(folder) as is_unused:
        assert is_unused
        assert "left alone" in dossier("tidy", "--older-than", "90 days").out
    assert runs_in(database) == before
    assert (
        "would remove 1 run of Prefect's database and 1 file"
        in dossier("tidy", "--older-than", "90 days", "--dry-run").out
    )
    assert runs_in(database) == before

    done = dossier("tidy", "--older-than", "90 days")
    assert (done.code, done.err) == (0, "")
    assert "removed 1 run of Prefect's database and 1 file" in done.out
    after = runs_in(database)
    assert {table: dict(rows) for table, rows in after.items()} == {
        table: {second: rows[second]} for table, rows in before.items()
    }
    assert not (folder / "prefect-0.1.db").exists()
    with closing(sqlite3.connect(database)) as con:
        assert con.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_database_that_is_none_is_named(dossier: Dossier) -> None:
    folder = dossier.warehouse.parent / "prefect"
    folder.mkdir(parents=True)
    database_file(folder).write_bytes(b"this is no database" * 100)
    done = dossier("tidy", "--older-than", "90 days")
    assert done.code != 0
    assert database_file(folder).name in done.err
    assert "Traceback" not in done.err


def test_without_one_nothing_is_said(dossier: Dossier) -> None:
    done = dossier("tidy", "--older-than", "90 days")
    assert (done.code, "Prefect" in done.out) == (0, False)
