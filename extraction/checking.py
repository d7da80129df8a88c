"""One raw item, validated and grounded: what holds of it, and what does not and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from core.document import Document
from core.identity import canonical_json
from core.lines import Reject
from extraction.engine import Part
from extraction.grounding import Grounded, ground
from extraction.validation import Item
from schemas.derivation import derive, prints_other_dollars


@dataclass(frozen=True)
class CheckedItem:
    """A raw item after validation and grounding.

    `is_left_out`: asked for it again, the engine returned the others without it; it is not asked for a third time.
    """

    item: Item
    grounded: Grounded | None
    is_left_out: bool = False

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
    if item.record is None:
        return CheckedItem(item, None)
    record = derive(item.record, document.published_on, other_dollars=_has_other_dollars(document))
    within = [part.span] * len(record.quotes) if part else ()
    return CheckedItem(item, _with_raw_payload(ground(document, item.kind, record, within), item))


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
