"""The title that a text gives itself: its first heading that is no navigation."""

from __future__ import annotations

from core.document import Metadata
from extraction.structure.build import heading_spans
from extraction.structure.words import words

_FIRST_LOOK = 1_500


def printed_title(text: str, *, markdown: bool) -> Metadata | None:
    """Return the title with its characters; looks at the top first, since most titles stand there."""
    length = _FIRST_LOOK
    while True:
        end = len(text) if length >= len(text) else text.find("\n", length)
        end = len(text) if end < 0 else end
        title = _first_heading(text[:end], markdown=markdown)
        if title is not None or end == len(text):
            return title
        length *= 8


def _first_heading(text: str, *, markdown: bool) -> Metadata | None:
    navigation = words("extraction.reading", "navigation")
    for span in heading_spans(text, markdown=markdown):
        printed = text[slice(*span)]
        if " ".join(printed.casefold().split()) not in navigation:
            return Metadata("title", printed, span)
    return None


def marked_title(text: str, name: str | None) -> Metadata | None:
    """Return the heading of a Markdown `text` that `name`, given to it from outside, begins with.

    Without such a heading, its first of level one if `name` is None. A site adds its own name behind a title.
    """
    first: Metadata | None = None
    for span in heading_spans(text, markdown=True):
        printed = text[slice(*span)]
        if name is not None and _plain(name).startswith(_plain(printed)):
            return Metadata("title", printed, span)
        if first is None and text[: span[0]].endswith("# ") and not text[: span[0]].endswith("## "):
            first = Metadata("title", printed, span)
    return first if name is None else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
