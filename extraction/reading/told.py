"""What somebody else says of a document: a feed of a page, the user of a source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.document import Document, Metadata


def with_metadata(
    document: Document, *, title: str | None = None, published_on: date | None = None, language: str | None = None
) -> Document:
    """Return `document` with what somebody else says of it, where it says nothing itself."""
    told: dict[str, str] = {}
    if title and document.title is None:
        told["title"] = title
    if published_on and document.published_on is None:
        told["published_on"] = published_on.isoformat()
    if language and document.language is None:
        told["language"] = language
    if not told:
        return document
    kept = [item for item in document.metadata if item.name not in told]
    items = [*kept, *(Metadata(name, text) for name, text in told.items())]
    return replace(
        document,
        title=document.title or told.get("title"),
        published_on=document.published_on or published_on,
        language=document.language or told.get("language"),
        metadata=tuple(sorted(items, key=lambda item: item.name)),
    )
