"""Raw items into records, one by one: what does not hold is cut out, named and kept as a reject.

The response of an engine is never validated as a whole: one bad item costs no other item, one bad leaf costs no other
leaf. A leaf that may be null is cut, a row or list item is removed; what cannot be cut (no quote, a wrong modality, a
payload that is no object) costs the item.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from core.identity import canonical_json
from core.lines import Reject
from extraction.engine import RawAnswer
from schemas.record import Record, Row
from schemas.registry import Kind
from schemas.shape import Form, shape

Path = tuple[int | str, ...]


@dataclass(frozen=True)
class Item:
    """One raw item of an answer: what it holds as a record, and what had to be cut out of it."""

    kind: Kind
    payload: Any = field(repr=False)
    record: Record | None = field(repr=False)
    rejects: tuple[Reject, ...] = field(repr=False)


def validate_answer(raw: RawAnswer, kinds: tuple[Kind, ...]) -> tuple[list[Item], list[Reject]]:
    """Return the items of `raw` by kind, in order, and a reject for every part that belongs to no kind asked for."""
    strangers = sorted(name for name in set(raw) - {kind.table for kind in kinds} if raw[name])
    rejects = [_reject(None, (name,), "the answer has a list that was not asked for", raw[name]) for name in strangers]
    items: list[Item] = []
    for kind in kinds:
        listed = raw.get(kind.table, [])
        if isinstance(listed, list | tuple):
            items.extend(validate_item(kind, payload) for payload in listed)
        elif listed is not None:
            rejects.append(_reject(kind, (), f"{kind.table} is no list", listed))
    return items, rejects


def validate_item(kind: Kind, payload: Any) -> Item:
    """Validate one raw item, cutting out what does not hold until the rest does."""
    if not isinstance(payload, dict):
        return Item(kind, payload, None, (_reject(kind, (), "the item is no object", payload),))
    candidate = _without_blanks(payload)
    rejects: list[Reject] = []
    # Every round removes at least one part of the payload, so the number of parts bounds the rounds.
    while True:
        try:
            record = _without_nameless_rows(kind.model.model_validate(candidate))
            return Item(kind, payload, record, tuple(rejects))
        except ValidationError as error:
            found = error.errors(include_url=False)
        # Last first: cutting an item of a list must not move the ones that are still to be cut.
        for details in reversed(found):
            path = _dispensable_part(kind.model, candidate, details)
            if path is None:
                return Item(kind, payload, None, (*rejects, _reject_item(kind, details, payload)))
            value = _cut(candidate, path)
            if value is not _GONE:
                rejects.append(_reject(kind, path, _reason(details), value))


_GONE = object()
_HOLDING = (str, dict, list)


def _reason(details: ErrorDetails) -> str:
    if details["type"] == "too_short":
        return "there are {actual_length}, and at least {min_length} is needed".format_map(details["ctx"])
    return details["msg"].removeprefix("Value error, ")


def _reject(kind: Kind | None, path: Path, reason: str, value: Any) -> Reject:
    return Reject(
        kind=kind.name if kind else None,
        field=".".join(str(part) for part in path) or None,
        stage="validate",
        reason=reason,
        payload=canonical_json(value),
    )


def _reject_item(kind: Kind, details: ErrorDetails, payload: Any) -> Reject:
    where = ".".join(str(part) for part in details["loc"])
    return _reject(kind, (), f"{where}: {_reason(details)}" if where else _reason(details), payload)


def _without_blanks(value: Any) -> Any:
    """Return a copy of `value` with blank strings under a name made null: lenient servers write "" for unknown."""
    if isinstance(value, dict):
        return {name: _known(inner) if isinstance(inner, _HOLDING) else inner for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_blanks(inner) if isinstance(inner, (dict, list)) else inner for inner in value]
    return value


def _known(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.strip() else None
    return _without_blanks(value)


def _dispensable_part(model: type[BaseModel], payload: Any, details: ErrorDetails) -> Path | None:
    """Return the smallest part at or above an error that the record can do without, or None."""
    location: Path = details["loc"]
    if details["type"] == "too_long":
        location = (*location, details["ctx"]["max_length"])
    for length in range(len(location), 0, -1):
        path = location[:length]
        if _reaches(payload, path) and _may_go(model, path):
            return path
    return None


def _reaches(payload: Any, path: Path) -> bool:
    for part in path:
        try:
            payload = payload[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _without_nameless_rows(record: Record) -> Record:
    """Drop the rows that say nothing about whom or what they are: their identity was null, or has been cut."""
    kept: dict[str, list[Any]] = {}
    for name in _fields_of_named_rows(type(record)):
        rows = getattr(record, name)
        named = [row for row in rows if any(getattr(row, part) is not None for part in row.identity_fields)]
        if len(named) < len(rows):
            kept[name] = named
    return record.model_copy(update=kept) if kept else record


@cache
def _fields_of_named_rows(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields whose rows are known by something."""
    return tuple(
        field.name
        for field in shape(model)
        if field.form is Form.ROWS and issubclass(field.model, Row) and field.model.identity_fields
    )


def _may_go(model: type[BaseModel], path: Path) -> bool:
    """Items of lists, lists but for the quotes, nullable fields and fields that the model does not have may go."""
    for part in path:
        if isinstance(part, int):
            may_go = True
            continue
        field = next((field for field in shape(model) if field.name == part), None)
        if field is None:
            return True
        is_list = field.form in (Form.SCALARS, Form.ROWS)
        may_go = field.nullable or (is_list and not model.model_fields[part].is_required())
        if field.form in (Form.NESTED, Form.ROWS):
            model = field.model
    return may_go


def _cut(payload: Any, path: Path) -> Any:
    """Remove the part at `path` and return it; _GONE if an earlier cut took it along."""
    *above, last = path
    for part in above:
        try:
            payload = payload[part]
        except (KeyError, IndexError, TypeError):
            return _GONE
    try:
        return payload.pop(last)
    except (KeyError, IndexError, TypeError, AttributeError):
        return _GONE
