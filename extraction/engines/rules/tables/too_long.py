"""Tables that are longer than any that is read: they give no records, and it is said why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extraction.engines.rules.analysis import Analysis
from extraction.structure import Table

Reads = Callable[[Analysis, Table], bool]
"""Says whether a kind's rules would read a table if it were short enough."""


def passed_over(analysis: Analysis, most: int, reads: Reads) -> list[str]:
    """Return why tables of more than `most` rows were not read, one sentence for each that `reads` would have read.

    The table is judged by its first `most` rows, so that a hostile one costs no more than the longest that is read.
    """
    return [
        _reason(analysis, table, most) for table in analysis.structure.tables if _is_one(analysis, table, most, reads)
    ]


def _is_one(analysis: Analysis, table: Table, most: int, reads: Reads) -> bool:
    if len(table.rows) <= most:
        return False
    rows = table.rows[:most]
    return reads(analysis, replace(table, span=(table.span[0], rows[-1].span[1]), rows=rows))


def _reason(analysis: Analysis, table: Table, most: int) -> str:
    line = analysis.document.text.count("\n", 0, table.span[0]) + 1
    return (
        f"the table on line {line} has {len(table.rows):,} rows, and none of more than {most:,} is read: "
        "split it into shorter ones, each with its header"
    )
