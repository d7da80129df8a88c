"""One fact told twice is one record: records of a document with the same key that do not contradict each other.

Two records with the same key but, say, different passenger counts are two claims: both stay, because an analyst wants
to see that the document (or the model) says both. Two items of a list, or rows of a table, that have one name and
tell different things of it are two. Where two answers tell of the same characters of the document, though, they are two
readings of one claim, and the first one counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import compress
from typing import Any

from pydantic import BaseModel

from core.document import Span
from extraction.structure import Structure
from schemas.fields import Comparison
from schemas.record import Record, Row
from schemas.registry import Kind
from schemas.shape import FieldShape, Form, Proof, leaf_fields, shape

MAX_QUOTES = 3


@dataclass(frozen=True)
class KindRecord:
    """A record and its kind.

    `item` is the item of a list or the row of a table where its first quote stands, if it stands in one. `places` are
    where its quotes stand, one each, and `answers` the numbers of the answers that tell it.
    """

    kind: Kind
    record: Record
    item: Span | None = None
    places: tuple[Span, ...] = ()
    answers: frozenset[int] = frozenset()

    @cached_property
    def told(self) -> Mapping[str, Any]:
        """What the record tells, by path, without its lists: made once, for a long text tells much of one key."""
        return dict(_told(self.record))


def item_at(structure: Structure, offset: int | None) -> Span | None:
    """Return the list item or the table's row that holds the character at `offset`, if one does."""
    if offset is None:
        return None
    table = structure.table_at(offset)
    if table is not None:
        place = bisect_right(table.rows, offset, key=lambda row: row.span[0]) - 1
        return table.rows[place].span if place >= 0 and offset < table.rows[place].span[1] else None
    block = structure.block_at(offset)
    return block.span if block is not None and block.kind == "list_item" else None


def merge_duplicates(records: Sequence[KindRecord]) -> list[KindRecord]:
    """Return `records` in order, each one merged into the first before it that tells the same fact."""
    merged: list[KindRecord] = []
    alike: dict[tuple[Any, ...], list[int]] = {}
    readings: dict[tuple[Any, ...], list[int]] = {}
    for entry in records:
        key = key_of(entry.record)
        group = alike.setdefault((entry.kind.name, *key), [])
        read = readings.setdefault((entry.kind.name, *compress(key, _are_printed(entry.kind.model))), [])
        same = next((place for place in group if _is_same(merged[place], entry)), None)
        if same is None:
            same = next((place for place in read if _is_other_reading(merged[place], entry)), None)
        if same is None:
            group.append(len(merged))
            read.append(len(merged))
            merged.append(entry)
        else:
            merged[same] = _merged(merged[same], entry)
    return merged


def key_of(record: Record) -> tuple[Any, ...]:
    """Return the values of the record's key fields; a key inside rows is the set of its values."""
    return tuple([_value_at(record, path) for path in _key_paths(type(record))])


@cache
def _key_paths(model: type[Record]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(path.split(".")) for path in model.key_fields)


@cache
def _are_printed(model: type[Record]) -> tuple[bool, ...]:
    """Say of each key field whether it is no code: two readings of a sentence may judge it otherwise."""
    judged = {path.replace("[]", "") for path, field in leaf_fields(model) if field.proof is Proof.DERIVED}
    return tuple(path not in judged for path in model.key_fields)


def _value_at(part: Any, path: Sequence[str]) -> Any:
    for place, name in enumerate(path):
        if part is None:
            return None
        if isinstance(part, list):
            return frozenset([_value_at(item, path[place:]) for item in part])
        part = getattr(part, name)
    return " ".join(part.casefold().split()) if isinstance(part, str) else part


def _is_other_reading(known: KindRecord, entry: KindRecord) -> bool:
    """Say whether an answer that has not told `known` yet tells of the same characters."""
    return known.answers.isdisjoint(entry.answers) and any(
        one[0] < other[1] and other[0] < one[1] for one in known.places for other in entry.places
    )


def _is_same(first: KindRecord, second: KindRecord) -> bool:
    """Tell whether two records contradict each other nowhere; wordings of a passage may differ, but of two items."""
    apart = first.item is not None and second.item is not None and first.item != second.item
    unlike = frozenset() if apart and first.kind.model.one_an_item else _passages(first.kind.model)
    one, other = sorted((first.told, second.told), key=len)
    return all(other.get(path, value) == value or path in unlike for path, value in one.items())


def _told(part: BaseModel, within: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the path and the value of all that is told outside of lists; of the passages, only the record's own."""
    for field in shape(type(part)):
        value = getattr(part, field.name)
        if value is None or field.form in (Form.SCALARS, Form.ROWS):
            continue
        if field.form is Form.NESTED:
            yield from _told(value, f"{within}{field.name}.")
        elif not within or field.compare is not Comparison.PASSAGE:
            yield f"{within}{field.name}", _value_at(value, [])


@cache
def _passages(model: type[Record]) -> frozenset[str]:
    return frozenset(field.name for field in shape(model) if field.compare is Comparison.PASSAGE)


def _merged(first: KindRecord, second: KindRecord) -> KindRecord:
    one, other = first.record, second.record
    changes = {
        field.name: value
        for field in shape(type(one))
        if (value := _joined(field, getattr(one, field.name), getattr(other, field.name))) is not None
    }
    quotes = [*one.quotes, *(quote for quote in other.quotes if quote not in one.quotes)][:MAX_QUOTES]
    # What a quote is found at first counts, as its text does.
    places = dict(zip([*other.quotes, *one.quotes], [*second.places, *first.places], strict=False))
    return KindRecord(
        first.kind,
        one.model_copy(update={**changes, "quotes": quotes}),
        first.item,
        tuple(places[quote] for quote in quotes if quote in places),
        first.answers | second.answers,
    )


def _joined(field: FieldShape, one: Any, other: Any) -> Any:
    if field.form is Form.ROWS:
        in_order = field.compare is Comparison.SEQUENCE
        return [*one, *(row for row in other if not any(_is_same_row(row, known, in_order=in_order) for known in one))]
    if field.form is Form.SCALARS:
        return one if field.compare is Comparison.SEQUENCE and one else _union(one, other)
    return other if one is None else one


def _is_same_row(row: Row, known: Row, *, in_order: bool) -> bool:
    """Rows are known by their identity; in a list with an order, as the lines of a table, also by what they list."""
    if _identity(row) != _identity(known):
        return False
    lists = (field.name for field in shape(type(row)) if field.form is Form.SCALARS)
    return not in_order or all(getattr(row, name) == getattr(known, name) for name in lists)


def _identity(row: Row) -> tuple[Any, ...]:
    return tuple(_value_at(row, [name]) for name in row.identity_fields)


def _union(one: list[Any], other: list[Any]) -> list[Any]:
    return [*one, *(item for item in other if item not in one)]
