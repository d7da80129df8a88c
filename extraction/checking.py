"""One raw item, validated and grounded: what holds of it, and what does not and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from core.document import Document
from core.identity import canonical_json
from core.lines import Reject
from extraction.crosscheck.cells import Corrected, as_the_table_has_it
from extraction.engine import Part
from extraction.grounding import Grounded, ground
from extraction.grounding.judge import is_table
from extraction.structure import structure_of
from extraction.validation import Item
from schemas.derivation import derive, holds_money, prints_other_dollars
from schemas.record import Record
from schemas.registry import Kind


@dataclass(frozen=True)
class CheckedItem:
    """A raw item after validation and grounding.

    `is_left_out`: asked for it again, the engine returned the others without it; it is not asked for a third time.
    `corrections`: what the document's table has otherwise; that is put right from there, and not asked for again.
    """

    item: Item
    grounded: Grounded | None
    is_left_out: bool = False
    corrections: tuple[Reject, ...] = ()

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """Everything that was wrong with it."""
        return (*self.item.rejects, *(self.grounded.rejects if self.grounded else ()))

    @property
    def holds(self) -> bool:
        """Whether anything of it can be loaded."""
        return self.grounded is not None and self.grounded.record is not None


def check(document: Document, item: Item, part: Part | None) -> CheckedItem:
    """Ground what is valid of `item`: its quotes are sought in the `part` that was read before anywhere else."""
    record = derived(document, item)
    if record is None:
        return CheckedItem(item, None)
    within = [part.span] * len(record.quotes) if part else ()
    grounded = ground(document, item.kind, record, within)
    corrected = _with_own_cells(document, item.kind, record, grounded)
    if corrected is None:
        return CheckedItem(item, _with_raw_payload(grounded, item))
    grounded = ground(document, item.kind, corrected.record, within, is_valid=False)
    return CheckedItem(item, grounded, corrections=corrected.rejects)


def derived(document: Document, item: Item) -> Record | None:
    """Return what is valid of `item`, with what its printed texts say computed; None if nothing is."""
    if item.record is None:
        return None
    other_dollars = holds_money(item.record) and _has_other_dollars(document)
    return derive(item.record, document.published_on, other_dollars=other_dollars)


def _with_own_cells(document: Document, kind: Kind, record: Record, grounded: Grounded) -> Corrected | None:
    """Return a record that is a table with that table's cells; None where it has them, and for any other record."""
    if grounded.record is None or not is_table(kind):
        return None
    table = structure_of(document).table_at(grounded.quotes_at[0][0])
    return as_the_table_has_it(kind, record, table) if table else None


def _with_raw_payload(grounded: Grounded, item: Item) -> Grounded:
    """A record that is lost as a whole is kept as the engine gave it, not as we read it."""
    if grounded.record is not None:
        return grounded
    raw = {"payload": canonical_json(item.payload)}
    rejects = [reject if reject.field else reject.model_copy(update=raw) for reject in grounded.rejects]
    return replace(grounded, rejects=rejects)


@lru_cache(maxsize=8)
def _has_other_dollars(document: Document) -> bool:
    return prints_other_dollars(document.text)
