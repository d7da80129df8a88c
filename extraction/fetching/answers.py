"""What fetching an address comes to: a page, the same page as before, or none any more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Validators:
    """What a server said by which it can tell whether a page has changed, and where it was found at last."""

    final_address: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Answer:
    """One answer of a server. `permanent`: each redirect on the way to `final_address` was one for ever."""

    address: str
    final_address: str
    permanent: bool
    status: int
    at: datetime


@dataclass(frozen=True)
class Fetched(Answer):
    """A page: `body` is unpacked, and otherwise as it was sent."""

    media_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Unchanged(Answer):
    """The server says that the page is the one that the validators are of."""


@dataclass(frozen=True)
class Vanished(Answer):
    """The server says that there is no such page (404) or that there is none any more (410)."""
