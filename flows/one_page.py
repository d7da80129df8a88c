"""One page from the web, looked at and not kept: what `dossier extract` is for."""

from __future__ import annotations

from core.document import Document
from core.errors import DocumentError, FetchError
from core.settings import Settings
from extraction.fetching.addresses import normal_address
from extraction.fetching.answers import Fetched
from extraction.fetching.fetcher import Fetcher
from extraction.fetching.listing import is_list
from extraction.reading import LeftOut, Material, documents_in
from flows.web import manners


async def fetched_document(address: str, settings: Settings) -> Document:
    """Return the document at `address`; raises DocumentError for what is none, and for a list of others."""
    where = normal_address(address)
    async with Fetcher(manners(settings)) as fetcher:
        found = await fetcher.fetch(where)
    if not isinstance(found, Fetched):
        raise FetchError(f"{where} answers HTTP {found.status}: there is no such page")
    if is_list(found, settings.max_document_bytes):
        raise DocumentError(f"{where} is a list of other pages", hint=f"Read them all: dossier run {where}")
    material = Material(where, found.body, found.media_type, found.charset)
    for each in documents_in(material, max_bytes=settings.max_document_bytes):
        if isinstance(each, LeftOut):
            continue
        if not isinstance(each, Document):
            raise each.error
        return each
    raise DocumentError(f"{where} holds no document", hint="Look at it in a browser.")
