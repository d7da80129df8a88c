"""The addresses among a run's sources: what lists lead to, what is there, and what is landed of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.errors import FetchError
from core.landing.log import LandingLog
from core.lines import AnyLine, FetchLine
from core.settings import Settings
from extraction.fetching.answers import Answer, Fetched, Unchanged, Vanished
from extraction.fetching.fetcher import Fetcher
from extraction.fetching.leads import Lead
from extraction.fetching.listing import is_list
from extraction.fetching.manners import Manners
from extraction.fetching.networks import parse_networks
from flows.fetch_memory import FetchMemory, interleaved, validators
from flows.pages import Page, Pages

LASTMOD_IS_BELIEVED = timedelta(days=7)
"""How long a page is not asked for that a sitemap says has not changed: some never say it."""
DEEPEST = 3
"""Sitemaps that name sitemaps that name sitemaps."""


Land = Callable[[AnyLine], object]
"""Puts a line into the landing log."""


def manners(settings: Settings) -> Manners:
    """Return how the settings have us fetch."""
    return Manners(
        contact=settings.contact,
        delay_s=settings.fetch_delay_s,
        whole_s=settings.fetch_timeout_s,
        backoff_s=settings.backoff_s,
        max_bytes=settings.max_document_bytes,
        allowed=parse_networks(settings.allowed_networks),
    )


class Web:
    """What one run fetches; `land` puts a line into the landing log."""

    def __init__(self, log: LandingLog, archive: Path, settings: Settings, run_id: str, land: Land) -> None:
        self.vanished: list[str] = []
        """Pages that were there in an earlier run and are not any more."""
        self.unchanged = 0
        self._memory = FetchMemory.read(log)
        self._pages = Pages(archive, self._memory)
        self._moved = self._memory.moved()
        self._fetcher = Fetcher(manners(settings))
        self._max_bytes = settings.max_document_bytes
        self._run_id = run_id
        self._land = land
        self._leads: dict[str, Lead] = {}
        self._named_by: dict[str, str] = {}
        self._asked: dict[str, FetchLine | FetchError] = {}
        """What this run was already answered, while it looked for lists."""
        self._archived: dict[str, str] = {}

    async def aclose(self) -> None:
        """Close all connections."""
        await self._fetcher.aclose()

    async def follow(self, addresses: Sequence[str]) -> list[str]:
        """Return the addresses of pages: those of `addresses` that are some, and those that lists among them name."""
        found = await asyncio.gather(*(self._follow(address, DEEPEST) for address in addresses))
        pages = list(dict.fromkeys(page for pages in found for page in pages))
        return interleaved(pages)

    async def page(self, address: str) -> Page | FetchError | None:
        """Return what is at an address that `follow` returned; None if it was there once and has vanished."""
        page = await self._page(address)
        if isinstance(page, Page) and page.line.archived:
            self._archived[address] = page.line.archived
        return page

    def archived(self, source: str) -> str | None:
        """Return the hash of the bytes that a document with this source was just read from."""
        return self._archived.get(source) or self._archived.get(source.partition("#")[0])

    def sources(self, source: str) -> list[str]:
        """Return the sources that a document was found at: its address, and those that have moved there for ever."""
        address, mark, part = source.partition("#")
        others = [other for other in self._moved.get(address, []) if other not in self._archived]
        return [source, *(f"{other}{mark}{part}" for other in others)]

    async def _follow(self, address: str, deepest: int) -> list[str]:
        known = self._memory.page(address)
        if known is not None and not known.is_list:
            return [address]
        try:
            line = await self._fetch(address, lists=True)
            page = self._pages.of(line) if line is not None and line.is_list else None
            leads = await asyncio.to_thread(page.leads, self._max_bytes) if page is not None else None
        except FetchError as error:
            self._asked[address] = error
            return [address]
        if line is None:
            return []
        if leads is None:
            self._asked[address] = line
            return [address]
        inner = [lead.address for lead in leads if lead.is_listing and deepest]
        pages = [lead for lead in leads if not lead.is_listing]
        for lead in pages:
            self._leads.setdefault(lead.address, lead)
            self._named_by.setdefault(lead.address, address)
        further = [await self._follow(each, deepest - 1) for each in inner]
        return [*(lead.address for lead in pages), *(each for group in further for each in group)]

    async def _page(self, address: str) -> Page | FetchError | None:
        lead, known = self._leads.get(address), self._memory.page(address)
        asked = self._asked.pop(address, None)
        if isinstance(asked, FetchError):
            return asked
        if asked is not None:
            return self._pages.of(asked)
        if lead is not None and not lead.has_page:
            return self._from_feed(lead)
        if known is not None and lead is not None and _is_still(known, lead) and (page := self._pages.of(known)):
            self.unchanged += 1
            return page
        try:
            line = await self._fetch(address)
        except FetchError as error:
            return error if known or lead is None or lead.content is None else self._from_feed(lead)
        return None if line is None else self._pages.of(line)

    async def _fetch(self, address: str, *, lists: bool = False) -> FetchLine | None:
        """Fetch, land what came of it, and return it; None for a page that has vanished. Raises FetchError."""
        known = self._memory.page(address)
        if known is not None and self._pages.of(known) is None:
            known = None  # the archive has lost it: it is asked for anew
        try:
            answer = await self._fetcher.fetch(address, validators(known))
            line = self._line(address, answer, known, lists=lists)
        except FetchError as error:
            self._land(self._failure(address, error))
            raise
        self._land(line)
        self._memory.add(line)
        if line.outcome != "vanished":
            self.unchanged += line.outcome == "unchanged"
            return line
        if known is None:
            raise FetchError(f"{address} answers HTTP {line.status}: there is no such page")
        self.vanished.append(address)
        return None

    def _line(self, address: str, answer: Answer, known: FetchLine | None, *, lists: bool) -> FetchLine:
        said = {
            "address": address,
            "run_id": self._run_id,
            "at": answer.at,
            "final_address": answer.final_address,
            "permanent": answer.permanent,
            "status": answer.status,
            "named_by": self._named_by.get(address),
            **self._said_by_feed(address, known),
        }
        match answer:
            case Vanished():
                return FetchLine.model_validate({**said, "outcome": "vanished"})
            case Unchanged():
                if known is None:
                    raise FetchError(f"{address} answers HTTP 304 to who asked for no such thing")
                return known.model_copy(update={**said, "outcome": "unchanged"})
            case Fetched():
                archived = self._pages.archive.keep(answer)
                brought = {
                    "outcome": "unchanged" if known is not None and known.archived == archived else "fetched",
                    "archived": archived,
                    "bytes": len(answer.body),
                    "media_type": answer.media_type,
                    "charset": answer.charset,
                    "etag": answer.etag,
                    "last_modified": answer.last_modified,
                    "is_list": lists and is_list(answer, self._max_bytes),
                }
                return FetchLine.model_validate({**said, **brought})
        raise AssertionError(answer)

    def _said_by_feed(self, address: str, known: FetchLine | None) -> dict[str, object]:
        """Return title and date as a feed said them, once: it forgets, and a document that changes is asked anew."""
        lead = self._leads.get(address)
        said = lead if known is None or (known.published_on, known.title) == (None, None) else known
        return {} if said is None else {"published_on": said.published_on, "title": said.title}

    def _failure(self, address: str, error: FetchError) -> FetchLine:
        named_by = self._named_by.get(address)
        return FetchLine(
            address=address, outcome="failed", run_id=self._run_id, named_by=named_by, reason=error.message
        )

    def _from_feed(self, lead: Lead) -> Page | None:
        """Return the text that a feed holds of a page that could not be had."""
        feed = self._named_by[lead.address]
        listed = self._memory.page(feed)
        line = FetchLine(
            address=lead.address,
            outcome="from_feed",
            run_id=self._run_id,
            final_address=feed,
            archived=listed.archived if listed else None,
            media_type="text/html",
            charset="utf-8",
            named_by=feed,
            published_on=lead.published_on,
            title=lead.title,
        )
        self._land(line)
        return Page(line, (lead.content or "").encode())


def _is_still(known: FetchLine, lead: Lead) -> bool:
    """Say whether a sitemap says that a page has not changed, and has not said so for too long."""
    if lead.changed_at is None:
        return False
    return lead.changed_at < known.at and datetime.now(UTC) - known.at < LASTMOD_IS_BELIEVED
