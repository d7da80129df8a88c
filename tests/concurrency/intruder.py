"""A process that opens the published version for writing, spoils it, says so, and waits to be killed.

usage: python -m tests.concurrency.intruder WAREHOUSE [--checkpoint]
"""

from __future__ import annotations

import contextlib
import sys

import duckdb


def spoil(warehouse: str, *, checkpoint: bool) -> None:
    while True:
        with contextlib.suppress(duckdb.IOException):  # a reader has it open: try again
            con = duckdb.connect(warehouse)
            break
    con.execute("DELETE FROM evidence")
    con.execute("INSERT INTO documents (document_id) VALUES ('of the intruder')")
    if checkpoint:
        con.execute("CHECKPOINT")
    print("spoilt", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    spoil(sys.argv[1], checkpoint="--checkpoint" in sys.argv)
