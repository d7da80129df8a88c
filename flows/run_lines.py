"""The lines that a run lands about itself, and about documents that no answer was had for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from core.document import Document
from core.lines import ExtractionLine, Reject, RejectStage, RunLine
from extraction.engine import Engine
from flows.progress import Counts
from schemas.registry import Kind
from schemas.wire import models_hash, schema_hash

Outcome = Literal["done", "failed_documents", "stopped", "interrupted", "budget"]


class RunLines:
    """What one run has in common in all of its lines."""

    def __init__(self, run_id: str, command: str, engine: Engine, kinds: Sequence[Kind]) -> None:
        self._run_id = run_id
        self._command = command
        self._engine = engine
        self._kinds = tuple(kinds)

    def started(self) -> RunLine:
        """Return that the run began."""
        return self._line("started")

    def finished(self, counts: Counts, cost_usd: float | None, outcome: Outcome) -> RunLine:
        """Return what the run did, and how it ended."""
        said = {
            "documents": counts.documents,
            "extracted": counts.extracted,
            "skipped": counts.skipped,
            "failed": counts.failed,
            "records": counts.records,
            "rejects": counts.rejects,
            "cost_usd": cost_usd,
            "outcome": outcome,
        }
        return self._line("finished").model_copy(update=said)

    def unanswered(
        self, document: Document, identity: str, status: Literal["failed", "skipped"], stage: RejectStage, reason: str
    ) -> ExtractionLine:
        """Return the extraction of a document as a whole that was not answered, or not asked."""
        return ExtractionLine(
            extraction_id=identity,
            status=status,
            document_id=document.document_id,
            source=document.source,
            run_id=self._run_id,
            engine=self._engine.name,
            kinds=self._names,
            prompt_version=self._engine.prompt_version,
            schema_hash=schema_hash(self._kinds),
            models_hash=models_hash(self._kinds),
            records=[],
            rejects=[Reject(kind=None, field=None, stage=stage, reason=reason)],
        )

    @property
    def _names(self) -> list[str]:
        return [kind.name for kind in self._kinds]

    def _line(self, event: Literal["started", "finished"]) -> RunLine:
        return RunLine(
            run_id=self._run_id, event=event, engine=self._engine.name, kinds=self._names, command=self._command
        )
