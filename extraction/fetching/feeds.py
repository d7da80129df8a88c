"""RSS and Atom: what a feed's entries lead to, in the order of the feed."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote
from xml.sax import SAXException

from core.errors import FetchError
from extraction.fetching.addresses import normal_address
from extraction.fetching.answers import Fetched
from extraction.fetching.leads import Lead

LARGEST = 10_000_000
"""Bytes: feedparser takes its time, and no feed is nearly as long."""
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def feed_leads(feed: Fetched) -> list[Lead]:
    """Return the leads of the entries of `feed`; raises FetchError if it is no feed that can be read."""
    import feedparser  # takes 0.1 s to import

    if len(feed.body) > LARGEST:
        raise FetchError(f"{feed.address} is a feed of more than {LARGEST / 1e6:.0f} MB")
    content_type = f"{feed.media_type or 'application/xml'}" + (f"; charset={feed.charset}" if feed.charset else "")
    parsed = feedparser.parse(
        io.BytesIO(feed.body),  # as a string, it might be taken for a file's name or an address
        response_headers={"content-location": feed.final_address, "content-type": content_type},
        sanitize_html=False,  # the reader of pages does that
        resolve_relative_uris=False,
    )
    leads = list({lead.address: lead for entry in parsed.entries for lead in _leads(feed, entry)}.values())
    if not leads and isinstance(parsed.get("bozo_exception"), SAXException):
        raise FetchError(f"{feed.address} is a broken feed: {parsed.bozo_exception}")
    return leads


def _leads(feed: Fetched, entry: Any) -> Iterator[Lead]:
    """Yield the lead of one entry; nothing if it has neither a page nor content."""
    content = _content(entry)
    try:
        address = normal_address(entry.get("link", ""), feed.final_address) if entry.get("link") else None
    except FetchError:
        address = None
    if address is None and content:
        address = f"{feed.address}#{quote(entry.get('id') or entry.get('title') or content[:80], safe='')[:200]}"
    if address is not None:
        title = " ".join(_plain(entry.get("title", "")).split())
        yield Lead(address, published_on=_published(entry), title=title or None, content=content)


def _content(entry: Any) -> str | None:
    """Return the longest text that the entry holds, as a page of its own."""
    texts = [*(part.get("value", "") for part in entry.get("content", [])), entry.get("summary", "")]
    body = max(texts, key=len).strip()
    if not body:
        return None
    if "<" not in body:
        body = "".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n\s*\n", body))
    title = html.escape(_plain(entry.get("title", "")))
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    return f"<!doctype html>\n<html>{head}<body><article><h1>{title}</h1>\n{body}\n</article></body></html>\n"


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _published(entry: Any) -> date | None:
    """Return the day on which an entry was published, in the time zone that it names."""
    text = str(entry.get("published") or entry.get("updated") or "").strip()
    if _ISO_DATE.match(text):
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return None
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError):
        parsed = entry.get("published_parsed") or entry.get("updated_parsed")
        return datetime(*parsed[:6]).date() if parsed else None  # noqa: DTZ001 - a day, of whatever time zone
