"""Whether what was fetched is a page, or names others: a feed, a sitemap, a list. Its content decides, not its name."""

from __future__ import annotations

import re

from extraction.fetching.addresses import addresses_in
from extraction.fetching.answers import Fetched
from extraction.fetching.body import GZIP, unpack_gzip
from extraction.fetching.feeds import feed_leads
from extraction.fetching.leads import Lead
from extraction.fetching.sitemaps import list_leads, sitemap_leads

_FIRST_LOOK = 8_000
_ROOT = re.compile(
    r"\ufeff?\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>\s*)*<(?:[\w.-]+:)?"
    r"(?P<root>rss|feed|rdf|urlset|sitemapindex)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_PACKED_LISTS = (".xml.gz", ".txt.gz")
_FEEDS = ("rss", "feed", "rdf")
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def is_list(fetched: Fetched, max_bytes: int) -> bool:
    """Say whether `fetched` is a feed, a sitemap or a list; raises FetchError for a packed one that is broken."""
    body = _unpacked(fetched, max_bytes)
    return _root(body) is not None or _listed(fetched, body) is not None


def leads_in(fetched: Fetched, max_bytes: int) -> list[Lead] | None:
    """Return what a feed, a sitemap or a list names; None for a page. Raises FetchError for a broken one of these.

    `max_bytes` limits what a packed sitemap unpacks to.
    """
    body = _unpacked(fetched, max_bytes)
    root = _root(body)
    if root is not None:
        return feed_leads(fetched) if root in _FEEDS else sitemap_leads(fetched, body)
    addresses = _listed(fetched, body)
    return None if addresses is None else list_leads(fetched, addresses)


def _unpacked(fetched: Fetched, max_bytes: int) -> bytes:
    if fetched.body.startswith(GZIP) and fetched.final_address.endswith(_PACKED_LISTS):
        return unpack_gzip(fetched.address, fetched.body, max_bytes)
    return fetched.body


def _root(body: bytes) -> str | None:
    """Return the root element that makes a list, in lower case."""
    beginning = body[:_FIRST_LOOK].decode(_UTF_16.get(body[:2], "utf-8"), "replace")
    root = _ROOT.match(beginning)
    return root["root"].lower() if root is not None else None


def _listed(fetched: Fetched, body: bytes) -> list[str] | None:
    return addresses_in(body) if fetched.media_type == "text/plain" else None
