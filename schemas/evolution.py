"""Records of an earlier schema, brought to the one of today: what was renamed follows, what no longer holds is cut.

A field that is gone, a value of another type, a code that is no longer one costs that value alone where its field may
be null, its row where that is all the row was about, and the record where nothing would be left to know it by.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from schemas.record import Record
from schemas.registry import Kind
from schemas.sameness import value_at
from schemas.shape import FieldShape, Form, Model, shape

Path = tuple[str | int, ...]

GONE = "the kind has no such field any more"
EMPTY: tuple[Any, ...] = (None, [], {}, "", frozenset())


@dataclass(frozen=True)
class Cut:
    """A value that was taken out: where it stood in the record as landed (None for the whole of it), and why."""

    path: str | None
    reason: str
    value: Any


@dataclass
class Migrated:
    """A record as its kind has it today; `record` is None where it had to go. `cuts` are what was taken out."""

    record: Record | None
    cuts: list[Cut]
    _moves: list[_Move] = field(default_factory=list)

    def new_path(self, path: str) -> str | None:
        """Return where the value that stood at `path` when it was landed stands now; None if it was cut."""
        place: Path | None = _split(path)
        for move in self._moves:
            place = move.of(place)
            if place is None:
                return None
        return ".".join(map(str, place or ()))


@dataclass(frozen=True)
class _Move:
    """One step: a renamed field (`renamed` at `place`), or places that were taken out."""

    place: Path
    renamed: str | None = None

    def of(self, path: Path | None) -> Path | None:
        if path is None or path[: len(self.place)] != self.place:
            return _shifted(path, self.place) if path and self.renamed is None else path
        return None if self.renamed is None else (*self.place[:-1], self.renamed, *path[len(self.place) :])


def migrate(kind: Kind, data: dict[str, Any]) -> Migrated:
    """Return `data`, a record as it was landed at whatever time, as a record of `kind` as it is today."""
    try:
        return Migrated(kind.model.model_validate(data), [])
    except ValidationError:
        return _Migration(kind.model, copy.deepcopy(data)).run()


class _Migration:
    def __init__(self, model: type[Record], data: dict[str, Any]) -> None:
        self._model = model
        self._data: Any = data
        self._landed = copy.deepcopy(data)
        self._moves: list[_Move] = []
        self._cuts: list[Cut] = []

    def run(self) -> Migrated:
        self._rename(self._model, self._data, ())
        record, reason = self._validated()
        if record is not None and self._cuts and self._is_about_nothing():
            reason, record = f"{self._cuts[-1].path}: {self._cuts[-1].reason}; no key field is left", None
        if record is None:
            return Migrated(None, [Cut(None, reason, self._landed)])
        return Migrated(record, self._cuts, self._moves)

    def _rename(self, model: Model, data: Any, place: Path) -> None:
        """Give every field its name of today, in `data` and in all that is in it."""
        if not isinstance(data, dict):
            return
        for one in shape(model):
            former = next((name for name in one.formerly if name in data), None)
            if former is not None and one.name not in data:
                data[one.name] = data.pop(former)
                self._moves.append(_Move((*place, former), one.name))
            value = data.get(one.name)
            if one.form is Form.NESTED:
                self._rename(one.model, value, (*place, one.name))
            elif one.form is Form.ROWS and isinstance(value, list):
                for index, item in enumerate(value):
                    self._rename(one.model, item, (*place, one.name, index))

    def _validated(self) -> tuple[Record | None, str]:
        """Cut until what is left holds; the reason says what could not be cut where nothing of it holds."""
        while True:
            try:
                return self._model.model_validate(self._data), ""
            except ValidationError as error:
                wrong = error.errors(include_url=False, include_input=False)
            gone: list[Path] = []
            # The last first: what is cut from a list moves what stands behind it.
            for one in sorted(wrong, key=lambda one: [_order(part) for part in one["loc"]], reverse=True):
                loc = tuple(one["loc"])
                if any(loc[: len(place)] == place for place in gone):
                    continue
                reason = GONE if one["type"] == "extra_forbidden" else one["msg"]
                place = _cuttable(self._model, self._data, loc)
                if place is None or not _is_there(self._data, place):
                    return None, f"{'.'.join(map(str, loc)) or 'the record'}: {reason}"
                self._cut(place, reason)
                gone.append(place)

    def _cut(self, place: Path, reason: str) -> None:
        value = _take(self._data, place)
        if value not in EMPTY:
            self._cuts.append(Cut(self._landed_path(place), reason, value))
        self._moves.append(_Move(place))

    def _landed_path(self, place: Path) -> str:
        """Return where `place` stood when the record was landed."""
        landed = next((path for path in _paths(self._landed) if self._now(path) == place), place)
        return ".".join(map(str, landed))

    def _now(self, path: Path) -> Path | None:
        place: Path | None = path
        for move in self._moves:
            place = move.of(place)
        return place

    def _is_about_nothing(self) -> bool:
        keys = [path for path in self._model.key_fields if path != "source_kind"]
        return bool(keys) and all(value_at(self._data, path) in EMPTY for path in keys)


def _cuttable(model: Model, data: Any, loc: Path) -> Path | None:
    """Return the longest beginning of `loc` that may go: a strange or nullable field, an item of a list.

    Where a row would lose all that it is about, it is the row.
    """
    found: Path | None = None
    inside: Model | None = model
    row: tuple[Path, Model] | None = None
    for number, part in enumerate(loc):
        place = loc[: number + 1]
        if isinstance(part, int):
            found = place
            if inside is not None:
                row = (place, inside)
        else:
            one = _field(inside, part) if inside is not None else None
            if one is None or one.nullable or one.form in (Form.SCALARS, Form.ROWS):
                found = place if one is None or not _is_required(inside, one) else found
            inside = one.model if one is not None and one.form in (Form.NESTED, Form.ROWS) else None
    if row is not None and found is not None and len(found) > len(row[0]) and _loses_identity(data, row, found):
        return row[0]
    return found


def _loses_identity(data: Any, row: tuple[Path, Model], cut: Path) -> bool:
    place, model = row
    names: Sequence[str] = getattr(model, "identity_fields", ())
    item = data
    for part in place:
        item = _at(item, part)
    rest = cut[len(place) :]
    is_whole = len(rest) == 1
    left = [name for name in names if not (is_whole and rest[0] == name)]
    return bool(names) and isinstance(item, dict) and all(item.get(name) in EMPTY for name in left)


def _is_required(model: Model | None, one: FieldShape) -> bool:
    return model is not None and model.model_fields[one.name].is_required()


def _field(model: Model, name: str) -> FieldShape | None:
    return next((one for one in shape(model) if one.name == name), None)


def _at(value: Any, part: str | int) -> Any:
    if isinstance(value, dict) and isinstance(part, str):
        return value.get(part)
    return value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None


def _is_there(data: Any, place: Path) -> bool:
    for part in place[:-1]:
        data = _at(data, part)
    last = place[-1]
    return last in data if isinstance(data, dict) else isinstance(data, list) and int(last) < len(data)


def _take(data: Any, place: Path) -> Any:
    for part in place[:-1]:
        data = _at(data, part)
    return data.pop(place[-1])


def _shifted(path: Path, gone: Path) -> Path:
    """Return `path` after the item `gone` of a list was taken out before it."""
    *parents, last = gone
    size = len(parents)
    if not isinstance(last, int) or path[:size] != tuple(parents) or len(path) <= size:
        return path
    here = path[size]
    return (*parents, here - 1, *path[size + 1 :]) if isinstance(here, int) and here > last else path


def _paths(value: Any, place: Path = ()) -> Iterator[Path]:
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, inner in items:
        yield (*place, part)
        yield from _paths(inner, (*place, part))


def _split(path: str) -> Path:
    return tuple(int(part) if part.isdigit() else part for part in path.split("."))


def _order(part: str | int) -> tuple[int, str]:
    return (part, "") if isinstance(part, int) else (0, part)
