"""A document, or a part of one, split into parts that are no larger than a size.

The same text and size give the same parts, always: a run that is taken up again sends the requests that it sent before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from core.document import Document, Span
from extraction.engine import Part
from extraction.parts.pieces import Piece, pieces_of, size_in
from extraction.structure import Structure, structure_of


def whole(document: Document) -> Part:
    """Return all of `document` as its only part."""
    return Part((0, len(document.text)))


def size_of(document: Document, part: Part) -> int:
    """Return how many bytes of UTF-8 the text of `part` takes, the header rows that it carries included."""
    return size_in(document.text, part.span) + _carried_size(document.text, part.carried)


def split(document: Document, part: Part, max_bytes: int) -> list[Part]:
    """Return `part` in parts of at most `max_bytes` (UTF-8) each, about equally large; only `part` itself if it fits.

    Together they are all of it, character for character. They begin before headings rather than between paragraphs,
    and inside a paragraph, list item or table only where that alone is larger than `max_bytes`. Part 2 of 3, split in
    two, is parts 3 and 4 of 6.
    """
    if size_of(document, part) <= max_bytes:
        return [part]
    text, structure = document.text, structure_of(document)
    inherited = part.carried if _carried_size(text, part.carried) <= max_bytes // 2 else None
    pieces = list(pieces_of(text, structure, part.span, max_bytes - _carried_size(text, inherited)))
    pieces[0] = replace(pieces[0], carried=inherited)
    begins = [*_beginnings(text, pieces, max_bytes), len(pieces)]
    spans = [(pieces[first].span[0], pieces[last - 1].span[1]) for first, last in pairwise(begins)]
    return [
        Part(
            span,
            number=(part.number - 1) * len(spans) + position,
            of=part.of * len(spans),
            headings=_headings(text, structure, span),
            carried=pieces[first].carried,
        )
        for position, (span, first) in enumerate(zip(spans, begins, strict=False), start=1)
    ]


def _carried_size(text: str, carried: Span | None) -> int:
    return size_in(text, carried) + 1 if carried else 0


def _beginnings(text: str, pieces: Sequence[Piece], max_bytes: int) -> Iterator[int]:
    """Yield the piece that each part begins with: as few parts as fit, equally large, at the best borders near by."""
    ends = list(accumulate(piece.size for piece in pieces))
    first = 0
    while first < len(pieces):
        yield first
        done = ends[first - 1] if first else 0
        room = max_bytes - _carried_size(text, pieces[first].carried)
        rest = ends[-1] - done
        if rest <= room:
            return
        target = rest / -(-rest // room)
        last = max(first + 1, bisect_right(ends, done + room))
        earliest = min(last, max(first + 1, bisect_left(ends, done + target / 2) + 1))
        first = min(
            range(earliest, last + 1),
            key=lambda at: (pieces[at].before, abs(ends[at - 1] - done - target)) if at < len(pieces) else (99, 0.0),
        )


def _headings(text: str, structure: Structure, span: Span) -> tuple[str, ...]:
    """Return what a reader of `span` would have read above it: headings, and the sentence that introduces a list."""
    start = span[0] + len(text[span[0] : span[1]]) - len(text[span[0] : span[1]].lstrip())
    block = structure.block_at(start)
    above = [heading.text_span for heading in structure.heading_path(start)]
    if block is not None and block.lead_in is not None:
        above.append(structure.sentences_in(structure.blocks[block.lead_in].span)[-1].span)
    return tuple(" ".join(text[begin:end].split()) for begin, end in above if end <= span[0])
