"""Whether a record in a second answer is the one of the first answer that failed: the same fact, corrected.

Where a record stands in a list says little: an answer may leave some out and bring others along. Quotes and key fields
say it, as far as they are not what was wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cached_property
from typing import Any

from extraction.grounding.quotes import MIN_CHARACTERS
from extraction.lexicons.folding import fold
from schemas.registry import Kind

ENOUGH_SHARED = 0.7
"""Of all values of two records that share no quote, as the first one's was wrong: how many have to be the same."""
_SAYS_LITTLE = frozenset({"modality", "quotes"})

Value = tuple[str, str]
"""A path without positions (`parties.country`) and a folded value."""


class Fingerprint:
    """What a raw item can be known again by; nothing, if it is no object."""

    def __init__(self, kind: Kind, payload: Any) -> None:
        self.kind = kind
        self._values = set(_values(payload, "")) if isinstance(payload, dict) else set()

    @cached_property
    def quotes(self) -> set[str]:
        """Its quotes, folded."""
        return {value for path, value in self._values if path == "quotes"}

    @cached_property
    def values(self) -> Set[Value]:
        """Its other values, but those that most records share."""
        return {value for value in self._values if value[0] not in _SAYS_LITTLE}

    def key(self, path: str) -> set[str]:
        """Return the values of a key field; a date asked as printed text is that text."""
        return {value for at, value in self._values if at in (path, path.removesuffix(".text"))}

    def shares_quote(self, other: Fingerprint) -> bool:
        """Say whether a quote of one is, or holds, one of the other."""
        return any(
            one == another or (min(len(one), len(another)) >= MIN_CHARACTERS and (one in another or another in one))
            for one in self.quotes
            for another in other.quotes
        )

    def contradicts(self, other: Fingerprint, failing: Set[str]) -> bool:
        """Say whether a key field, if it is none of the `failing` fields, says something else in the other."""
        return any(
            mine and theirs and not (mine <= theirs or theirs <= mine)
            for mine, theirs in self._keys_beside(other, failing)
        )

    def has_key_of(self, other: Fingerprint, failing: Set[str]) -> bool:
        """Say whether all key fields are the same but those that are `failing`, and at least one is given."""
        pairs = list(self._keys_beside(other, failing))
        return any(mine for mine, _ in pairs) and all(mine == theirs for mine, theirs in pairs)

    def likeness(self, other: Fingerprint) -> float:
        """Return the share of values, 0 to 1, that both have."""
        everything = self.values | other.values
        return len(self.values & other.values) / len(everything) if everything else 0.0

    def _keys_beside(self, other: Fingerprint, failing: Set[str]) -> Iterator[tuple[set[str], set[str]]]:
        for path in self.kind.model.key_fields:
            if path.partition(".")[0] not in failing:
                yield self.key(path), other.key(path)


def score(before: Fingerprint, after: Fingerprint, failing: Set[str]) -> float:
    """Return how surely `after` is `before` corrected; 0 if it is not. `failing` are the fields that were wrong."""
    if before.contradicts(after, failing):
        return 0.0
    if before.shares_quote(after):
        return 2.0 + before.likeness(after)
    if before.has_key_of(after, failing):
        return 1.0 + before.likeness(after)
    likeness = before.likeness(after)
    had_quote = bool(before.quotes) and "quotes" not in failing
    return likeness if likeness >= ENOUGH_SHARED and not had_quote else 0.0


def _values(value: Any, path: str) -> Iterator[Value]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _values(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _values(inner, path)
    elif value is not None and (folded := fold(str(value)).text.strip()):
        yield path, folded
