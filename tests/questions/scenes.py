"""Hand-made documents and their records, which between them contain what every ready question asks for.

scenes/<name>.txt is a document, scenes/<name>.json what an engine would make of it. The records are grounded as an
engine's are: `lines` fails where one is not in its document.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from core.document import Document
from core.identity import digest
from core.lines import (
    AnyLine,
    CallLine,
    Disagreement,
    DocumentLine,
    ExtractionLine,
    LandedRecord,
    Reject,
    RejectLine,
    RunLine,
    SightingLine,
)
from extraction.grounding import ground
from schemas.derivation import derive
from schemas.registry import kinds

FOLDER = Path(__file__).with_name("scenes")
MORNING = datetime(2025, 6, 1, 8, tzinfo=UTC)


class Scene(BaseModel):
    """What was made of one document: records as an engine would answer them, each with its kind."""

    published_on: date | None
    status: Literal["ok", "failed"]
    records: list[dict[str, Any]]
    rejects: list[Reject]
    disagreements: list[dict[str, Any]] = []
    """What the rules read otherwise; `record` is the place of the model's record."""


def lines() -> Iterator[AnyLine]:
    """Everything that one run lands about the scenes, and the start of a second one."""
    yield _run("run-1", "started")
    for file in sorted(FOLDER.glob("*.json")):
        scene = Scene.model_validate_json(file.read_bytes())
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        source = f"scenes/{file.stem}.txt"
        yield from _lines(scene, Document(text, source, f"Title of {source}", scene.published_on))
    yield RejectLine(source="scenes/empty.txt", run_id="run-1", at=MORNING, reason="it is empty")
    yield _run("run-1", "finished", documents=6, extracted=4, skipped=0, failed=2, outcome="failed_documents")
    yield _run("run-2", "started", engine="rules", at=MORNING.replace(day=2))


def _lines(scene: Scene, document: Document) -> Iterator[AnyLine]:
    extraction_id = digest("extraction", document.source)
    shared: dict[str, Any] = {"document_id": document.document_id, "at": MORNING}
    yield DocumentLine(
        **shared,
        source=document.source,
        title=document.title,
        published_on=document.published_on,
        language="en",
        media_type=document.media_type,
        metadata=[],
        text=document.text,
    )
    yield SightingLine(**shared, source=document.source, run_id="run-1")
    failed = scene.status == "failed"
    yield CallLine(
        **shared,
        request_hash=digest("request", document.source),
        extraction_id=extraction_id,
        run_id="run-1",
        engine="openai/test",
        model="test-large" if failed else "test-small",
        attempt=1,
        outcome="empty" if failed else "ok",
        latency_s=0.5,
        tokens_in=1000,
        tokens_out=None if failed else 200,
        cost_usd=0.25,
        raw=None if failed else "{}",
    )
    records = [_landed(document, extraction_id, said) for said in scene.records]
    yield ExtractionLine(
        **shared,
        extraction_id=extraction_id,
        status=scene.status,
        source=document.source,
        run_id="run-1",
        engine="openai/test",
        kinds=list(kinds()),
        prompt_version="1",
        schema_hash="schema",
        records=records,
        rejects=scene.rejects,
        disagreements=[_disagreement(records, document, said) for said in scene.disagreements],
    )


def _disagreement(records: list[LandedRecord], document: Document, said: dict[str, Any]) -> Disagreement:
    record = records[said["record"]]
    quotes = {name: said[name] for name in ("model_quote", "rules_quote")}
    assert all(quote in document.text for quote in quotes.values())
    values = {name: said[name] for name in ("field", "model_value", "rules_value")}
    return Disagreement(record_id=record.record_id, kind=record.kind, **values, **quotes)


def _landed(document: Document, extraction_id: str, said: dict[str, Any]) -> LandedRecord:
    name = said["kind"]
    kind, data = kinds()[name], {key: value for key, value in said.items() if key != "kind"}
    grounded = ground(document, kind, derive(kind.model.model_validate(data), document.published_on))
    assert grounded.record is not None, grounded.rejects
    assert not grounded.rejects, f"{document.source}: {grounded.rejects}"
    final = grounded.record.model_dump(mode="json")
    record_id = digest(extraction_id, name, final)
    return LandedRecord(record_id=record_id, kind=name, data=final, evidence=grounded.evidence)


def _run(run_id: str, event: str, **changes: Any) -> RunLine:
    fields = {"run_id": run_id, "event": event, "at": MORNING, "engine": "openai/test", "kinds": list(kinds())}
    return RunLine.model_validate({**fields, "command": "dossier run scenes", **changes})
