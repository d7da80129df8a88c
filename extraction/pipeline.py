"""One document through one engine: ask, validate, derive, ground, ask again, and the line that is landed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.document import Document
from core.errors import EngineError, NotRecordedError, PermanentEngineError
from core.identity import canonical_json, digest
from core.lines import ExtractionLine, LandedRecord, Reject
from extraction.duplicates import KindRecord, item_at, merge_duplicates
from extraction.engine import Engine, FailedItem, Request, RunContext
from extraction.grounding import Grounded, ground
from extraction.structure import structure_of
from extraction.validation import Item, validate_answer
from schemas.derivation import derive, prints_other_dollars
from schemas.registry import Kind
from schemas.wire import schema_hash


@dataclass(frozen=True)
class CheckedItem:
    """A raw item after validation and grounding: what holds of it, and what does not and why."""

    item: Item
    grounded: Grounded | None

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """Everything that was wrong with it."""
        return (*self.item.rejects, *(self.grounded.rejects if self.grounded else ()))

    @property
    def holds(self) -> bool:
        """Whether anything of it can be loaded."""
        return self.grounded is not None and self.grounded.record is not None


@dataclass(frozen=True)
class Outcome:
    """What came of one document."""

    status: Literal["ok", "failed"]
    records: list[LandedRecord]
    rejects: list[Reject]


def extraction_id(document: Document, kinds: tuple[Kind, ...], engine: Engine) -> str:
    """Return what identifies this work: the request as rendered, the engine's identity, and the schema.

    Two runs with the same id would do the same work; the second one is skipped.
    """
    return digest(engine.rendered(Request(document, kinds)), engine.identity, schema_hash(kinds))


async def extract(document: Document, kinds: tuple[Kind, ...], engine: Engine, run: RunContext) -> ExtractionLine:
    """Extract `kinds` from `document`: the line to be landed, whatever happened.

    A document that the engine could not answer gives a line with status `failed` and the reason as a reject; raises
    PermanentEngineError where no document can succeed.
    """
    try:
        outcome = await _outcome(document, kinds, engine, run)
    except PermanentEngineError:
        raise
    except EngineError as error:
        reason = Reject(kind=None, field=None, stage="engine", reason=str(error))
        outcome = Outcome("failed", [], [reason])
    return _line(document, kinds, engine, run, outcome)


async def _outcome(document: Document, kinds: tuple[Kind, ...], engine: Engine, run: RunContext) -> Outcome:
    reply = await engine.ask(Request(document, kinds), run)
    items, rejects = validate_answer(reply.raw, kinds)
    checked = [_check(document, item) for item in items]
    for _ in range(engine.reask_rounds):
        if not any(entry.rejects for entry in checked):
            break
        checked = await _ask_again(checked, document, engine, run)
    rejects += [reject for entry in checked for reject in entry.rejects]
    return Outcome("ok", _landed(document, checked, run.extraction_id), rejects)


def _check(document: Document, item: Item) -> CheckedItem:
    if item.record is None:
        return CheckedItem(item, None)
    record = derive(item.record, document.published_on, other_dollars=prints_other_dollars(document.text))
    return CheckedItem(item, ground(document, item.kind, record))


async def _ask_again(
    checked: list[CheckedItem], document: Document, engine: Engine, run: RunContext
) -> list[CheckedItem]:
    """Ask for the failing items alone; what held in the first answer stays unless the new one holds better."""
    failed = [entry for entry in checked if entry.rejects]
    kinds = tuple(dict.fromkeys(entry.item.kind for entry in failed))
    items = tuple(
        FailedItem(entry.item.kind, entry.item.payload, tuple(_reason(reject) for reject in entry.rejects))
        for entry in failed
    )
    try:
        reply = await engine.ask(Request(document, kinds, items), run)
    except (PermanentEngineError, NotRecordedError):
        raise
    except EngineError:  # the first answer is good without the second; its rejects say what is missing
        return checked
    answered = [_check(document, item) for item in validate_answer(reply.raw, kinds)[0]]
    return _replaced(checked, failed, answered, kinds)


def _replaced(
    checked: list[CheckedItem], failed: list[CheckedItem], answered: list[CheckedItem], kinds: tuple[Kind, ...]
) -> list[CheckedItem]:
    """Put new answers in the places of the failed ones: one for one where a kind got as many, else beside them."""
    replacements: dict[int, CheckedItem] = {}
    added: list[CheckedItem] = []
    for kind in kinds:
        old = [entry for entry in failed if entry.item.kind is kind]
        new = [entry for entry in answered if entry.item.kind is kind]
        if len(old) == len(new):
            replacements.update(
                {id(before): after for before, after in zip(old, new, strict=True) if _better(after, before)}
            )
        else:
            added += [entry for entry in new if entry.holds]
    return [replacements.get(id(entry), entry) for entry in checked] + added


def _better(after: CheckedItem, before: CheckedItem) -> bool:
    return (after.holds, -len(after.rejects)) > (before.holds, -len(before.rejects))


def _reason(reject: Reject) -> str:
    return f"{reject.field}: {reject.reason}" if reject.field else reject.reason


def _landed(document: Document, checked: Sequence[CheckedItem], extraction: str) -> list[LandedRecord]:
    grounded = {id(entry.grounded.record): entry.grounded for entry in checked if entry.grounded and entry.holds}
    structure = structure_of(document)
    records = [
        KindRecord(entry.item.kind, entry.grounded.record, item_at(structure, entry.grounded.quotes_at[0][0]))
        for entry in checked
        if entry.grounded is not None and entry.grounded.record is not None
    ]
    landed: dict[str, LandedRecord] = {}
    for kind, record in ((entry.kind, entry.record) for entry in merge_duplicates(records)):
        # A record that is the union of two is grounded anew, so that its evidence is its own.
        final = grounded.get(id(record)) or ground(document, kind, record)
        if final.record is not None:
            data = final.record.model_dump(mode="json")
            record_id = digest(extraction, kind.name, canonical_json(data))
            landed[record_id] = LandedRecord(
                record_id=record_id, kind=kind.name, data=data, evidence=list(final.evidence)
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
        records=outcome.records,
        rejects=outcome.rejects,
    )
