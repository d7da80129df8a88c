"""A second answer held against the first: what failed is corrected, what was good stays as it was.

Only what was asked for again is taken. What the second answer leaves out is not asked for a third time; what it brings
along unasked is named and left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.identity import canonical_json
from core.lines import Reject
from extraction.checking import CheckedItem
from extraction.likeness import Fingerprint, score
from extraction.validation import Item, validate_item
from schemas.record import Row
from schemas.shape import Form, shape

NOT_ASKED_FOR = "it came with corrections of other records, and was not asked for"
MAX_QUOTES = 3
COSTS_THE_ITEM = frozenset({"quotes", "modality"})
"""The fields that a record cannot do without: only they can cost it while it is validated."""

Check = Callable[[Item], CheckedItem]


@dataclass(frozen=True)
class Correction:
    """The items after a second answer, and what else it held."""

    checked: list[CheckedItem]
    strangers: list[Reject]


def failing(checked: Sequence[CheckedItem]) -> list[CheckedItem]:
    """Return the items that are to be asked for again."""
    return [entry for entry in checked if entry.rejects and not entry.is_left_out]


def corrected(
    checked: Sequence[CheckedItem], answered: Sequence[Item], check: Check, *, is_whole: bool = True
) -> Correction:
    """Put the items of a second answer into the places of those that they correct, where they hold better.

    With `is_whole` False the answer was cut off: what it lacks may have been about to come.
    """
    failed = failing(checked)
    fresh = _without_known(checked, failed, answered)
    pairs = _matched(failed, fresh)
    places: dict[int, CheckedItem] = {}
    for position, entry in enumerate(failed):
        if position in pairs:
            places[id(entry)] = _better(entry, fresh[pairs[position]], check)
        elif is_whole:
            places[id(entry)] = replace(entry, is_left_out=True)
    taken = set(pairs.values())
    strangers = [
        Reject(
            kind=item.kind.name,
            field=None,
            stage="validate",
            reason=NOT_ASKED_FOR,
            payload=canonical_json(item.payload),
        )
        for position, item in enumerate(fresh)
        if position not in taken and check(item).holds
    ]
    return Correction([places.get(id(entry), entry) for entry in checked], strangers)


def _without_known(
    checked: Sequence[CheckedItem], failed: Sequence[CheckedItem], answered: Sequence[Item]
) -> list[Item]:
    """Leave out the records that the first answer had and that hold: some models repeat everything."""
    asked = {id(entry) for entry in failed}
    known = [_print_of(entry.item) for entry in checked if id(entry) not in asked and entry.holds]
    return [item for item in answered if not any(_is_known(_print_of(item), one) for one in known)]


def _is_known(item: Fingerprint, known: Fingerprint) -> bool:
    nothing: frozenset[str] = frozenset()
    return item.kind is known.kind and item.shares_quote(known) and item.has_key_of(known, nothing)


def _matched(failed: Sequence[CheckedItem], answered: Sequence[Item]) -> dict[int, int]:
    """Return which failed item (by position) is corrected by which answered one; the surest first, one for one."""
    olds = [_print_of(entry.item) for entry in failed]
    news = [_print_of(item) for item in answered]
    sure = [
        (-likeness, abs(old - new), old, new)
        for old, before in enumerate(olds)
        for new, after in enumerate(news)
        if before.kind is after.kind and (likeness := score(before, after, _failing_fields(failed[old]))) > 0
    ]
    pairs: dict[int, int] = {}
    for _, _, old, new in sorted(sure):
        if old not in pairs and new not in pairs.values():
            pairs[old] = new
    return pairs | _matched_by_place(olds, news, pairs)


def _matched_by_place(olds: list[Fingerprint], news: list[Fingerprint], pairs: dict[int, int]) -> dict[int, int]:
    """Match the items that nothing can be known again by (`7`, `{}`): by their place, if none is missing or added."""
    free_olds = [old for old in range(len(olds)) if old not in pairs]
    free_news = [new for new in range(len(news)) if new not in pairs.values()]
    if len(free_olds) != len(free_news):
        return {}
    return {
        old: new
        for old, new in zip(free_olds, free_news, strict=True)
        if olds[old].kind is news[new].kind and not (olds[old].quotes or olds[old].values)
    }


def _better(before: CheckedItem, after: Item, check: Check) -> CheckedItem:
    """Return the corrected item if it holds better than `before`; what held in `before` stays in it."""
    joined = check(validate_item(after.kind, _joined(before, after)))
    candidate = joined if before.holds else max(joined, check(after), key=_quality)
    return candidate if _quality(candidate) > _quality(before) else before


def _quality(entry: CheckedItem) -> tuple[bool, int]:
    return entry.holds, -len(entry.rejects)


def _joined(before: CheckedItem, after: Item) -> Any:
    """Return the first payload with its failing fields as the second answer has them.

    Of an item that was lost as a whole, all fields are taken from the second answer; what that does not give comes from
    the first, but for what can have cost the item.
    """
    first, second = before.item.payload, after.payload
    if not isinstance(first, dict) or not isinstance(second, dict):
        return second
    if before.grounded is None or before.grounded.record is None:
        inherited = {name: value for name, value in first.items() if name not in COSTS_THE_ITEM}
        return {**inherited, **{name: value for name, value in second.items() if _is_given(value)}}
    held = before.grounded.record.model_dump(mode="json")
    fields = {name: _field(before, name, held.get(name), second.get(name)) for name in _failing_fields(before)}
    return {name: value for name, value in {**first, **fields}.items() if value is not None}


def _is_given(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def _field(before: CheckedItem, name: str, held: Any, given: Any) -> Any:
    """Return what a failing field becomes: what is given now, and of a list what held before and is not given again."""
    if not _is_given(given):
        return held
    if not isinstance(held, list) or not isinstance(given, list):
        return given
    field = next(field for field in shape(before.item.kind.model) if field.name == name)
    if field.form is Form.ROWS:
        known = field.model.identity_fields if issubclass(field.model, Row) else ()
        return [*given, *(row for row in held if not any(_is_same_row(row, other, known) for other in given))]
    joined = [*given, *(item for item in held if item not in given)]
    return joined[:MAX_QUOTES] if name == "quotes" else joined


def _is_same_row(row: dict[str, Any], other: Any, identity: Sequence[str]) -> bool:
    """A row is given again if it shares anything that it is known by."""
    if not isinstance(other, dict):
        return False
    return any(row[name] is not None and row[name] == other.get(name) for name in identity)


def _failing_fields(entry: CheckedItem) -> frozenset[str]:
    """Return the fields that were wrong; of an item that fell as a whole, also its quotes if none was found."""
    return frozenset(reject.field.partition(".")[0] for reject in entry.rejects if reject.field)


def _print_of(item: Item) -> Fingerprint:
    return Fingerprint(item.kind, item.payload)
