"""Which lines of a page make one paragraph, heading or item: by size, distance, and whether the next word had room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

import regex

from extraction.reading.pdf.page import Line, Page

_LARGER = 1.17
"""Times the size of most of the text: a heading."""
_SMALLER = 0.87
"""Times that size: a footnote, where it stands at the foot of the page."""
_ALIKE = 1.2
_LONGEST_HEADING = 250
_INDENT = 8.0
_NEAR_LEFT = 32.0
_FEWEST_LINES = 4
_MOSTLY = 0.7
_MOST_LINES = 2_000
"""On a page; where there are more, nothing is compared with everything."""
_BULLET = regex.compile(r"[•●▪■◦‣·∙o–—*-](?: |$)")
_ENUMERATOR = regex.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)] ")
_ENDS_SENTENCE = regex.compile(r"[.!?:;…][\"'”’»)\]]*+(?:\d{1,3})?$")

Kind = Literal["heading", "paragraph", "note"]


@dataclass
class Block:
    """Lines that belong together. `rank` orders headings by size, 1 the largest, and is 0 elsewhere."""

    kind: Kind
    lines: list[Line]
    rank: int = 0

    @property
    def is_open(self) -> bool:
        """Whether its last sentence goes on."""
        last = self.lines[-1]
        return self.kind == "paragraph" and (last.words[-1].is_broken or not _ENDS_SENTENCE.search(last.text))

    @property
    def opens_item(self) -> bool:
        """Whether it is an item of a list."""
        return _opens_item(self.lines[0])


class Typography:
    """What is usual in one document: the size of its text, how far its lines are apart, the sizes of its headings."""

    def __init__(self, pages: Sequence[Page]) -> None:
        sizes = sorted((line.size, len(line.text)) for page in pages for line in page.lines)
        self.body = _middle(sizes)
        gaps = [
            (below.box.top - line.box.top) / line.size
            for page in pages
            for line, below in pairwise(page.lines)
            if line.size > 0 and 0 < below.box.top - line.box.top < 3 * line.size
        ]
        self.pitch = median(gaps) if gaps else 1.2
        self._headings = _distinct(size for size, length in sizes if size >= _LARGER * self.body and length > 2)

    def rank(self, line: Line) -> int:
        """Return the rank of a line among the headings; 0 if it is none."""
        if line.size < _LARGER * self.body or not any(map(str.isalnum, line.text)):
            return 0
        return min(1 + sum(size > line.size * 1.06 for size in self._headings), 6)

    def is_small(self, line: Line) -> bool:
        """Say whether a line is printed like a footnote."""
        return line.size < _SMALLER * self.body

    def is_next(self, line: Line, below: Line) -> bool:
        """Say whether `below` stands where the next line of a paragraph does."""
        pitch = below.box.top - line.box.top
        return 0.5 * line.size < pitch <= 1.25 * max(self.pitch, 1.0) * max(line.size, below.size)


def blocks_of(lines: Sequence[Line], typography: Typography) -> list[Block]:
    """Return the blocks that consecutive lines of a page make."""
    blocks: list[Block] = []
    margins = _margins(lines, typography)
    for index, line in enumerate(lines):
        rank = typography.rank(line)
        kind: Kind = "heading" if rank else "paragraph"
        if not rank and typography.is_small(line) and all(map(typography.is_small, lines[index:])):
            kind = "note"
        last = blocks[-1] if blocks else None
        if last and (last.kind, last.rank) == (kind, rank) and _goes_on(last, line, margins, typography):
            last.lines.append(line)
        else:
            blocks.append(Block(kind, [line], rank))
    for block in blocks:
        if block.kind == "heading" and sum(len(line.text) for line in block.lines) > _LONGEST_HEADING:
            block.kind, block.rank = "paragraph", 0
    return blocks


def goes_on_overleaf(block: Block, following: Block) -> bool:
    """Say whether a paragraph goes on in the first block of the next page or column."""
    if block.kind != "paragraph" or following.kind != "paragraph" or following.opens_item or not block.is_open:
        return False
    sizes = block.lines[-1].size, following.lines[0].size
    return max(sizes) <= _ALIKE * min(sizes)


def _goes_on(block: Block, line: Line, margins: dict[int, float], typography: Typography) -> bool:
    last = block.lines[-1]
    if last.words[-1].is_broken:
        return True
    if max(last.size, line.size) > _ALIKE * min(last.size, line.size) or _BULLET.match(line.text):
        return False
    ends = _ENDS_SENTENCE.search(last.text) is not None
    if not typography.is_next(last, line):
        # Above it or far away: the next column, if the sentence is in its middle.
        return line.box.top < last.box.top and not ends and line.box.left > last.box.right
    if ends and (line.box.left > last.box.left + _INDENT > block.lines[0].box.left + _INDENT or _opens_item(line)):
        return False
    return block.kind == "heading" or _fills(last, line, margins[id(last)])


def _fills(line: Line, below: Line, margin: float) -> bool:
    """Say whether the first word of the line below had no room any more."""
    space = 0.2 * line.size
    return line.box.right + space + below.words[0].box.width > margin - 1


def _margins(lines: Sequence[Line], typography: Typography) -> dict[int, float]:
    """Return for each line, by its identity, how far to the right lines go where it stands.

    Several lines of which most go as far show it: a column. Others go by the last or else the next such column that
    begins at about the same place, else by the widest line above or below them.
    """
    if len(lines) > _MOST_LINES:
        return dict.fromkeys(map(id, lines), max(line.box.right for line in lines))
    margins: dict[int, float] = {}
    runs = _runs(lines, typography)
    columns = [_column(run) for run in runs]
    for index, run in enumerate(runs):
        left = run[0].box.left
        known = [*columns[index::-1], *columns[index + 1 :]]
        near = next((column for column in known if column and abs(column[0] - left) < _NEAR_LEFT), None)
        margins |= dict.fromkeys(map(id, run), near[1] if near else _widest(run, lines))
    return margins


def _column(run: Sequence[Line]) -> tuple[float, float] | None:
    """Return from where to where the lines of a column go; None for lines that show none."""
    left, right = min(line.box.left for line in run), max(line.box.right for line in run)
    filled = sum(line.box.right - left > _MOSTLY * (right - left) for line in run[:-1])
    return (left, right) if len(run) >= _FEWEST_LINES and filled >= _MOSTLY * (len(run) - 1) else None


def _widest(run: Sequence[Line], lines: Iterable[Line]) -> float:
    left, right = min(line.box.left for line in run), max(line.box.right for line in run)
    overlapping = (other for other in lines if other.box.left < right and other.box.right > left)
    return max(other.box.right for other in overlapping if other.size <= _ALIKE * run[0].size)


def _runs(lines: Sequence[Line], typography: Typography) -> list[list[Line]]:
    """Return lines that stand one below the other, without a gap and beginning at about the same place."""
    runs: list[list[Line]] = []
    for line in lines:
        above = runs[-1][-1] if runs else None
        if above and typography.is_next(above, line) and abs(above.box.left - line.box.left) < _NEAR_LEFT:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _opens_item(line: Line) -> bool:
    return bool(_BULLET.match(line.text) or _ENUMERATOR.match(line.text))


def _middle(sizes: Sequence[tuple[float, int]]) -> float:
    """Return the size that half of all characters have or are smaller than."""
    half = sum(length for _, length in sizes) / 2
    for size, length in sizes:
        half -= length
        if half <= 0:
            return size
    return 0.0


def _distinct(sizes: Iterable[float]) -> list[float]:
    """Return sizes in descending order, of nearly equal ones the largest."""
    found: list[float] = []
    for size in sorted(sizes, reverse=True):
        if not found or size * 1.06 < found[-1]:
            found.append(size)
    return found
