"""What grounding finds for one leaf, and what it says of a leaf that stands nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from core.document import Span
from core.lines import Match

EXACT, NORMALIZED, IN_PARAGRAPH, IN_HEADING, IN_METADATA = 1.0, 0.95, 0.9, 0.8, 0.7
"""Scores by where and how a value stands; that of a fuzzy match is its similarity."""
BY_CUE, BY_QUOTE = 0.9, 0.5
"""Scores of a derived code: with the word that justifies it, or with the record's first quote."""


class Bearing(NamedTuple):
    """The characters that bear a leaf. `span` is None for metadata from outside the text, named by `metadata`."""

    span: Span | None
    match: Match
    score: float
    metadata: str = ""


@dataclass(frozen=True)
class Loss:
    """A leaf that stands nowhere, and why that is said; an empty reason is told with another leaf's."""

    reason: str


def as_text(value: Any) -> str:
    """Return a leaf's value as evidence prints it: ISO dates, plain decimals, true and false."""
    match value:
        case str():  # nearly all are
            return value
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
