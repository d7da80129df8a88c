"""First pass: lines to drafts of blocks. What only the neighbours can tell (short-line headings) is left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from core.document import Span
from extraction.structure.lines import Line
from extraction.structure.model import BlockKind, TableRow
from extraction.structure.tables import parse_rows, starts_table
from extraction.structure.wrapping import Wrapping

BOLD_LEVEL = 7
LONGEST_MARKED_HEADING = 250
_BOLD = regex.compile(r"(?:(\*\*|__)(?:(?!\1).)++\1\s*+)++:?+", regex.DOTALL)
_SETEXT = regex.compile(r"(?:=++|-{3,}+)")
_MARKERS = frozenset("-•●▪■◦‣·–—*")
_CLOSING_MARKS = regex.compile(r"\s++#++$")


@dataclass(slots=True)
class Draft:
    """A block in the making. `after_blank`: a blank line (or nothing) is above it; `lines`: how many it takes."""

    kind: BlockKind
    span: Span
    text_span: Span
    level: int = 0
    lines: int = 1
    after_blank: bool = True
    indent: int = 0
    header: TableRow | None = None
    rows: tuple[TableRow, ...] = field(default=())


def drafts_of(text: str, lines: Sequence[Line], *, markdown: bool) -> list[Draft]:
    """Group `lines` of `text` into drafts, in order; every line that is not blank is in exactly one."""
    wrapping = Wrapping(lines, markdown=markdown)
    drafts: list[Draft] = []
    position = 0
    after_blank = True
    while position < len(lines):
        if lines[position].kind == "blank":
            after_blank = True
            position += 1
            continue
        draft = _draft(text, lines, position, wrapping)
        draft.after_blank = after_blank
        drafts.append(draft)
        position += draft.lines
        after_blank = False
    return drafts


def _draft(text: str, lines: Sequence[Line], position: int, wrapping: Wrapping) -> Draft:
    line = lines[position]
    following = lines[position + 1] if position + 1 < len(lines) else None
    if starts_table(line, following):
        return _table(lines, position)
    if line.kind == "atx":
        return _atx(text, line)
    if line.kind == "rule":
        if line.text in _MARKERS and following is not None and following.kind == "text":
            return _item_below(lines, position, wrapping)
        return Draft("rule", line.span, (line.start, line.start))
    end = _last_line(lines, position, wrapping)
    span = (line.start, lines[end].end)
    count = end - position + 1
    if line.kind == "list_item":
        return Draft("list_item", span, (line.text_start, span[1]), lines=count, indent=line.indent)
    if line.text[0] == ">":
        return Draft("paragraph", span, (line.text_start, span[1]), lines=count, indent=line.indent)
    if span[1] - span[0] <= LONGEST_MARKED_HEADING:
        under = lines[end + 1] if end + 1 < len(lines) else None
        if count == 1 and under is not None and _is_underline(line, under):
            return Draft("heading", (span[0], under.end), span, level=1 if under.text[0] == "=" else 2, lines=2)
        if line.text.startswith(("**", "__")) and _BOLD.fullmatch(text, *span):
            return Draft("heading", span, _without_marks(text, span), level=BOLD_LEVEL, lines=count)
    return Draft("paragraph", span, span, lines=count, indent=line.indent)


def _item_below(lines: Sequence[Line], position: int, wrapping: Wrapping) -> Draft:
    """Return the list item whose marker stands alone on the line above its text, as extractors of pages leave it."""
    marker, first = lines[position], lines[position + 1]
    end = _last_line(lines, position + 1, wrapping)
    span = (marker.start, lines[end].end)
    return Draft("list_item", span, (first.start, span[1]), lines=end - position + 1, indent=marker.indent)


def _table(lines: Sequence[Line], position: int) -> Draft:
    end = position
    while end < len(lines) and "|" in lines[end].text:
        end += 1
    header, rows = parse_rows(lines[position:end])
    span = (lines[position].start, lines[end - 1].end)
    return Draft("table", span, span, lines=end - position, header=header, rows=rows)


def _atx(text: str, line: Line) -> Draft:
    closing = _CLOSING_MARKS.search(text, line.text_start, line.end)
    inner = (line.text_start, closing.start() if closing else line.end)
    return Draft("heading", line.span, _without_marks(text, inner), level=line.level)


def _last_line(lines: Sequence[Line], first: int, wrapping: Wrapping) -> int:
    """Return the position of the last line of the paragraph or list item that begins at `first`."""
    opening = lines[first]
    last = first
    while last + 1 < len(lines):
        following = lines[last + 1]
        if starts_table(following, lines[last + 2] if last + 2 < len(lines) else None):
            break
        indented = opening.kind == "list_item" and following.indent >= opening.indent + 2
        wrapped_marker = (
            following.kind == "list_item" and opening.kind == "text" and not following.opens_enumeration
        ) and wrapping.fills(lines[last], following)
        if not wrapped_marker and not (
            following.kind == "text" and (indented or wrapping.continues(lines[last], following))
        ):
            break
        last += 1
    return last


def _is_underline(line: Line, under: Line) -> bool:
    return _SETEXT.fullmatch(under.text) is not None and not line.text.endswith((".", ":", ";", ","))


def _without_marks(text: str, span: Span) -> Span:
    """Return `span` without the asterisks and underscores around all of it."""
    start, end = span
    while start < end - 1 and text[start] in "*_" and text[end - 1] in "*_":
        start, end = start + 1, end - 1
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    return (start + lead, start + lead + len(inner.strip())) if inner.strip() else span
