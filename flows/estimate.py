"""What a run would do and cost, without doing it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, runtime_checkable

from core.document import Document
from core.landing.index import LandingIndex
from core.landing.log import LandingLog
from core.settings import Settings
from core.wording import counted
from extraction.conversation import planned_requests
from extraction.engine import Engine, Request
from extraction.engines.model.prices import Estimate
from extraction.engines.model.shapes import TokenCounts
from extraction.fetching.addresses import is_address
from extraction.pipeline import extraction_id
from extraction.reading import Found, LeftOut, Unread, discover, read_documents
from flows.fetch_memory import FetchMemory
from flows.ledger import Ledger, ledger_of
from flows.pages import Pages
from flows.passed_over import PassedOver, why_not_asked
from flows.request import RunRequest
from flows.unanswered import Unanswered
from schemas.registry import Kind, select_kinds
from warehouse.layout import layout

N = TypeVar("N", int, float)


@runtime_checkable
class PaidEngine(Protocol):
    """An engine whose requests cost something. `is_priced` if anybody knows how much."""

    @property
    def is_priced(self) -> bool: ...  # noqa: D102

    def estimate(self, request: Request) -> Estimate:
        """Return upper bounds for one request."""

    def cost(self, tokens: TokenCounts, *, in_batch: bool = False) -> float | None:
        """Return the price of one call in US dollars; None where it is not known."""


class Expectation:
    """What a request will take: at most, and about as much as earlier calls of this model did."""

    def __init__(self, engine: PaidEngine, ledger: Ledger, *, in_batch: bool = False) -> None:
        self.ledger = ledger
        self.in_batch = in_batch
        self._engine = engine
        self._shared: dict[tuple[Kind, ...], int] = {}

    def most(self, request: Request) -> Estimate:
        """Return upper bounds."""
        bound = self._engine.estimate(request)
        cost = None if bound.tokens_out is None else self._cost(bound.tokens_in, bound.tokens_out)
        return Estimate(bound.tokens_in, bound.tokens_out, cost)

    def about(self, request: Request, *, is_first: bool) -> tuple[Estimate, float | None]:
        """Return an estimate, and its cost where the provider's cache serves what all requests begin with."""
        read = round(self._engine.estimate(request).tokens_in * self.ledger.tokens_a_byte)
        written = round(self.ledger.answer_tokens)
        cost = self._cost(read, written)
        cached = 0 if is_first else min(read, self._shared_tokens(request.kinds))
        return Estimate(read, written, cost), self._cost(read, written, cached)

    def _cost(self, read: int, written: int, cached: int = 0) -> float | None:
        return self._engine.cost(TokenCounts(read=read, cached=cached, written=written), in_batch=self.in_batch)

    def _shared_tokens(self, kinds: tuple[Kind, ...]) -> int:
        if kinds not in self._shared:
            bytes_in = self._engine.estimate(Request(Document("", ""), kinds)).tokens_in
            self._shared[kinds] = round(bytes_in * self.ledger.tokens_a_byte)
        return self._shared[kinds]


@dataclass
class Sum:
    """Tokens and cost of several requests; `tokens_out` and `cost_usd` are None where they are not known of one."""

    tokens_in: int = 0
    tokens_out: int | None = 0
    cost_usd: float | None = 0.0

    def add(self, estimate: Estimate) -> None:
        """Count one request."""
        self.tokens_in += estimate.tokens_in
        self.tokens_out = _sum(self.tokens_out, estimate.tokens_out)
        self.cost_usd = _sum(self.cost_usd, estimate.cost_usd)


@dataclass
class RunEstimate:
    """How many documents there are, and what extracting the new ones takes: about, and at most.

    `answered` are requests whose answers the landing log holds: they are not sent. `cached_usd` is the estimated cost
    where the provider's prompt cache serves what all requests begin with. Without an `expectation` nothing is paid for.
    """

    expectation: Expectation | None = None
    documents: int = 0
    unreadable: int = 0
    unfetched: int = 0
    done: int = 0
    beyond_limit: int = 0
    passed_over: PassedOver = field(default_factory=PassedOver)
    requests: int = 0
    answered: int = 0
    about: Sum = field(default_factory=Sum)
    most: Sum = field(default_factory=Sum)
    cached_usd: float | None = 0.0

    @property
    def ledger(self) -> Ledger:
        """What earlier calls of the engine took, as far as they count here."""
        return self.expectation.ledger if self.expectation else Ledger()

    @property
    def to_extract(self) -> int:
        """How many documents are new."""
        return self.documents - self.done - self.unreadable - self.beyond_limit - self.passed_over.documents

    def add(self, request: Request) -> None:
        """Count one request that is to be sent."""
        self.requests += 1
        if self.expectation is not None:
            self.most.add(self.expectation.most(request))
            about, cached = self.expectation.about(request, is_first=self.requests == 1)
            self.about.add(about)
            self.cached_usd = _sum(self.cached_usd, cached)

    def __str__(self) -> str:
        """Say it in a few lines."""
        triage = [str(self.passed_over)] if self.passed_over.documents else []
        fetching = [self._fetching()] if self.unfetched else []
        asking = [self._estimate(), self._bound()] if self.requests else []
        return "\n".join([self._documents(), *fetching, *triage, *asking])

    def _fetching(self) -> str:
        return (
            f"{counted(self.unfetched, 'address', 'addresses')} not fetched yet: what is there is not in these numbers"
        )

    def _documents(self) -> str:
        others = {
            "unreadable": self.unreadable,
            "beyond --limit": self.beyond_limit,
            "not asked": self.passed_over.documents,
        }
        more = "".join(f", {count:,} {name}" for name, count in others.items() if count)
        answered = f", {self.answered:,} answered already and not paid for again" if self.answered else ""
        return (
            f"{counted(self.documents, 'document')}: {self.to_extract:,} to extract, {self.done:,} done{more}; "
            f"{counted(self.requests, 'request')}{answered}"
        )

    def _estimate(self) -> str:
        calls = self.ledger.calls
        known = f"by {calls:,} earlier calls" if calls else "without earlier calls to go by"
        return f"estimate: about {self._said(self.about)}{self._cache()} ({known})"

    def _cache(self) -> str:
        if self.cached_usd is None or self.about.cost_usd is None or self.cached_usd >= self.about.cost_usd:
            return ""
        return f", {self.cached_usd:.4f} USD if the provider's cache serves what all requests share"

    def _bound(self) -> str:
        return f"at most: {self._said(self.most)}; asking again for what does not hold is not counted"

    def _said(self, total: Sum) -> str:
        out = "no limit on answers" if total.tokens_out is None else f"{total.tokens_out:,} out"
        price = "at batch price" if self.expectation and self.expectation.in_batch else ""
        cost = "cost not known" if total.cost_usd is None else f"{total.cost_usd:.4f} USD {price}".rstrip()
        return f"{counted(total.tokens_in, 'token')} in, {out}, {cost}"


def estimate_run(request: RunRequest, settings: Settings, engine: Engine) -> RunEstimate:
    """Read the documents of `request` and add up what `engine` would be asked; lands nothing and asks nothing."""
    index = LandingIndex.of(LandingLog(layout(request.warehouse_path(settings)).landing))
    total = RunEstimate(_expectation(engine, index.log))
    unanswered = Unanswered(engine, index, total.ledger, fresh=request.fresh)
    survey = _Survey(request, settings, engine, index, total, unanswered)
    asyncio.run(survey.add_all(list(discover(request.sources, addresses=True))))
    return survey.total


def estimate_documents(
    documents: Sequence[tuple[Document, tuple[Kind, ...]]], engine: Engine, log: LandingLog, *, fresh: bool = False
) -> RunEstimate:
    """Add up what `engine` would be asked about `documents`, each with the kinds asked for, beyond what `log` answers.

    All of them are asked about, also where a run would find nothing left to do. Lands nothing and asks nothing.
    """
    total = RunEstimate(_expectation(engine, log), documents=len(documents))
    if total.expectation is not None:
        unanswered = Unanswered(engine, LandingIndex.of(log), total.ledger, fresh=fresh)
        asyncio.run(_add_documents(total, documents, engine, unanswered))
    return total


async def _add_documents(
    total: RunEstimate,
    documents: Sequence[tuple[Document, tuple[Kind, ...]]],
    engine: Engine,
    unanswered: Unanswered,
) -> None:
    try:
        for document, kinds in documents:
            for request in await unanswered.of(document, kinds, extraction_id(document, kinds, engine)):
                total.add(request)
        total.answered = unanswered.answered
    finally:
        await unanswered.aclose()


def _expectation(engine: Engine, log: LandingLog) -> Expectation | None:
    return Expectation(engine, ledger_of(log, engine.name)) if isinstance(engine, PaidEngine) else None


@dataclass
class _Survey:
    """The documents of a run looked through, without a line landed."""

    request: RunRequest
    settings: Settings
    engine: Engine
    index: LandingIndex
    total: RunEstimate
    unanswered: Unanswered
    taken: set[str] = field(default_factory=set)
    passed_over: set[str] = field(default_factory=set)

    async def add_all(self, sources: Sequence[str]) -> None:
        try:
            await self._add_all(sources, select_kinds(self.request.kinds))
        finally:
            await self.unanswered.aclose()

    async def _add_all(self, sources: Sequence[str], kinds: tuple[Kind, ...]) -> None:
        for documents in self._read(sources):
            if documents is None:
                self.total.unfetched += 1
                continue
            if self._is_full():
                self.total.documents += 1
                self.total.beyond_limit += 1
                continue
            for found in documents:
                if isinstance(found, LeftOut):
                    continue
                self.total.documents += 1
                if self._is_full():
                    self.total.beyond_limit += 1
                elif isinstance(found, Unread):
                    self.total.unreadable += 1
                else:
                    await self._add(found, kinds)

    def _read(self, sources: Sequence[str]) -> Iterator[Iterator[Found] | None]:
        """Yield what each source holds; of an address what the archive has of it, None if it was never fetched."""
        limit = self.settings.max_document_bytes
        for source in sources:
            if not is_address(source):
                yield read_documents(source, max_bytes=limit)
        addresses = [source for source in sources if is_address(source)]
        if addresses:
            archive = layout(self.request.warehouse_path(self.settings)).archive
            for _, page in Pages(archive, FetchMemory.read(self.index.log)).at(addresses, limit):
                yield None if page is None else page.documents(limit)

    def _is_full(self) -> bool:
        return self.request.limit is not None and len(self.taken) >= self.request.limit

    async def _add(self, document: Document, kinds: tuple[Kind, ...]) -> None:
        identity = extraction_id(document, kinds, self.engine)
        if (identity in self.index.done and not self.request.fresh) or identity in self.taken:
            self.total.done += 1
            return
        if self.request.triage and why_not_asked(document, kinds) is not None:
            self._pass_over(document, kinds, identity)
            return
        self.taken.add(identity)
        if self.total.expectation is None:
            return
        for request in await self.unanswered.of(document, kinds, identity):
            self.total.add(request)
        self.total.answered = self.unanswered.answered

    def _pass_over(self, document: Document, kinds: tuple[Kind, ...], identity: str) -> None:
        if identity in self.passed_over:
            self.total.done += 1
            return
        self.passed_over.add(identity)
        self.total.passed_over.add(planned_requests(document, kinds, self.engine), self.total.expectation)


def _sum(left: N | None, right: N | None) -> N | None:
    return None if left is None or right is None else left + right
