"""What a run over a note must come to, worked out from the trouble that the model has with it and from nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tests.faults.notes import Fact, Note
from tests.faults.troubles import FEWEST_ITEMS, HEALING, SPOILERS, troubled

Row = tuple[str | None, str | None, str | None, int | None]
"""sending_country, destination_country, date_text, passengers_min."""
FAILURES = {
    "refuses": "refused",
    "filtered": "refused",
    "no JSON": "no JSON object",
    "half a JSON": "no JSON object",
    "a list": "no JSON object",
    "empty": "empty",
    "always cut": "cut off",
    "down": "503",
}
"""Troubles that cost the whole document, and a word that the reason must hold."""
_POSITIONS = {"sending_country": 0, "destination": 1, "date": 2, "passengers": 3}


@dataclass(frozen=True)
class Expected:
    """What one note must come to: `rejects` are (stage, field, a word of the reason)."""

    is_failed: bool
    rows: Counter[Row]
    rejects: list[tuple[str, str | None, str]]


def expected_of(note: Note, trouble: str) -> Expected:
    """Return what becomes of `note` where the model has this trouble with it."""
    everything = Counter[Row](fact.row for fact in note.facts)
    if reason := FAILURES.get(trouble):
        return Expected(True, Counter(), [("engine", None, reason)])
    if trouble == "cut early" and len(note.facts) > FEWEST_ITEMS:
        kept = Counter[Row](fact.row for fact in note.facts[:FEWEST_ITEMS])
        return Expected(False, kept, [("engine", None, "the answer was cut off")])
    if trouble == "one too many lists":
        return Expected(False, everything, [("validate", "remarks", "not asked for")])
    spoiler = SPOILERS.get(trouble)
    if spoiler is None or trouble.endswith(HEALING):
        return Expected(False, everything, [])
    rows: Counter[Row] = Counter()
    places = troubled(note.title, len(note.facts), trouble)
    for at, fact in enumerate(note.facts):
        left = _left(fact, spoiler.costs) if at in places else fact.row
        rows.update([left] if left else [])
    stage = "validate" if spoiler.is_of_the_form else "ground"
    return Expected(False, rows, [(stage, field, reason) for field, reason in spoiler.rejects])


def _left(fact: Fact, costs: str) -> Row | None:
    if costs == "record":
        return None
    row: list[str | int | None] = list(fact.row)
    if costs in _POSITIONS:
        row[_POSITIONS[costs]] = None
    sender, destination, date, count = row
    assert not isinstance(sender, int)
    assert not isinstance(destination, int)
    assert not isinstance(date, int)
    assert not isinstance(count, str)
    return sender, destination, date, count
