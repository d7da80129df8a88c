"""What `structure_of` returns: immutable, every span in characters of `document.text`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from core.document import Span

BlockKind = Literal["heading", "paragraph", "list_item", "table", "rule"]


class Cell(NamedTuple):
    """One cell of a table: the characters between the pipes, without the white space around them.

    `text` is the document's own characters, an escaped pipe included. A cell that its row does not have is empty,
    at the end of the row.
    """

    span: Span
    text: str


class TableRow(NamedTuple):
    """One line of a table with its pipes. `cells` has a cell for every header, and more if the line has more."""

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One pipe table. `index` counts the document's tables from 0, `block` is its block's index.

    `header_span` is the header line, `lead_in` the paragraph that introduces the table, `heading` the text of the
    nearest heading above it.
    """

    index: int
    block: int
    span: Span
    header_span: Span
    headers: tuple[Cell, ...]
    rows: tuple[TableRow, ...]
    lead_in: Span | None
    heading: Span | None


class Block(NamedTuple):
    """One piece of the document; together the blocks hold every character that is not white space.

    `text_span` leaves out markers ("- ", "##", "**" around a whole heading). `level` is 1 to 6 for Markdown headings,
    7 for a line in bold, 8 for a short line; for a list item its depth from 1; else 0. `headings` are the indices of
    the headings above, outermost first. `lead_in` is the index of the paragraph that introduces a list or a table.
    A "rule" is a line that only separates ("---"): its `text_span` is empty.
    """

    kind: BlockKind
    span: Span
    text_span: Span
    level: int = 0
    headings: tuple[int, ...] = ()
    lead_in: int | None = None


class Sentence(NamedTuple):
    """One sentence and the index of the block it stands in. Tables have no sentences."""

    span: Span
    block: int


@dataclass(frozen=True)
class Structure:
    """The blocks, sentences and tables of one document, in document order, with look-ups by offset."""

    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span[0] for block in self.blocks]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span[0] for sentence in self.sentences]

    @cached_property
    def _table_starts(self) -> list[int]:
        return [table.span[0] for table in self.tables]

    def block_index_at(self, offset: int) -> int | None:
        """Return the index of the block that holds the character at `offset`; None between blocks."""
        index = bisect_right(self._block_starts, offset) - 1
        return index if index >= 0 and offset < self.blocks[index].span[1] else None

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds the character at `offset`; None between blocks."""
        index = self.block_index_at(offset)
        return None if index is None else self.blocks[index]

    def blocks_in(self, span: Span) -> tuple[Block, ...]:
        """Return the blocks that share at least one character with `span`."""
        first = max(bisect_right(self._block_starts, span[0]) - 1, 0)
        last = bisect_left(self._block_starts, span[1])
        return tuple(block for block in self.blocks[first:last] if block.span[1] > span[0])

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the character at `offset`; None in tables, markers and between sentences."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[index] if index >= 0 and offset < self.sentences[index].span[1] else None

    def sentences_in(self, span: Span) -> tuple[Sentence, ...]:
        """Return the sentences that share at least one character with `span`."""
        first = max(bisect_right(self._sentence_starts, span[0]) - 1, 0)
        last = bisect_left(self._sentence_starts, span[1])
        return tuple(sentence for sentence in self.sentences[first:last] if sentence.span[1] > span[0])

    def table_at(self, offset: int) -> Table | None:
        """Return the table that holds the character at `offset`."""
        index = bisect_right(self._table_starts, offset) - 1
        return self.tables[index] if index >= 0 and offset < self.tables[index].span[1] else None

    def heading_path(self, offset: int) -> tuple[Block, ...]:
        """Return the headings above `offset`, outermost first; at a heading, those above it."""
        index = bisect_right(self._block_starts, offset) - 1
        return tuple(self.blocks[heading] for heading in self.blocks[index].headings) if index >= 0 else ()
