"""`dossier run` and `dossier extract` with every log turned up: what they leave behind is searched for the canaries."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

import duckdb
import pytest

from tests.conftest import ROOT, Dossier
from tests.leaks.canaries import KEY, TEXT, WORD, seen
from tests.leaks.test_model_path import ENDINGS
from tests.model_server import MODEL, Asked, Behaviour, Fails, ModelServer, Waits, model_server

__all__ = ["model_server"]

LOUD = Path(__file__).with_name("loud")
# Here the document belongs: the landing log and what is made of it, reports too. The key belongs nowhere.
OF_THE_DOCUMENT = (
    "documents",
    "warehouse/landing",
    "warehouse/published",
    "warehouse/dossier.duckdb",
    "warehouse/reports",
)
STOPPING = ("401", "403", "404", "400")


@pytest.fixture
def loud(dossier: Dossier, model_server: ModelServer) -> Dossier:
    """The command line with every log turned up, and nothing between it and its own Prefect server."""
    model_server.key = KEY
    dossier.environment |= {
        "OPENAI_BASE_URL": model_server.base_url,
        "OPENAI_API_KEY": KEY,
        "DOSSIER_BACKOFF_S": "0.01",
        "DOSSIER_TIMEOUT_S": "1.0",
        "OPENAI_LOG": "debug",
        "PREFECT_LOGGING_LEVEL": "DEBUG",
        "PREFECT_LOGGING_ROOT_LEVEL": "DEBUG",
        "PREFECT_DEBUG_MODE": "1",
        "PYTHONPATH": os.pathsep.join([str(LOUD), str(ROOT)]),
        "DOSSIER_TEST_LOUD_LOG": str(dossier.folder / "loud.log"),
    }
    return dossier


def left_behind(dossier: Dossier) -> list[str]:
    """Return where a canary stands in the files that a command wrote."""
    found = []
    for path in sorted(path for path in dossier.folder.rglob("*") if path.is_file()):
        name = path.relative_to(dossier.folder).as_posix()
        data = path.read_bytes()
        if KEY.encode() in data or (WORD.encode() in data and not name.startswith(OF_THE_DOCUMENT)):
            found.append(name)
    return found


def everything_in(warehouse: Path) -> str:
    """Return all rows of all tables and views: the file itself is compressed."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        tables = con.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        return "".join(repr(con.execute(f'FROM "{schema}"."{table}"').fetchall()) for schema, table in tables)


def test_a_run_leaves_nothing_behind_however_its_calls_end(loud: Dossier, model_server: ModelServer) -> None:
    endings = [ending for name, ending in ENDINGS.items() if name not in STOPPING]
    for number in range(len(endings)):
        loud.write(f"documents/{number}.txt", TEXT.replace("report", f"report {number}", 1))
    waited = count()

    def script(asked: Asked) -> Behaviour:
        ending = endings[int(asked.user.partition(f"{WORD} report ")[2].split('"')[0])]
        is_passing = isinstance(ending, Waits) or (isinstance(ending, Fails) and ending.status == 429)
        return ENDINGS["answer"] if is_passing and next(waited) > 1 else ending

    model_server.script = script
    done = loud("run", "documents", "--engine", f"openai/{MODEL}")
    assert done.code == 1, done.err
    assert "filelock" in (loud.folder / "loud.log").read_text()
    assert seen(done.out + done.err) == []
    assert left_behind(loud) == []
    assert KEY not in everything_in(loud.warehouse)


@pytest.mark.parametrize("ending", STOPPING)
def test_a_command_that_stops_says_why_and_nothing_else(ending: str, loud: Dossier, model_server: ModelServer) -> None:
    loud.write("documents/one.txt", TEXT)
    model_server.then(ENDINGS[ending])
    done = loud("extract", "documents/one.txt", "--engine", f"openai/{MODEL}")
    assert done.code == 1, done.err
    assert "error: " in done.err
    assert seen(done.out + done.err) == []
    assert left_behind(loud) == []
