"""The pieces that a document can be taken apart into, and how good a place each one's beginning is to split at.

A piece is a block of the document with the white space behind it. Only a block that alone is larger than a part may be
is taken apart itself: a table between its rows, anything else between its sentences, and what is still too large at
white space, at last between any two characters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate, pairwise

import regex

from core.document import Span
from extraction.structure import Block, Structure, Table

_SPACE = regex.compile(r"\s+")


class Border(IntEnum):
    """How good a place for a split is, best first."""

    SECTION = 0
    """Before a heading."""
    BLOCK = 1
    """Between paragraphs, lists and tables."""
    ITEM = 2
    """Between two items of a list."""
    ROW = 3
    """Between two rows of a table that is too large."""
    SENTENCE = 4
    """Between two sentences of a paragraph that is too large."""
    WORD = 5
    """At white space or, where there is none, anywhere: nothing better is small enough."""
    BOUND = 6
    """Right under a heading, or between a list or table and the line that introduces it: they belong together."""


@dataclass(frozen=True)
class Piece:
    """What is never split further: `span` with the white space behind it, `size` in bytes of UTF-8.

    `before` is the border at its beginning. `carried` are the header rows that a part beginning here has to show.
    """

    span: Span
    size: int
    before: Border
    carried: Span | None = None


def size_in(text: str, span: Span) -> int:
    """Return how many bytes of UTF-8 the characters of `span` take."""
    return len(text[span[0] : span[1]].encode("utf-8", "surrogatepass"))


def pieces_of(text: str, structure: Structure, span: Span, max_bytes: int) -> Iterator[Piece]:
    """Yield the pieces of `span` in order; together they are all of it, and none is larger than `max_bytes`.

    With the header rows that it carries, a row of a table is no larger either.
    """
    blocks = structure.blocks_in(span)
    starts = [max(block.span[0], span[0]) for block in blocks]
    # White space above the first block goes with it.
    for number, (start, end) in enumerate(pairwise([*([span[0]] if blocks else []), *starts[1:], span[1]])):
        block = blocks[number]
        yield from _pieces_of_block(text, structure, block, (start, end), max_bytes, _border_above(structure, block))
    if not blocks:
        yield from _smallest(text, span, max_bytes, Border.BLOCK)


def header_rows(text: str, table: Table) -> Span:
    """Return the header of `table` and the delimiter row under it."""
    below = text.find("\n", table.header_span[1])
    end = text.find("\n", below + 1, table.span[1])
    return table.header_span[0], end if end >= 0 else table.span[1]


def _border_above(structure: Structure, block: Block) -> Border:
    index = structure.block_index_at(block.span[0])
    above = structure.blocks[index - 1] if index else None
    if above is None:
        return Border.BLOCK
    if above.kind == "heading" or block.lead_in == (index or 0) - 1:
        return Border.BOUND
    if block.kind == "heading":
        return Border.SECTION
    return Border.ITEM if block.kind == above.kind == "list_item" else Border.BLOCK


def _pieces_of_block(
    text: str, structure: Structure, block: Block, span: Span, max_bytes: int, before: Border
) -> Iterator[Piece]:
    if size_in(text, span) <= max_bytes:
        yield Piece(span, size_in(text, span), before)
        return
    table = structure.table_at(block.span[0]) if block.kind == "table" else None
    if table is not None:
        yield from _rows(text, table, span, max_bytes, before)
        return
    borders = [sentence.span[0] for sentence in structure.sentences_in(span) if span[0] < sentence.span[0] < span[1]]
    yield from _cut_at(text, borders, span, max_bytes, (before, Border.SENTENCE))


def _rows(text: str, table: Table, span: Span, max_bytes: int, before: Border) -> Iterator[Piece]:
    carried: Span | None = header_rows(text, table)
    head = size_in(text, carried) + 1 if carried else 0
    if head > max_bytes // 2:  # what names the columns would leave too little room for what stands in them
        carried, head = None, 0
    # The first row goes with the header above it, unless a former split has already cut that off.
    rows = [row.span[0] for row in table.rows if span[0] < row.span[0] < span[1]]
    borders = rows[1:] if span[0] <= table.span[0] else rows
    for piece in _cut_at(text, borders, span, max_bytes - head, (before, Border.ROW)):
        yield piece if piece.span[0] <= table.span[0] else Piece(piece.span, piece.size, piece.before, carried)


def _cut_at(text: str, borders: list[int], span: Span, max_bytes: int, ranks: tuple[Border, Border]) -> Iterator[Piece]:
    """Cut `span` at `borders`; the first piece has the first of `ranks`, the others the second."""
    before, between = ranks
    for start, end in pairwise([span[0], *borders, span[1]]):
        yield from _smallest(text, (start, end), max_bytes, before)
        before = between


def _smallest(text: str, span: Span, max_bytes: int, before: Border) -> Iterator[Piece]:
    """Yield `span` whole, or cut at white space, or where there is none anywhere."""
    start, end = span
    while start < end:
        fits = _characters_that_fit(text, (start, end), max_bytes)
        stop = end if start + fits == end else _last_space(text, start, start + fits)
        yield Piece((start, stop), size_in(text, (start, stop)), before)
        start, before = stop, Border.WORD


def _characters_that_fit(text: str, span: Span, max_bytes: int) -> int:
    """Return how many characters from the beginning of `span` take no more than `max_bytes`; at least one."""
    own = text[span[0] : min(span[1], span[0] + max_bytes)]
    if len(own) == span[1] - span[0] and size_in(own, (0, len(own))) <= max_bytes:
        return len(own)
    sizes = list(accumulate(1 + (char > "\x7f") + (char > "\u07ff") + (char > "\uffff") for char in own))
    return max(1, bisect_right(sizes, max_bytes))


def _last_space(text: str, start: int, limit: int) -> int:
    """Return where the last white space before `limit` ends, if that is no waste; else `limit`."""
    ends = [match.end() for match in _SPACE.finditer(text, start + (limit - start) // 2, limit)]
    return ends[-1] if ends else limit
