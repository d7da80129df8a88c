"""Marked text: which pieces a text falls into when spans in it are marked, nested and overlapping ones too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.document import Span
from warehouse.story import RecordStory


@dataclass(frozen=True)
class Mark:
    """One marked span of the item `number`; `place` counts the item's marks in the text from 1."""

    span: Span
    number: int
    place: int


@dataclass(frozen=True)
class Piece:
    """Characters that the same marks cover, the outermost mark first; `opens` begin here and `closes` end here."""

    span: Span
    covers: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]


def record_marks(records: Sequence[RecordStory]) -> list[Mark]:
    """Return the marks of a document's records, each numbered by its place in `records`."""
    return [
        Mark(span, number, place)
        for number, record in enumerate(records, start=1)
        for place, span in enumerate(record.spans, start=1)
    ]


def value_marks(record: RecordStory) -> list[Mark]:
    """Return one mark for each value of `record` that stands in the text, numbered by its place in the record."""
    return [Mark(value.span, number, 1) for number, value in enumerate(record.values, start=1) if value.span]


def pieces(window: Span, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Yield the pieces of the characters in `window`; marks are cut to it, and left out where nothing remains."""
    start, end = window
    cut = (replace(mark, span=(max(mark.span[0], start), min(mark.span[1], end))) for mark in marks)
    inside = sorted((mark for mark in cut if mark.span[0] < mark.span[1]), key=_outermost_first)
    edges = sorted({start, end, *(edge for mark in inside for edge in mark.span)})
    covers: list[Mark] = []
    waiting = iter(inside)
    upcoming = next(waiting, None)
    for begins, ends in pairwise(edges):
        opens = []
        while upcoming is not None and upcoming.span[0] == begins:
            opens.append(upcoming)
            upcoming = next(waiting, None)
        covers = sorted([*covers, *opens], key=_outermost_first)
        closes = tuple(mark for mark in reversed(covers) if mark.span[1] == ends)
        yield Piece((begins, ends), tuple(covers), tuple(opens), closes)
        covers = [mark for mark in covers if mark.span[1] > ends]


def windows(spans: Iterable[Span], margin: int, length: int) -> list[Span]:
    """Return `spans` with `margin` characters on each side, within a text of `length`; those that touch become one."""
    merged: list[Span] = []
    for start, end in sorted((max(span[0] - margin, 0), min(span[1] + margin, length)) for span in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _outermost_first(mark: Mark) -> tuple[int, int, int]:
    return mark.span[0], -mark.span[1], mark.number
