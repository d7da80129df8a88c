"""Pages that earlier runs have fetched, as the archive keeps them: what a run without a network would read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.document import Document
from core.identity import digest
from core.lines import FetchLine
from extraction.fetching.answers import Fetched
from extraction.fetching.archive import Archive
from extraction.fetching.leads import Lead
from extraction.fetching.listing import leads_in
from extraction.reading import Found, Material, documents_in, with_metadata
from flows.fetch_memory import FetchMemory


@dataclass(frozen=True)
class Page:
    """The bytes that an address brought, and what was said of them."""

    line: FetchLine
    body: bytes = field(repr=False)

    def documents(self, max_bytes: int) -> Iterator[Found]:
        """Yield what is in it; a feed's word for title and date counts where the page has none."""
        material = Material(self.line.address, self.body, self.line.media_type, self.line.charset)
        for found in documents_in(material, max_bytes=max_bytes):
            if isinstance(found, Document) and found.source == self.line.address:
                yield with_metadata(found, title=self.line.title, published_on=self.line.published_on)
            else:
                yield found

    def leads(self, max_bytes: int) -> list[Lead]:
        """Return what it names, if it is a list; raises FetchError for a broken one."""
        line = self.line
        where = line.final_address or line.address
        said = (line.media_type, line.charset, line.etag, line.last_modified)
        fetched = Fetched(line.address, where, line.permanent, line.status or 200, line.at, *said, self.body)
        return leads_in(fetched, max_bytes) or []

    def identity(self) -> str:
        """Return what tells its bytes, and what was said of them, from those of other pages and other days."""
        line, sha256 = self.line, hashlib.sha256(self.body).hexdigest()
        dated = line.published_on.isoformat() if line.published_on else None
        return digest(sha256, [line.media_type, line.charset, line.title, dated])

    @property
    def takes_long(self) -> bool:
        """Whether reading it may take seconds."""
        return not (self.line.media_type or "text/").startswith("text/")


class Pages:
    """The archive, and what the log says of what is in it."""

    def __init__(self, archive: Path, memory: FetchMemory) -> None:
        self.archive = Archive(archive)
        self.memory = memory

    def of(self, line: FetchLine | None) -> Page | None:
        """Return the page that `line` brought; None if there is none, or if the archive has lost it."""
        body = self.archive.read(line.archived) if line is not None and line.archived else None
        return None if line is None or body is None else Page(line, body)

    def at(self, addresses: Sequence[str], max_bytes: int) -> Iterator[tuple[str, Page | None]]:
        """Yield the pages at `addresses` and those that lists among them name; None for what was never fetched."""
        for address in addresses:
            page = self.of(self.memory.page(address))
            if page is None or not page.line.is_list:
                yield address, page
                continue
            leads = page.leads(max_bytes)
            yield from self.at([lead.address for lead in leads if lead.is_listing], max_bytes)
            for lead in leads:
                if not lead.is_listing and lead.has_page:
                    yield lead.address, self.of(self.memory.page(lead.address))
