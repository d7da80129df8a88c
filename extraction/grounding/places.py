"""Where a reader would look for a value: the quotes, their paragraphs, the headings above."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from core.document import Span
from extraction.grounding.index import DocumentIndex
from extraction.structure import Block


@dataclass(frozen=True)
class Places:
    """`inside` is searched first, in order: what is found there is borne by the record's own words."""

    index: DocumentIndex
    inside: tuple[Span, ...]

    def beginning_with(self, *spans: Span) -> Places:
        """Return the places of a row inside the record, which has places of its own to look at first."""
        return Places(self.index, (*spans, *(span for span in self.inside if span not in spans)))

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs or tables that the quotes stand in, and the line that introduces a list or table."""
        blocks = self.index.structure.blocks
        own = self._own_blocks
        lead_ins = (blocks[block.lead_in].span for block in own if block.lead_in is not None)
        return tuple(dict.fromkeys([*(block.span for block in own), *lead_ins]))

    @cached_property
    def headings(self) -> tuple[Span, ...]:
        """The headings above the quotes, nearest first."""
        blocks = self.index.structure.blocks
        return tuple(dict.fromkeys(blocks[above].span for block in self._own_blocks for above in block.headings[::-1]))

    @cached_property
    def _own_blocks(self) -> tuple[Block, ...]:
        found = (block for span in self.inside for block in self.index.structure.blocks_in(span))
        return tuple(dict.fromkeys(found))
