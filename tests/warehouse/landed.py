"""Hand-made lines of the landing log, for any number of documents, always the same for the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from core.identity import digest
from core.lines import (
    AnyLine,
    CallLine,
    DocumentLine,
    Evidence,
    ExtractionLine,
    LandedRecord,
    RejectLine,
    RequestLine,
    RunLine,
    SightingLine,
)
from schemas.registry import kinds, select_kinds
from schemas.wire import models_hash, schema_hash

START = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = list(kinds())
SCHEMA = schema_hash(select_kinds(None))
MODELS = models_hash(select_kinds(None))


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def text_of(number: int, edition: int = 0) -> str:
    return (
        f"Number {number}, edition {edition}. Honduras and the United States signed a pact worth $155 million in 2022. "
        f"Over {number + 100} people were flown to Honduras on a military aircraft. “Mexico refused a flight.”\n"
    )


def document(text: str, source: str, minutes: float = 0) -> DocumentLine:
    return DocumentLine(
        document_id=digest_of(text),
        source=source,
        at=at(minutes),
        title=f"Title of {source}",
        published_on=None,
        language="en",
        media_type="text/plain",
        metadata=[],
        text=text,
    )


def digest_of(text: str) -> str:
    return digest("text", text)


def sighting(text: str, source: str, minutes: float = 0, run_id: str = "run-1") -> SightingLine:
    return SightingLine(document_id=digest_of(text), source=source, run_id=run_id, at=at(minutes))


def evidence(text: str, field: str, value: str, quote: str) -> Evidence:
    start = text.index(quote)
    return Evidence(
        field=field, value=value, quote=quote, char_start=start, char_end=start + len(quote), match="exact", score=1.0
    )


def record(extraction_id: str, kind: str, data: dict[str, Any], proof: list[Evidence]) -> LandedRecord:
    landed = kinds()[kind].model.model_validate(data).model_dump(mode="json")
    return LandedRecord(record_id=digest(extraction_id, kind, data), kind=kind, data=landed, evidence=proof)


def agreement(extraction_id: str, text: str) -> LandedRecord:
    quote = "Honduras and the United States signed a pact worth $155 million in 2022."
    data = {
        "quotes": [quote],
        "modality": "asserted",
        "source_kind": "prose",
        "agreement_type": "other",
        "status": "signed",
        "signed": {"text": "2022", "earliest": "2022-01-01", "latest": "2022-12-31", "precision": "year"},
        "conditions": [],
        "parties": [{"country": "HND", "role": "equal"}, {"country": "USA", "role": "equal"}],
        "payments": [{"text": "$155 million", "amount": "155000000", "currency": "USD", "stage": None}],
    }
    proof = [
        evidence(text, "quotes.0", quote, quote),
        evidence(text, "status", "signed", "signed"),
        evidence(text, "signed.text", "2022", "2022"),
        evidence(text, "parties.0.country", "HND", "Honduras"),
        evidence(text, "parties.1.country", "USA", "United States"),
        evidence(text, "payments.0.text", "$155 million", "$155 million"),
    ]
    return record(extraction_id, "agreement", data, proof)


def flight(extraction_id: str, text: str, number: int) -> LandedRecord:
    passengers = f"Over {number + 100}"
    quote = f"{passengers} people were flown to Honduras on a military aircraft."
    data = {
        "quotes": [quote],
        "destination_country": "HND",
        "mode": "air",
        "status": "arrived",
        "is_military": True,
        "passengers": {"text": passengers, "min": number + 100, "qualifier": "over"},
        "nationalities": [],
    }
    proof = [
        evidence(text, "quotes.0", quote, quote),
        evidence(text, "destination_country", "HND", "Honduras"),
        evidence(text, "is_military", "True", "military"),
        evidence(text, "passengers.text", passengers, passengers),
    ]
    return record(extraction_id, "deportation_flight", data, proof)


def extraction(
    text: str, source: str, records: list[LandedRecord], *, extraction_id: str, minutes: float = 0, **changes: Any
) -> ExtractionLine:
    line = ExtractionLine(
        extraction_id=extraction_id,
        status="ok",
        document_id=digest_of(text),
        source=source,
        run_id="run-1",
        at=at(minutes),
        engine="rules",
        kinds=KINDS,
        prompt_version=None,
        schema_hash=SCHEMA,
        models_hash=MODELS,
        records=records,
        rejects=[],
    )
    return line.model_copy(update=changes)


def call(text: str, extraction_id: str, minutes: float = 0, raw: str = "{}") -> CallLine:
    return CallLine(
        request_hash=digest("request", extraction_id),
        extraction_id=extraction_id,
        document_id=digest_of(text),
        run_id="run-1",
        engine="openai/test",
        model="test",
        attempt=1,
        at=at(minutes),
        outcome="ok",
        latency_s=0.5,
        tokens_in=10,
        cost_usd=0.01,
        raw=raw,
    )


def request(text: str, extraction_id: str, minutes: float = 0) -> RequestLine:
    return RequestLine(
        request_hash=digest("request", extraction_id),
        custom_id=extraction_id,
        extraction_id=extraction_id,
        document_id=digest_of(text),
        run_id="run-1",
        at=at(minutes),
        engine="openai/test",
        model="test",
        identity="openai/test {}",
        api="chat",
        kinds=KINDS,
        prompt_version="extract/v2",
        schema_hash=SCHEMA,
        bytes_in=1,
        source="a",
        title=None,
        published_on=None,
        language=None,
        media_type="text/plain",
        metadata=[],
    )


def run(event: str, minutes: float, run_id: str = "run-1", **changes: Any) -> RunLine:
    fields = {"run_id": run_id, "event": event, "at": at(minutes), "engine": "rules", "kinds": KINDS}
    return RunLine.model_validate({**fields, "command": "dossier run seeds", **changes})


def unread(source: str, minutes: float, reason: str = "it is empty") -> RejectLine:
    return RejectLine(source=source, run_id="run-1", at=at(minutes), reason=reason)


def one_document(number: int, minutes: float = 0, edition: int = 0) -> Iterator[AnyLine]:
    """Everything that a run lands about one document with two records."""
    text, source = text_of(number, edition), f"seeds/{number:05d}.txt"
    extraction_id = digest("extraction", text)
    records = [agreement(extraction_id, text), flight(extraction_id, text, number)]
    yield document(text, source, minutes)
    yield sighting(text, source, minutes)
    yield call(text, extraction_id, minutes)
    yield extraction(text, source, records, extraction_id=extraction_id, minutes=minutes)


def whole_run(documents: int) -> Iterator[AnyLine]:
    """A run over `documents` documents, from its beginning to its end."""
    yield run("started", 0)
    for number in range(documents):
        yield from one_document(number, minutes=1 + number / 1000)
    yield run("finished", 60, documents=documents, extracted=documents, skipped=0, failed=0, outcome="done")
