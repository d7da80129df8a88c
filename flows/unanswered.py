"""What is still to be sent about a document: of what was begun, the landing log answers what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.document import Document
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from extraction.conversation import planned_requests
from extraction.engine import Engine, Request, RunContext
from extraction.pipeline import extract
from flows.ledger import Ledger
from schemas.registry import Kind

if TYPE_CHECKING:  # a model's client library takes half a second to import
    from extraction.engines.model.unsent import UnsentEngine


class Unanswered:
    """The requests that `engine` would still send; lands nothing and asks nothing. `fresh` takes no answer as given."""

    def __init__(self, engine: Engine, index: LandingIndex, ledger: Ledger, *, fresh: bool) -> None:
        self._engine = engine
        self._index = index
        self._begun = frozenset[str]() if fresh else frozenset(ledger.extractions)
        self._unsent = _unsent(engine) if self._begun else None

    @property
    def answered(self) -> int:
        """How many requests the log has answered so far."""
        return 0 if self._unsent is None else self._unsent.served

    async def of(self, document: Document, kinds: tuple[Kind, ...], extraction_id: str) -> list[Request]:
        """Return what would be sent to begin with; of an extraction that was begun, what the log does not answer."""
        if self._unsent is None or extraction_id not in self._begun:
            return planned_requests(document, kinds, self._engine)
        journal = RunJournal(self._index, self._index.log.writer())
        await extract(document, kinds, self._unsent, RunContext("estimate", extraction_id, journal))
        return [found.request for found in self._unsent.unsent(extraction_id)]

    async def aclose(self) -> None:
        """Give back the client of this event loop."""
        if self._unsent is not None:
            await self._unsent.aclose()


def _unsent(engine: Engine) -> UnsentEngine | None:
    """Return the engine as one that only the log answers; None if it sends no requests that we could look up there."""
    from extraction.engines.model.engine import ModelEngine
    from extraction.engines.model.unsent import unsent_engine

    return unsent_engine(engine) if isinstance(engine, ModelEngine) and engine.speaks_http else None
