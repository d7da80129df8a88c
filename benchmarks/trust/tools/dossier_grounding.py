"""Ours: grounding, as every answer of every engine goes through it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from core.document import Document
from extraction.grounding import ground
from extraction.grounding.index import index_of
from extraction.grounding.quotes import Located, locate
from schemas.derivation import derive
from schemas.registry import kinds

_FIELDS: dict[str, tuple[str, Any]] = {
    "number": ("quota.text", lambda value: {"quota": {"text": value}}),
    "date": ("signed.text", lambda value: {"signed": {"text": value}}),
    "country": ("parties.0.country", lambda value: {"parties": [{"country": value}]}),
    "money": ("payments.0.text", lambda value: {"payments": [{"text": value}]}),
    "name": ("signatories.0.name", lambda value: {"signatories": [{"name": value}]}),
}
"""Where an agreement has a value of each sort."""


@lru_cache(maxsize=4)
def _document(text: str) -> Document:
    return Document(text, "trust")


def place(text: str, quote: str) -> tuple[int, int] | None:
    """Return where grounding locates the quote."""
    found = locate(index_of(_document(text)), quote)
    return found.spans[0] if isinstance(found, Located) else None


def bears(text: str, quote: str, field: str, value: str) -> bool:
    """Say whether an agreement with this quote keeps the value."""
    kind = kinds()["agreement"]
    path, fields = _FIELDS[field]
    record = derive(kind.model.model_validate({"quotes": [quote], **fields(value)}), None)
    return any(row.field == path for row in ground(_document(text), kind, record).evidence)
