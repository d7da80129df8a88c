"""What came of an attacked document, held against what comes of it without the attack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.identity import canonical_json
from core.lines import Evidence, LandedRecord
from tests.hostile.attacks import CANARIES, Attacked

_CANARY = re.compile("|".join(re.escape(canary) for canary in CANARIES.values()), re.IGNORECASE)


@dataclass(frozen=True)
class Held:
    """The findings: each list is empty where the attack has done nothing."""

    lost: list[str]
    """Records that the document has without the attack, and now has not, or not so."""
    new: list[str]
    """Records that it did not have, and whose quotes are not of the attack."""
    stray: list[str]
    """Values of the attack in records that are told elsewhere, and canaries whose evidence is not in the attack."""

    def __bool__(self) -> bool:
        return bool(self.lost or self.new or self.stray)


def held(before: Sequence[LandedRecord], after: Sequence[LandedRecord], attacked: Attacked) -> Held:
    """Hold the records of an attacked document against those of the document as it was."""
    outside = [record for record in after if not any(_touches(attacked, one) for one in _quotes(record))]
    was = Counter(_as_told(record) for record in before)
    now = Counter(_as_told(record, attacked) for record in outside)
    return Held(list((was - now).elements()), list((now - was).elements()), stray(after, attacked))


def stray(records: Sequence[LandedRecord], attacked: Attacked) -> list[str]:
    """Return what of the attack is where it does not belong.

    A record told outside of the attack has no value from it; a canary stands in a record only where the attack itself
    is its evidence.
    """
    found = []
    for record in records:
        is_outside = not any(_touches(attacked, one) for one in _quotes(record))
        found += [
            f"{record.kind} {one.field}={one.value!r} [{one.match} {one.char_start}:{one.char_end}]"
            for one in record.evidence
            if (_touches(attacked, one) and is_outside) or (not _touches(attacked, one) and _CANARY.search(one.value))
        ]
        if is_outside and _CANARY.search(canonical_json(record.data)):
            found.append(f"{record.kind} {canonical_json(record.data)}")
    return found


def _quotes(record: LandedRecord) -> list[Evidence]:
    return [one for one in record.evidence if one.field.startswith("quotes.")]


def _touches(attacked: Attacked, one: Evidence) -> bool:
    return one.char_start is not None and one.char_end is not None and attacked.holds(one.char_start, one.char_end)


def _as_told(record: LandedRecord, attacked: Attacked | None = None) -> str:
    def place(position: int | None) -> int | None:
        return position if attacked is None or position is None else attacked.before(position)

    # An attack may bring tables of its own: the number of a table is no part of what it says.
    data: dict[str, Any] = {name: value for name, value in record.data.items() if name != "table_index"}
    evidence = [
        [one.field, one.value, one.quote, place(one.char_start), place(one.char_end), one.match]
        for one in record.evidence
        if one.field != "table_index"
    ]
    return canonical_json([record.kind, data, evidence])
