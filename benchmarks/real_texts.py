"""Real texts of 5 kB to measure the rules on: the corpus beside the clone, and pages of our own documentation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from core.document import Document
from extraction.reading import read_document

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
OWN = ROOT / "docs"
_SIZE = 5000
_SMALLEST = _SIZE // 2
"""Characters of the last piece of a document below which it is left out."""


def pieces_of(folder: Path, count: int) -> list[Document]:
    """Return the first `count` pieces of 5 kB of the Markdown files in `folder` and below; none if it is not there."""
    pieces = [piece for path in sorted(folder.rglob("*.md")) for piece in _cut(path)]
    return pieces[:count]


def told_apart(documents: list[Document]) -> list[Document]:
    """Return `documents` with a first line of their own: nothing of them has been read before."""
    return [Document(f"Piece number {number}\n{one.text}", one.source) for number, one in enumerate(documents)]


def _cut(path: Path) -> Iterator[Document]:
    text = read_document(str(path)).text
    for start in range(0, max(len(text) - _SMALLEST, 0), _SIZE):
        yield Document(text[start : start + _SIZE], f"{path.stem}-{start}.txt")
