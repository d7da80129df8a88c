"""The real documents that quotes are taken from: the repository's own, and public ones where they are beside the clone.

Those beside it are told apart by the hash of their name: half of them are for development, half are held out.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from extraction.reading import read_document

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
CORPUS = ROOT.parent / "shared" / "corpus"
SMALLEST, LARGEST = 2_000, 12_000
"""Bytes of a file from beside the clone: the peers' similarity takes seconds a quote in longer ones."""


@dataclass(frozen=True)
class Text:
    """A document's canonical text, and what it is called."""

    name: str
    text: str


def development_texts() -> list[Text]:
    """Return the seeds, and half of what lies beside the clone."""
    return [*map(_read, sorted(SEEDS.glob("*.txt"))), *map(_read, _beside(held_out=False))]


def held_out_texts() -> list[Text]:
    """Return the other half of what lies beside the clone; empty where nothing does."""
    return [_read(path) for path in _beside(held_out=True)]


def _beside(*, held_out: bool) -> list[Path]:
    found = (path for path in sorted(CORPUS.glob("*.md")) if SMALLEST <= path.stat().st_size <= LARGEST)
    return [path for path in found if int(sha256(path.name.encode()).hexdigest(), 16) % 2 == held_out]


def _read(path: Path) -> Text:
    return Text(path.stem, read_document(str(path)).text)
