"""A run that SIGTERM meets while Prefect's handler is there and none of our code runs.

python -m tests.cli.between_tasks wait|query: the event loop only waits, or DuckDB is in the middle of a query.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path
from typing import ClassVar, NoReturn

import duckdb
from prefect.utilities.engine import capture_sigterm

from flows.attended import run_attended
from flows.progress import Lines
from flows.request import RunRequest


class Waiting(RunRequest):
    """Asks for a flow that only waits."""

    flow: ClassVar[str] = "tests.cli.between_tasks:wait"


class Querying(RunRequest):
    """Asks for a flow that is one long query."""

    flow: ClassVar[str] = "tests.cli.between_tasks:query"


async def wait(_request: RunRequest, *, return_state: bool) -> NoReturn:
    """Wait for the signal as Prefect's engine does, and no longer than a minute."""
    assert return_state
    with capture_sigterm():
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
        await asyncio.sleep(60)
    raise AssertionError("nobody was interrupted")


async def query(_request: RunRequest, *, return_state: bool) -> NoReturn:
    """Count for longer than anybody waits."""
    assert return_state
    # Of several threads, another may be the one that counts: DuckDB then hears of no signal until it is done.
    with capture_sigterm(), duckdb.connect(config={"threads": 1}) as con:
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
        con.execute("SELECT count(*) FROM range(1000000000000) AS r(n) WHERE n % 7 = 1").fetchall()
    raise AssertionError("nobody was interrupted")


if __name__ == "__main__":
    try:
        run_attended(
            {"wait": Waiting, "query": Querying}[sys.argv[1]](
                sources=["nothing"], warehouse=Path("warehouse/dossier.duckdb")
            ),
            Lines(attended=True),
        )
    except KeyboardInterrupt:
        print("interrupted")
