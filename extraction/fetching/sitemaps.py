"""Sitemaps, indexes of them, and plain lists of addresses."""

from __future__ import annotations

from datetime import UTC, datetime, time

from lxml import etree

from core.errors import FetchError
from extraction.fetching.addresses import normal_address
from extraction.fetching.answers import Fetched
from extraction.fetching.leads import Lead

MOST = 50_000
"""Addresses that one sitemap may name, by its protocol."""


def sitemap_leads(sitemap: Fetched, body: bytes) -> list[Lead]:
    """Return what a sitemap or an index names, in its order; raises FetchError if it cannot be read."""
    # Entities stay what they are, and nothing is loaded: what an entity names would be a request nobody has checked.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise FetchError(f"{sitemap.address} is a broken sitemap: {error}") from error
    is_index = _name(root) == "sitemapindex"
    leads: dict[str, Lead] = {}
    for entry in root.iterchildren():
        if not isinstance(entry.tag, str) or len(leads) >= MOST:
            continue
        said = {
            _name(child): (child.text or "").strip() for child in entry.iterchildren() if isinstance(child.tag, str)
        }
        try:
            address = normal_address(said.get("loc", ""), sitemap.final_address) if said.get("loc") else None
        except FetchError:
            continue
        if address is not None:
            leads[address] = Lead(address, changed_at=_instant(said.get("lastmod", "")), is_listing=is_index)
    return list(leads.values())


def list_leads(listing: Fetched, addresses: list[str]) -> list[Lead]:
    """Return the leads of a plain list of addresses."""
    found = (normal_address(address, listing.final_address) for address in addresses[:MOST])
    return [Lead(address) for address in dict.fromkeys(found)]


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _instant(text: str) -> datetime | None:
    """Return the instant that a W3C date names: of a day without a time its end, as nobody knows when on that day."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == len("2026-01-31"):
        instant = datetime.combine(instant, time.max)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
