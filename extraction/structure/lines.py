"""The lines of a text, and what each is by itself: blank, marked heading, list item, rule or plain text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal, NamedTuple

import regex

from core.document import Span

LineKind = Literal["blank", "atx", "list_item", "rule", "text"]

_ATX = regex.compile(r" {0,3}(?P<marks>#{1,6})(?=\s)\s*+")
_RULE = regex.compile(r"[^\p{L}\p{N}]++")
_ITEM = regex.compile(
    r"\s*+(?:[-*+•●▪■◦‣·–—]|[✔✓☑➢➤►▶❖◆⁃∙]\uFE0E?\uFE0F?|\\?\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\\?[.)][-–—]?+)\s++(?=\S)"
)
_ORDINAL = regex.compile(r"\\?\(?(?P<number>\d+|[a-z]+)")


class Line(NamedTuple):
    """One line without its newline. `text_start` is where the text behind indentation and marker begins.

    `start` and `end` leave out the white space around the line; `indent` is its number of leading white characters, and
    `width` what these take together with the text.
    """

    kind: LineKind
    start: int
    end: int
    text_start: int
    indent: int
    level: int
    hard_break: bool
    text: str
    width: int

    @property
    def span(self) -> Span:
        """Return the line's characters without the white space around them."""
        return self.start, self.end

    @property
    def opens_enumeration(self) -> bool:
        """Say whether a list can begin here in the middle of running text: not at "12. " or "b) ", as in CommonMark."""
        match = _ORDINAL.match(self.text)
        return match is None or match["number"] in {"1", "a", "i"}


_line = partial(tuple.__new__, Line)
"""Make a line of its fields: a named tuple's own constructor takes twice the time."""


def lines_of(text: str, *, markdown: bool) -> Iterator[Line]:
    """Yield every line of `text`; in Markdown two trailing spaces or a backslash end a paragraph's line for good.

    Of blank lines in a row only the first: there may be millions, and one separates as well as many.
    """
    offset = 0
    after_blank = False
    for raw in text.split("\n"):
        if stripped := raw.strip():
            indent = 0 if raw[0] == stripped[0] else len(raw) - len(raw.lstrip())
            width = indent + len(stripped)
            end = offset + width
            kind, text_start, level = _classify(raw, stripped, indent)
            hard_break = markdown and raw.endswith(("  ", "\\"))
            text_at = min(offset + text_start, end)
            yield _line((kind, offset + indent, end, text_at, indent, level, hard_break, stripped, width))
        elif not after_blank:
            yield _line(("blank", offset, offset, offset, 0, 0, False, "", 0))
        after_blank = not stripped
        offset += len(raw) + 1


def _classify(raw: str, stripped: str, indent: int) -> tuple[LineKind, int, int]:
    first = stripped[0]
    if first.isupper():
        return "text", indent, 0
    if first == "#" and (match := _ATX.match(raw)) and match.end() < len(raw):
        return "atx", match.end(), len(match["marks"])
    if not first.isalnum() and _RULE.fullmatch(stripped):
        return "rule", indent, 0
    if match := _ITEM.match(raw):
        return "list_item", match.end(), 0
    return "text", indent + (_quote_mark(stripped) if first == ">" else 0), 0


def _quote_mark(stripped: str) -> int:
    """Return how many characters the marks of quoted text ("> ") take."""
    return len(stripped) - len(stripped.lstrip("> \t"))
