"""The line that a report begins with: where it was written, when and by which agency. What it names is no party."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from core.document import Span
from extraction.lexicons.countries import CountryMention
from extraction.structure import Block, Structure

_FIRST = 5
"""Blocks at the head of a document among which the report begins."""
_CAPITALS = 4
"""Letters of the shortest place that is known for one by its capital letters alone: "LIMA", no "UK"."""
_LINE = regex.compile(
    r"[*_]*(?P<place>\p{Lu}[\p{L}.'’-]*(?:(?:,?[ ]|/)(?:\p{Lu}[\p{L}.'’-]*|de|del|of|la|el))*+)"
    r"(?P<date>,?[ ][^()\n–—]{0,30}?\d[^()\n–—]{0,20}?)?"
    r"(?P<agency>[ ]\([^()\n]{2,40}\))?"
    r"[*_]*\s?\.?\s?[-–—]{1,2}[*_]*\s"
)
"""\"LUSAKA, Sept 3 (Reuters) - ", "ACCRA, Ghana (AP) — ", "**Ciudad de Panamá, 5 feb (EFE).-** "."""


def outside_datelines(text: str, structure: Structure, mentions: Sequence[CountryMention]) -> Iterator[CountryMention]:
    """Yield the mentions that do not stand in the dateline of a report.

    Without a date and an agency only a capital in capital letters is one: "MEXICO – signed in 2019" is a list's entry.
    """
    lines = [line for block in structure.blocks[:_FIRST] if (line := _dateline(text, block)) is not None]
    if not lines:
        yield from mentions
        return
    for mention in mentions:
        within = any(
            start <= mention.span[0] < end and (sure or mention.form == "capital") for (start, end), sure in lines
        )
        if not within:
            yield mention


def _dateline(text: str, block: Block) -> tuple[Span, bool] | None:
    """Return where the dateline of a block stands, and whether it has a date or an agency; None if it has none."""
    found = _LINE.match(text, *block.text_span) if block.kind == "paragraph" else None
    if found is None:
        return None
    place = found["place"]
    sure = bool(found["date"] or found["agency"])
    shouted = place.isupper() and sum(map(str.isalpha, place)) >= _CAPITALS
    return (found.span(), sure) if sure or shouted else None
