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
_FEEDS = ("rss", "feed", "rdf")
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def leads_in(fetched: Fetched, max_bytes: int) -> list[Lead] | None:
    """Return what a feed, a sitemap or a list names; None for a page. Raises FetchError for a broken one of these.

    `max_bytes` limits what a packed sitemap unpacks to.
    """
    body = fetched.body
    if body.startswith(GZIP) and not fetched.final_address.endswith((".tar.gz", ".tgz")):
        body = unpack_gzip(fetched.address, body, max_bytes)
    beginning = body[:_FIRST_LOOK].decode(_UTF_16.get(body[:2], "utf-8"), "replace")
    root = _ROOT.match(beginning)
    if root is not None:
        if root["root"].lower() in _FEEDS:
            return feed_leads(fetched)
        return sitemap_leads(fetched, body)
    if fetched.media_type == "text/plain" and (addresses := addresses_in(body)):
        return list_leads(fetched, addresses)
    return None
