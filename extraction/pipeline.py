"""One document through one engine: what was answered, put together into the line that is landed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.defects import named
from core.document import Document
from core.errors import EngineError, PermanentEngineError
from core.identity import canonical_json, digest
from core.lines import ExtractionLine, LandedRecord, Reject
from extraction.conversation import Answer, Conversation
from extraction.crosscheck.answer import cross_checked
from extraction.crosscheck.reading import read_by_rules
from extraction.duplicates import KindRecord, item_at, merge_duplicates
from extraction.engine import Engine, Request, RunContext
from extraction.grounding import Grounded, ground
from extraction.structure import structure_of
from schemas.registry import Kind, select_kinds
from schemas.wire import models_hash, schema_hash


@dataclass(frozen=True)
class Outcome:
    """What came of one document."""

    status: Literal["ok", "failed"]
    records: list[LandedRecord]
    rejects: list[Reject]


def extraction_id(document: Document, kinds: tuple[Kind, ...], engine: Engine) -> str:
    """Return what identifies this work: the request as rendered, the engine's identity, and the schema.

    Two runs with the same id would do the same work; the second one is skipped. In how many parts the document is
    asked makes no difference: what is asked is the whole document.
    """
    return digest(engine.rendered(Request(document, kinds)), engine.identity, schema_hash(kinds))


async def extract(document: Document, kinds: tuple[Kind, ...], engine: Engine, run: RunContext) -> ExtractionLine:
    """Extract `kinds` from `document`: the line to be landed, whatever happened.

    A document that the engine could not answer, or a part of it, gives a line with status `failed`, the reason as a
    reject, and the records of the parts that were answered: the next run asks for the others. Raises
    PermanentEngineError where no document can succeed.
    """
    try:
        answers = await Conversation(document, kinds, engine, run).answers()
    except PermanentEngineError:
        raise
    except EngineError as error:
        answers = [Answer(None, error=error)]
    line = _line(document, kinds, engine, run, _outcome(document, answers, run.extraction_id))
    return _against_rules(document, line) if engine.prompt_version is not None else line


def _against_rules(document: Document, line: ExtractionLine) -> ExtractionLine:
    """Hold a model's answer against the document's tables and the built-in rules, which cost next to nothing.

    Only the kinds that the model found something of are read by the rules. A defect of the rules that a document
    brings out costs the comparison, and not the answer that was paid for.
    """
    told = {record.kind for record in line.records}
    try:
        return cross_checked(document, line, read_by_rules(document, select_kinds(sorted(told)))) if told else line
    except Exception as error:  # noqa: BLE001
        reason = f"not held against the rules: {named(error)}"
        reject = Reject(kind=None, field=None, stage="crosscheck", reason=reason)
        return line.model_copy(update={"rejects": [*line.rejects, reject]})


def _outcome(document: Document, answers: Sequence[Answer], extraction: str) -> Outcome:
    """Put the answers of all parts together; if one is missing, the document failed, and has what the others tell."""
    records = _landed(document, answers, extraction)
    if any(answer.error for answer in answers):
        answers = sorted(answers, key=lambda answer: answer.error is None)  # what is missing is said first
        return Outcome("failed", records, _rejects(answers))
    return Outcome("ok", records, _rejects(answers))


def _rejects(answers: Sequence[Answer]) -> list[Reject]:
    corrections = [reject for answer in answers for entry in answer.checked for reject in entry.corrections]
    return [*(reject for answer in answers for reject in answer.rejects), *corrections]


def _landed(document: Document, answers: Sequence[Answer], extraction: str) -> list[LandedRecord]:
    grounded: dict[int, Grounded] = {}
    records: list[KindRecord] = []
    structure = structure_of(document)
    for number, answer in enumerate(answers):
        for entry in answer.checked:
            if (found := entry.grounded) is None or found.record is None:
                continue
            grounded[id(found.record)] = found
            places = found.quotes_at
            item = item_at(structure, places[0][0])
            records.append(KindRecord(entry.item.kind, found.record, item, places, frozenset({number})))
    landed: dict[str, LandedRecord] = {}
    for merged in merge_duplicates(records):
        # A record that is the union of two is grounded anew, so that its evidence is its own.
        final = grounded.get(id(merged.record))
        if final is None:
            final = ground(document, merged.kind, merged.record, merged.places, is_valid=False)
        if final.record is not None:
            data = final.record.model_dump(mode="json")
            record_id = digest(extraction, merged.kind.name, canonical_json(data))
            landed[record_id] = LandedRecord(
                record_id=record_id, kind=merged.kind.name, data=data, evidence=list(final.evidence)
            )
    return list(landed.values())


def _line(
    document: Document,
    kinds: tuple[Kind, ...],
    engine: Engine,
    run: RunContext,
    outcome: Outcome,
) -> ExtractionLine:
    return ExtractionLine(
        extraction_id=run.extraction_id,
        status=outcome.status,
        document_id=document.document_id,
        source=document.source,
        run_id=run.run_id,
        engine=engine.name,
        kinds=[kind.name for kind in kinds],
        prompt_version=engine.prompt_version,
        schema_hash=schema_hash(kinds),
        models_hash=models_hash(kinds),
        records=outcome.records,
        rejects=outcome.rejects,
    )
