"""The document: canonical text, and what is known about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

Span = tuple[int, int]
"""Half-open range of characters (code points) of a document's canonical text."""


@dataclass(frozen=True)
class Metadata:
    """One thing known about a document, and where its text says so.

    `span` is None for metadata from outside the canonical text (front matter, HTTP headers, file name).
    """

    name: str
    text: str = field(repr=False)
    span: Span | None = None


@dataclass(frozen=True)
class Part:
    """A stretch of a document that its reader can turn to: a page of a PDF, a section of a DOCX.

    `kind` is "page" or "section", `label` what the reader looks for ("12", "xii", "Annex A"); `span` are the characters
    of the canonical text that stand there. A document's parts are in order and do not overlap; between them stands at
    most white space.
    """

    kind: str
    label: str = field(repr=False)
    span: Span


@dataclass(frozen=True)
class Document:
    """One text, as every engine reads it and as the warehouse keeps it.

    `text` is canonical: decoded, byte-order mark dropped, CRLF made LF, front matter removed, otherwise untouched.
    Every offset anywhere in Dossier counts characters of it. `source` is the path or address it came from. Its `repr`
    holds nothing of what it says: that is what a log or a traceback shows. Its hash is its text's, which Python makes
    once: what is worked out of a document is kept by the document, and asked for again for every value.
    """

    text: str = field(repr=False)
    source: str = field(hash=False)
    title: str | None = field(default=None, repr=False, hash=False)
    published_on: date | None = field(default=None, hash=False)
    language: str | None = field(default=None, hash=False)
    media_type: str = field(default="text/plain", hash=False)
    metadata: tuple[Metadata, ...] = field(default=(), hash=False)
    parts: tuple[Part, ...] = field(default=(), hash=False)

    @cached_property
    def document_id(self) -> str:
        """SHA-256 of the canonical text, as 64 hexadecimal characters."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
