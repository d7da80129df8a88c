"""The process that runs one query for `warehouse.isolated_query`: `python -m warehouse.query_process DESCRIPTOR`."""

from __future__ import annotations

import contextlib
import os
import resource
import sys
import threading
from itertools import islice
from multiprocessing.connection import Connection

from core.errors import DossierError, QueryError
from warehouse.isolated_query import Begun, Request
from warehouse.query import FETCHED, run_query, write_parquet

MARGIN = 1_000_000_000
"""Bytes beside what DuckDB counts: the interpreter, the stacks of the threads, rows on their way."""


def main() -> None:
    """Answer the one request that comes through the connection, and end."""
    connection = Connection(int(sys.argv[1]))
    request: Request = connection.recv()
    _limit(request)
    threading.Thread(target=_end_with_the_other_side, args=[connection], daemon=True).start()
    try:
        _answer(connection, request)
    except DossierError as error:
        connection.send(error)
    except MemoryError:
        connection.send(QueryError("the query needs more memory than it may use", hint="Allow more: --memory 4GB"))


def _answer(connection: Connection, request: Request) -> None:
    if request.parquet is not None:
        written = write_parquet(
            request.warehouse, request.sql, request.parameters, request.limits, request.parquet, request.most_rows
        )
        connection.send(Begun(["rows", "is_cut"], ["BIGINT", "BOOLEAN"]))
        connection.send([written])
    else:
        with run_query(request.warehouse, request.sql, request.parameters, request.limits) as result:
            connection.send(Begun(result.columns, result.types))
            while rows := list(islice(result.rows, FETCHED)):
                connection.send(rows)
    connection.send(None)


def _limit(request: Request) -> None:
    """Let the system refuse what DuckDB does not count: memory, and files that a query would write."""
    _lower(resource.RLIMIT_DATA, request.limits.memory + MARGIN)
    _lower(resource.RLIMIT_CORE, 0)
    if request.parquet is None:
        _lower(resource.RLIMIT_FSIZE, 0)


def _lower(what: int, most: int) -> None:
    # Not every system has every limit, and the machine's own may be lower already.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (most, most))


def _end_with_the_other_side(connection: Connection) -> None:
    """End at once when nobody listens any more, also in the middle of the query."""
    with contextlib.suppress(EOFError, OSError):
        connection.recv()
    os._exit(1)


if __name__ == "__main__":
    main()
