"""A spool gives back each line as it was added, and DuckDB all of them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse.spool import SHORTEST_BUFFER, Spool

LONG = b'{"a":"%b"}' % (b"x" * SHORTEST_BUFFER)


def test_a_line_is_read_back_while_others_are_added(tmp_path: Path) -> None:
    with Spool(tmp_path / "lines.jsonl") as spool:
        first = spool.append(b'{"a":"1"}\n')
        second = spool.append(LONG)
        assert spool.read(first) == b'{"a":"1"}\n'
        third = spool.append(b'{"a":"3"}')
        assert [spool.read(span) for span in (third, second, first)] == [b'{"a":"3"}\n', LONG + b"\n", b'{"a":"1"}\n']
        assert spool.lines == 3


@pytest.mark.parametrize("last", [b'{"a":"3"}', LONG], ids=["short", "long"])
def test_duckdb_reads_all_lines_by_what_a_spool_says_of_itself(tmp_path: Path, last: bytes) -> None:
    with Spool(tmp_path / "lines.jsonl") as spool, duckdb.connect() as con:
        spool.append(b'{"a":"1"}')
        spool.append(last)
        query = (
            "SELECT count(a), max(length(a)) FROM read_json($file, format = 'newline_delimited', "
            "maximum_object_size = $longest, columns = {a: 'VARCHAR'})"
        )
        assert con.execute(query, spool.source()).fetchall() == [(2, len(last) - len(b'{"a":""}'))]


def test_a_spool_begins_empty(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"what another batch has left\n")
    with Spool(path) as spool:
        spool.append(b"{}")
        spool.source()
        assert path.read_bytes() == b"{}\n"
