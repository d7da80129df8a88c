"""A query in a process of its own: what it does not give up by itself, time or memory, is taken from it.

An interrupt is not enough: inside one call of `repeat` or of a long join's function DuckDB neither looks for one nor
counts the memory. The database is read-only, so killing the process costs nothing but the answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from core.errors import DossierError, QueryError
from warehouse.query_limits import Limits, Result

PACKAGES = Path(__file__).parents[1]
"""Where the process finds the same modules as this one."""


@dataclass(frozen=True)
class Request:
    """What the process is asked. With `parquet` it writes at most `most_rows` rows to that file, and yields one row:
    how many there are, and whether there were more.
    """

    warehouse: Path
    sql: str
    parameters: Mapping[str, object]
    limits: Limits
    parquet: Path | None = None
    most_rows: int | None = None


@dataclass(frozen=True)
class Begun:
    """The first thing it tells: the columns and their types."""

    columns: list[str]
    types: list[str]


Told = Begun | list[tuple[Any, ...]] | DossierError | None
"""What the process tells, in this order: Begun, lists of rows, None at the end; or an error at any time."""


@contextmanager
def isolated_query(request: Request) -> Iterator[Result]:
    """Run a query within its limits; a context manager, which ends the query however it is left.

    Raises what `run_query` raises, and QueryError where a limit was reached; while it runs and while rows are taken.
    """
    ours, its = Pipe()
    with ours:
        with its:
            process = _start(its)
        try:
            asking = _Asking(ours, process, request.limits)
            ours.send(request)
            begun = asking.told()
            if not isinstance(begun, Begun):
                raise TypeError(f"the query process began with {begun!r}")
            yield Result(begun.columns, begun.types, asking.rows())
        finally:
            process.kill()
            process.wait()


def _start(its: Connection) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - this interpreter, our own module
        [sys.executable, "-P", "-m", "warehouse.query_process", str(its.fileno())],
        env=os.environ | {"PYTHONPATH": str(PACKAGES)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[its.fileno()],
        # Ctrl-C at the terminal is for this process, which then ends the other.
        start_new_session=True,
    )


class _Asking:
    """The conversation with a query process. Only waiting for it counts as its time, not reading what it told."""

    def __init__(self, connection: Connection, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self._connection = connection
        self._process = process
        self._limits = limits
        self._waited = 0.0

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows as they come."""
        while isinstance(rows := self.told(), list):
            yield from rows

    def told(self) -> Told:
        """Return the next thing it tells; raises the error that it tells, or QueryError where a limit was reached."""
        started = time.monotonic()
        try:
            if not self._connection.poll(max(0.0, self._limits.seconds - self._waited)):
                raise QueryError(
                    f"stopped after {self._limits.seconds:g} s",
                    hint="Ask for less, with a WHERE or a LIMIT; or allow more seconds: --timeout 600",
                )
            told: Told = self._connection.recv()
        except (EOFError, OSError) as error:
            raise self._died() from error
        self._waited += time.monotonic() - started
        if isinstance(told, DossierError):
            raise told
        return told

    def _died(self) -> QueryError:
        code = self._process.wait()
        return QueryError(
            f"the query ended the process that ran it (exit code {code}); most likely it needed more memory than the "
            f"{self._limits.memory / 1e9:g} GB it may use",
            hint="Ask for less at once, with a WHERE or a LIMIT; or allow more: --memory 4GB",
        )
