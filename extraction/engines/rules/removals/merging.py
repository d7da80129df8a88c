"""One record for one event, however often a document tells it."""

from __future__ import annotations

from collections.abc import Iterable

from extraction.engines.rules.removals.event import Removal
from schemas.values.quantity import parse_quantity

MOST_COMPARED = 100
"""Removals told last that a further one is held against: a document of thousands stays cheap."""
MOST_PLACES = 8
"""Sentences kept of one event: more are never quoted."""
_IDENTITY = ("sender", "destination", "destination_place")
_PREVENTED = frozenset({"cancelled", "blocked_by_court", "refused"})
"""Statuses of what was planned and did not come about."""
_PRINTED = ("date", "count", "flights")
_FILLED = (
    "sender",
    "destination",
    "origin_place",
    "destination_place",
    "mode",
    "date",
    "flights",
    "legal_basis",
    "court_action",
    "detained_at",
    "reason",
    "hedge",
    "is_military",
    "aircraft",
    "operator",
    "cost",
)


def merged(removals: Iterable[Removal]) -> list[Removal]:
    """Return `removals` with those that tell the same event made one, the fullest telling first among its quotes."""
    kept: list[Removal] = []
    for removal in removals:
        recent = range(len(kept) - 1, max(len(kept) - 1 - MOST_COMPARED, -1), -1)
        same = [index for index in recent if _is_same(kept[index], removal)]
        if same:
            kept[same[-1]] = _joined(kept[same[-1]], removal)
        else:
            kept.append(removal)
    return kept


def _is_same(one: Removal, other: Removal) -> bool:
    came_to_nothing = _came_to_nothing(one, other) or _came_to_nothing(other, one)
    settled = came_to_nothing or _was_done(one, other) or _was_done(other, one)
    if one.status != other.status and "departed" not in (one.status, other.status) and not settled:
        return False
    if one.modality != other.modality and not settled:
        return False
    if _is_endless(one) != _is_endless(other) and not _shares_number(one, other):
        return False
    for name in _IDENTITY:
        first, second = getattr(one, name), getattr(other, name)
        if first and second and first != second and not (name == "destination_place" and _names_same(first, second)):
            return False
    divided = _is_sum(one, other) or _is_sum(other, one)
    for name in _PRINTED:
        first, second = getattr(one, name), getattr(other, name)
        if first and second and first.text.lower() != second.text.lower() and not (divided and name == "count"):
            return False
    return True


def _names_same(place: str, other: str) -> bool:
    """Say whether one name of a place is within the other: "Islamabad", "Islamabad airport"."""
    return f" {place.lower()} " in f" {other.lower()} " or f" {other.lower()} " in f" {place.lower()} "


def _is_endless(removal: Removal) -> bool:
    """Say whether it is told of people alone, not on what or to where they went: it may be any other."""
    return not (removal.destination or removal.destination_place or removal.mode or removal.origin_place)


def _shares_number(one: Removal, other: Removal) -> bool:
    """Say whether both count as many people; or one counts none, on the same day."""
    if one.count and other.count:
        alike = one.count.text.lower() == other.count.text.lower()
        return alike or _is_sum(one, other) or _is_sum(other, one)
    return one.date is not None and other.date is not None and one.date.text.lower() == other.date.text.lower()


def _is_sum(whole: Removal, parts: Removal) -> bool:
    """Say whether the groups of one make up the number of the other: "36 migrants", "33 men and three women"."""
    counts = [parse_quantity(group.count.text).max for group in parts.people if group.count]
    total = parse_quantity(whole.count.text).max if whole.count else None
    return len(counts) > 1 and total is not None and sum(count or 0 for count in counts) == total


def _came_to_nothing(planned: Removal, end: Removal) -> bool:
    """Say whether one sentence tells what was planned and that it did not happen: "was to fly … and was cancelled"."""
    together = any(sentence in end.sentences for sentence in planned.sentences)
    return planned.modality == "planned" and end.modality == "asserted" and end.status in _PREVENTED and together


def _was_done(planned: Removal, done: Removal) -> bool:
    """Say whether the same words tell of people and day as an aim and as what was done: "chartered a flight to"."""
    if planned.modality != "planned" or done.modality != "asserted" or not (planned.count and planned.date):
        return False
    return planned.count == done.count and planned.date == done.date


def _joined(one: Removal, other: Removal) -> Removal:
    best, rest = (one, other) if _fullness(one) >= _fullness(other) else (other, one)
    if _is_sum(rest, best):
        best.people = rest.people
    for name in _FILLED:
        if getattr(best, name) is None:
            setattr(best, name, getattr(rest, name))
    if not best.people or (rest.count and not best.count):
        best.people = rest.people or best.people
    best.transit += [code for code in rest.transit if code not in best.transit]
    is_told_of_rest = best.status == "departed" and not _was_done(rest, best)
    if is_told_of_rest or _came_to_nothing(best, rest) or _was_done(best, rest):
        best.status, best.modality = rest.status, rest.modality
    best.sentences += [sentence for sentence in rest.sentences if sentence not in best.sentences]
    del best.sentences[MOST_PLACES:]
    return best


def _fullness(removal: Removal) -> int:
    return sum(getattr(removal, name) is not None for name in _FILLED) + len(removal.people)
