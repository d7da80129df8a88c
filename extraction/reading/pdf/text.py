"""`pdf_text`: pages to canonical text, of which each stretch knows the page that it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter

import regex

from extraction.reading.pdf.furniture import furniture
from extraction.reading.pdf.hyphens import Hyphens
from extraction.reading.pdf.page import Line, Page, Word
from extraction.reading.pdf.paragraphs import Block, Typography, blocks_of, goes_on_overleaf
from extraction.reading.pdf.tables import Table, tables_of

_PIPE = regex.compile(r"(\\*+)(\||$)")
_CONTINUED = 6.0
"""Points by which the borders of a table may differ on the next page."""


@dataclass
class Text:
    """Text as it is written, and which of its stretches stand on which page: (page, start, end)."""

    pieces: list[str] = field(default_factory=list)
    stretches: list[tuple[int, int, int]] = field(default_factory=list)
    length: int = 0

    def write(self, text: str, page: int, before: str) -> None:
        """Append `text`, which stands on `page`, behind `before`, which separates it from what is there."""
        before = before if self.length else ""
        start = self.length + len(before)
        end = start + len(text)
        self.pieces += [before, text]
        self.length = end
        if self.stretches and self.stretches[-1][0] == page:
            self.stretches[-1] = page, self.stretches[-1][1], end
        else:
            self.stretches.append((page, start, end))


def pdf_text(pages: Sequence[Page]) -> Text:
    """Return what `pages` say, in reading order; headers and footers once, where they divide no sentence."""
    return _Writing(pages).written()


class _Writing:
    """The text of one document as far as it is written."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._text = Text()
        self._typography = Typography(pages)
        self._hyphens = Hyphens(line.words for page in pages for line in page.lines)
        self._furniture, self._kept = furniture(pages, self._typography)
        self._open: list[tuple[int, Block]] = []
        self._table: Table | None = None
        self._header = ""
        self._waiting: list[tuple[int, Block]] = []

    def written(self) -> Text:
        for index, page in enumerate(self._pages):
            self._waiting += [
                (page.number, Block("note", [line]))
                for number, line in enumerate(page.lines)
                if (index, number) in self._kept
            ]
            lines = [line for number, line in enumerate(page.lines) if (index, number) not in self._furniture]
            for element in _elements(page, lines, self._typography):
                self._add(element, page.number)
        self._close()
        return self._text

    def _add(self, element: Block | Table, page: int) -> None:
        if isinstance(element, Table):
            goes_on = not self._open and self._table is not None and _continues(self._table, element)
            if not goes_on:
                self._close()
            self._write_table(element, page, goes_on=goes_on)
        elif element.kind == "note":
            self._waiting.append((page, element))
        elif self._open and self._open[-1][0] != page and goes_on_overleaf(self._open[-1][1], element):
            self._open.append((page, element))
        else:
            self._close()
            self._open.append((page, element))

    def _close(self) -> None:
        """Write the paragraph that was open, and what waited for its end: headers, footers and footnotes."""
        if self._open:
            self._write_blocks(self._open)
        for waiting in self._waiting:
            self._write_blocks([waiting])
        self._open, self._waiting = [], []

    def _write_blocks(self, blocks: Sequence[tuple[int, Block]]) -> None:
        self._table = None
        words = [(page, word) for page, block in blocks for word in _running_on(block.lines)]
        rank = blocks[0][1].rank
        before = "\n\n" + "#" * rank + " " * bool(rank)
        for page, text in _by_page(self._joined(words)):
            # The mark of a heading stands on its page, too.
            self._text.write(before.lstrip("\n") + text, page, "\n\n" if before.startswith("\n") else "")
            before = ""

    def _joined(self, words: Sequence[tuple[int, Word]]) -> list[tuple[int, str]]:
        """Return the text of each word with the space before it, broken ones in one piece."""
        found: list[tuple[int, str]] = []
        before: Word | None = None
        for page, word in words:
            if before is None:
                found.append((page, word.text))
            elif before.is_broken:
                if self._hyphens.joined(before.text, word.text) != before.text + word.text:
                    found[-1] = found[-1][0], found[-1][1][:-1]
                found.append((page, word.text))
            else:
                found.append((page, f" {word.text}"))
            before = word
        return found

    def _write_table(self, table: Table, page: int, *, goes_on: bool) -> None:
        rows = [[self._cell(words) for words in row] for row in table.rows]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        if goes_on:
            if lines[0] == self._header:
                del lines[0]
        else:
            self._header = lines[0]
            lines.insert(1, "|" + " --- |" * table.columns)
        if lines:
            self._text.write("\n".join(lines), page, "\n" if goes_on else "\n\n")
        self._table = table

    def _cell(self, words: Sequence[Word]) -> str:
        text = "".join(text for _, text in self._joined([(0, word) for word in words]))
        return _PIPE.sub(_escaped, text)


def _elements(page: Page, lines: Sequence[Line], typography: Typography) -> Iterator[Block | Table]:
    """Yield the blocks and tables of a page in the order in which their first words are drawn."""
    tables = tables_of(replace(page, lines=tuple(lines)))
    running: list[Line] = []
    told: set[int] = set()
    for line in lines:
        inside = next((index for index, table in enumerate(tables) if table.box.holds(line.box.middle)), None)
        if inside is None:
            running.append(line)
        elif inside not in told:
            yield from blocks_of(running, typography)
            running = []
            told.add(inside)
            yield tables[inside]
    yield from blocks_of(running, typography)


def _running_on(lines: Sequence[Line]) -> list[Word]:
    """Return the words of a block; its last is broken if it ends in a hyphen: the page ends, the word may not."""
    words = [word for line in lines for word in line.words]
    last = words[-1].text
    if last.endswith("-") and last[:-1].isalpha():
        words[-1] = replace(words[-1], is_broken=True)
    return words


def _by_page(pieces: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for page, run in groupby(pieces, key=itemgetter(0)):
        yield page, "".join(text for _, text in run)


def _continues(table: Table, below: Table) -> bool:
    """Say whether a table goes on in the first of the next page, of which nothing is written yet."""
    return (
        table.columns == below.columns
        and table.page + 1 == below.page
        and abs(table.box.left - below.box.left) <= _CONTINUED
        and abs(table.box.right - below.box.right) <= _CONTINUED
    )


def _escaped(match: regex.Match[str]) -> str:
    slashes, pipe = match[1] * 2, match[2]
    return slashes + "\\|" if pipe else slashes
