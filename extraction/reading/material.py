"""What readers are handed, and what they hand back where there is no document."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from core.errors import DocumentError

INSIDE = "#"
"""Between a container and what is in it: `mail.eml#annex.pdf`, `archive.zip#folder/name.txt`."""


@dataclass(frozen=True)
class Material:
    """Bytes, where they came from, and what whoever handed them over says of them.

    `source` is the path or address that the document will be known by. `media_type` and `charset` are those of a
    `Content-Type`; both may be wrong: bytes that begin like a PDF are one, and UTF-8 is read as UTF-8.
    """

    source: str
    data: bytes = field(repr=False)
    media_type: str | None = None
    charset: str | None = None

    @property
    def suffix(self) -> str:
        """The end of its name with the dot, in lower case; of an address, that of its path or of what is in it."""
        address = urlsplit(self.source) if "://" in self.source else None
        if address is None:
            return PurePosixPath(self.source).suffix.lower()
        return PurePosixPath(address.fragment).suffix.lower() or PurePosixPath(unquote(address.path)).suffix.lower()


@dataclass(frozen=True)
class LeftOut:
    """Something in a container that is of no kind that is read: a picture, a spreadsheet. Nothing is wrong with it."""

    source: str


@dataclass(frozen=True)
class Unread:
    """A source, or something in one, that could not become a document, and why; what is beside it is read."""

    source: str
    error: DocumentError
