"""What a run would do and cost, without doing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar, runtime_checkable

from core.errors import DocumentError
from core.landing import LandingLog
from core.settings import Settings
from extraction.conversation import planned_requests
from extraction.engine import Engine, Request
from extraction.engines.model.prices import Estimate
from extraction.pipeline import extraction_id
from extraction.reading import discover, read_document
from flows.request import RunRequest
from schemas.registry import select_kinds
from warehouse.layout import layout

N = TypeVar("N", int, float)


@runtime_checkable
class PaidEngine(Protocol):
    """An engine whose requests cost something. `is_priced` if anybody knows how much."""

    @property
    def is_priced(self) -> bool: ...  # noqa: D102

    def estimate(self, request: Request) -> Estimate:
        """Return upper bounds for one request."""


@dataclass
class RunEstimate:
    """How many documents there are, and upper bounds of what extracting the new ones takes.

    `tokens_out` and `cost_usd` are None where no bound is known.
    """

    documents: int = 0
    unreadable: int = 0
    done: int = 0
    requests: int = 0
    tokens_in: int = 0
    tokens_out: int | None = 0
    cost_usd: float | None = 0.0

    def add(self, estimate: Estimate) -> None:
        """Count one request."""
        self.requests += 1
        self.tokens_in += estimate.tokens_in
        self.tokens_out = _sum(self.tokens_out, estimate.tokens_out)
        self.cost_usd = _sum(self.cost_usd, estimate.cost_usd)

    def __str__(self) -> str:
        """Say it in one line."""
        tokens_out = "no limit on answers" if self.tokens_out is None else f"at most {self.tokens_out:,} out"
        cost = "cost not known" if self.cost_usd is None else f"at most {self.cost_usd:.4f} USD"
        new = self.documents - self.done - self.unreadable
        unreadable = f", {self.unreadable:,} unreadable" if self.unreadable else ""
        return (
            f"{self.documents:,} documents: {new:,} to extract, {self.done:,} done{unreadable}; "
            f"{self.requests:,} requests, at most {self.tokens_in:,} tokens in, {tokens_out}, {cost}"
        )


def estimate_run(request: RunRequest, settings: Settings, engine: Engine) -> RunEstimate:
    """Read the documents of `request` and add up what `engine` would be asked; lands nothing and asks nothing."""
    kinds = select_kinds(request.kinds)
    done = LandingLog(layout(request.warehouse_path(settings)).landing).index().done
    total = RunEstimate()
    for source in discover(request.sources):
        total.documents += 1
        try:
            document = read_document(source, max_bytes=settings.max_document_bytes)
        except DocumentError:
            total.unreadable += 1
            continue
        identity = extraction_id(document, kinds, engine)
        if identity in done and not request.fresh:
            total.done += 1
        elif isinstance(engine, PaidEngine):
            for planned in planned_requests(document, kinds, engine):
                total.add(engine.estimate(planned))
    return total


def _sum(left: N | None, right: N | None) -> N | None:
    return None if left is None or right is None else left + right
