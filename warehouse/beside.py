"""A second connection to the database of a load, which inserts in a thread of its own while the first one goes on.

DuckDB keeps the order of rows with one thread a statement, and writes them twice where several share one. Two
statements into different tables, each in one thread, keep it and share the work.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

import duckdb


class Beside:
    """Runs one statement at a time beside those of `con`; a context manager, which waits for it and takes it back."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con.cursor()
        self._con.execute("SET enable_progress_bar = false")
        self._threads = ThreadPoolExecutor(1)
        self._running: Future[object] | None = None

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop what is still running, and close the connection."""
        if self._running:
            self._con.interrupt()
        self._threads.shutdown()
        self._con.close()

    @property
    def is_busy(self) -> bool:
        """Whether a statement was started and is not finished."""
        return self._running is not None

    def start(self, sql: str, parameters: Mapping[str, Any]) -> None:
        """Begin a transaction with this statement; the table of it, nobody else may change until it is finished."""
        self._con.execute("BEGIN")
        self._running = self._threads.submit(self._con.execute, sql, dict(parameters))

    def finish(self) -> None:
        """Wait for the statement, if there is one, and commit it; raises what it raises."""
        if self._running:
            self._running.result()
            self._running = None
            self._con.execute("COMMIT")
