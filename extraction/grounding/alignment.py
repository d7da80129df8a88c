"""Which words of the document a quote's words are, and whether they stand together there as they do in the quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from core.document import Span

MAX_SAID, MAX_LEFT_OUT = 3, 5
"""Words in a row that a paraphrase says in place of the document's, and that it leaves out of it."""
_SURE = 3
"""Words in a row that are taken to stand where they were found."""
_EDGE = 3

_Block = tuple[int, int, int]
"""Equal words: from where in the quote, from where in the text, how many."""


@dataclass(frozen=True)
class Alignment:
    """`words` is the stretch of the text from the first shared word to the last.

    `head` and `tail` are how many words the quote says before and after them; `said` and `left_out` the most words in
    a row that only the quote and only the text has, between them or at either end of the quote.
    """

    words: Span
    head: int
    tail: int
    said: int
    left_out: int

    @property
    def is_together(self) -> bool:
        """Say whether no more stands between the words they share than a paraphrase puts or leaves out there."""
        return self.said <= MAX_SAID and self.left_out <= MAX_LEFT_OUT


def align(quote: Sequence[str], text: Sequence[str]) -> Alignment | None:
    """Return which stretch of the words of `text` the words of `quote` are, None if they share none.

    By the longest common subsequence. Where the same words stand several times it may take any of them; at both ends
    those are taken that stand nearest to the rest. Words at an end that stand apart from the rest do not count.
    """
    blocks = [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in Indel.opcodes(quote, text)
        if code.tag == "equal"
    ]
    if not blocks:
        return None
    blocks = _begun_nearest(blocks, quote, text)
    blocks = _mirrored(blocks, quote, text)
    blocks = _begun_nearest(blocks, quote[::-1], text[::-1])
    blocks = _mirrored(blocks, quote, text)
    head, tail = blocks[0][0], len(quote) - blocks[-1][0] - blocks[-1][2]
    gaps = [(after[0] - one[0] - one[2], after[1] - one[1] - one[2]) for one, after in pairwise(blocks)]
    return Alignment(
        (blocks[0][1], blocks[-1][1] + blocks[-1][2]),
        head,
        tail,
        said=max([head, tail, *(said for said, _ in gaps)]),
        left_out=max([left_out for _, left_out in gaps], default=0),
    )


def _begun_nearest(blocks: list[_Block], quote: Sequence[str], text: Sequence[str]) -> list[_Block]:
    """Move the short blocks before the first long one as near to what follows as their words stand, or drop them."""
    sure = next((place for place, block in enumerate(blocks) if block[2] >= _SURE), len(blocks) - 1)
    kept = blocks[sure:]
    for block in blocks[:sure][::-1]:
        moved = _moved(block, kept[0], quote, text)
        if kept[0][1] - moved[1] - moved[2] <= kept[0][0] - moved[0] - moved[2] + _EDGE:
            kept.insert(0, moved)
    return kept


def _moved(block: _Block, following: _Block, quote: Sequence[str], text: Sequence[str]) -> _Block:
    start, _, length = block
    wanted = quote[start : start + length]
    nearest = following[1] - length
    found = (place for place in range(nearest, block[1], -1) if text[place : place + length] == wanted)
    return start, next(found, block[1]), length


def _mirrored(blocks: list[_Block], quote: Sequence[str], text: Sequence[str]) -> list[_Block]:
    """Return the blocks as they are in both read backwards."""
    return [(len(quote) - one - length, len(text) - other - length, length) for one, other, length in blocks[::-1]]
