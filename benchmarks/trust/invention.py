"""Quotes that are not the document's: joined of two of its sentences, made of its words, or of another document."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import pairwise

from rapidfuzz import fuzz

from benchmarks.trust.documents import Text
from benchmarks.trust.passages import Passage, plain

MOST_ALIKE = 70.0
"""A passage from another document that this one has nearly as well (by `partial_ratio`) is false for neither."""
_NEARLY_SAID = 90.0
_LONGEST_RUN = 4
_LEAST_DISTINCT = 0.7
"""Share of the words of an invented sentence that are different words."""


def spliced(sentences: list[Passage], chance: random.Random) -> str | None:
    """Return the first half of one sentence with the second half of another, or None if the document says that.

    Each half is 40 to 60 % of its sentence: neither is the quote with a few words added. Sentences that are alike are
    not joined, nor what comes out taken where the document says nearly that.
    """
    one, other = chance.sample(sentences, 2)
    if fuzz.ratio(one.line, other.line) >= MOST_ALIKE:
        return None
    head, tail = one.line.split(), other.line.split()
    first = round(len(head) * chance.uniform(0.4, 0.6))
    last = round(len(tail) * chance.uniform(0.4, 0.6))
    quote = " ".join([*head[:first], *tail[last:]])
    nearly_said = fuzz.partial_ratio(plain(quote), plain(one.source.text)) >= _NEARLY_SAID
    return None if nearly_said else quote


def babbled(source: Text, sentences: list[Passage], chance: random.Random) -> str | None:
    """Return a sentence of the document's words, each of which follows the one before it somewhere in the document.

    No more than four words in a row are the document's.
    """
    follows: defaultdict[str, list[str]] = defaultdict(list)
    for sentence in sentences:
        words = sentence.line.split()
        for word, following in pairwise(words):
            follows[word].append(following)
    size = chance.randint(10, 30)
    whole = plain(source.text)
    for _ in range(20):
        words = [chance.choice(sentences).line.split()[0]]
        while len(words) < size and (possible := follows[words[-1]]):
            run = " ".join(words[-_LONGEST_RUN:])
            fresh = [word for word in possible if len(words) < _LONGEST_RUN or plain(f"{run} {word}") not in whole]
            if not fresh:
                break
            words.append(chance.choice(fresh))
        if len(words) == size and len(set(words)) >= _LEAST_DISTINCT * size:
            return " ".join(words).rstrip(".,;:") + "."
    return None


def is_elsewhere(quote: str, source: Text) -> bool:
    """Say whether `source` has nothing like `quote`, a passage of another document."""
    return fuzz.partial_ratio(plain(quote), plain(source.text)) < MOST_ALIKE
