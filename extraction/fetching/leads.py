"""What a feed, a sitemap or a list names: addresses, and what is said of the pages there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Lead:
    """One page that something else named.

    `published_on` and `title` are what a feed says of it, `content` the HTML or text that the feed itself holds of it,
    `changed_at` when a sitemap says that it was last changed. `is_listing` is true for a sitemap that an index names.
    What a feed holds without a page of its own has an address with a fragment, and is not fetched.
    """

    address: str
    published_on: date | None = None
    title: str | None = field(default=None, repr=False)
    content: str | None = field(default=None, repr=False)
    changed_at: datetime | None = None
    is_listing: bool = False

    @property
    def has_page(self) -> bool:
        """Whether there is something to fetch."""
        return "#" not in self.address
