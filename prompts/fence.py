"""The mark between which a document stands in a prompt: it cannot occur in what it encloses."""

from __future__ import annotations

from collections.abc import Sequence

from core.identity import digest

MARK_LENGTH = 16


def fence(*texts: str) -> str:
    """Return a mark that occurs in none of `texts`, always the same one for the same texts.

    It is taken from the texts' own digest. Whoever writes a document cannot write its mark into it, because that
    changes the mark; should one occur by chance, the next one is taken.
    """
    attempt = 0
    while _occurs(mark := digest("fence", attempt, *texts)[:MARK_LENGTH], texts):
        attempt += 1
    return mark


def _occurs(mark: str, texts: Sequence[str]) -> bool:
    return any(mark in text for text in texts)
