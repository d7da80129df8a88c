"""The projection rule, from a kind's model to its tables: the one place where it is written down.

scalar → column; nested model → columns with the field's name as prefix; list of scalars → LIST column; list of models
→ child table `<kind>_<field>` with record_id, document_id, extraction_id and a 0-based ordinal.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel

from core.errors import SchemaError
from schemas.registry import Kind
from schemas.shape import FieldShape, Form, shape

SQL_TYPES: Mapping[type, str] = {
    str: "VARCHAR",
    bool: "BOOLEAN",
    int: "BIGINT",
    Decimal: "DECIMAL(18,2)",
    date: "DATE",
}
MAX_AMOUNT = Decimal(10) ** 16
CENT = Decimal("0.01")
BIGINT = range(-(2**63), 2**63)


@dataclass(frozen=True)
class ColumnSpec:
    """One column: `path` leads to its value from the record, or from the row in a child table; empty for ids."""

    name: str
    type: str
    description: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSpec:
    """One table of a kind: the kind's own, or with `rows` (the path of a list of models) a child table."""

    name: str
    description: str
    columns: tuple[ColumnSpec, ...]
    rows: tuple[str, ...] = ()

    @property
    def select(self) -> str:
        """The query that yields this table's rows from `staged` (record_id, document_id, extraction_id, data)."""
        ids = ", ".join(quoted(column.name) for column in ID_COLUMNS)
        if not self.rows:
            return f"SELECT {ids}, {self._values('data')} FROM staged"  # noqa: S608 - names from the models
        rows = _reach("data", self.rows)
        return (
            f"SELECT {ids}, ordinal, {self._values('item')} FROM "  # noqa: S608 - names from the models
            f"(SELECT {ids}, unnest(range(len({rows}))) AS ordinal, unnest({rows}) AS item FROM staged)"
        )

    def _values(self, start: str) -> str:
        return ", ".join(
            f"{_reach(start, column.path)} AS {quoted(column.name)}" for column in self.columns if column.path
        )


ID_COLUMNS = (
    ColumnSpec("record_id", "VARCHAR", "The record: SHA-256 of extraction, kind and content."),
    ColumnSpec("document_id", "VARCHAR", "The document that tells it: SHA-256 of the canonical text."),
    ColumnSpec("extraction_id", "VARCHAR", "The extraction that found it: SHA-256 of request, engine and schema."),
)
ORDINAL = ColumnSpec("ordinal", "BIGINT", "Its place in the record, counted from 0.")


@cache
def table_specs(kind: Kind) -> tuple[TableSpec, ...]:
    """Return the tables of `kind`, its own first; raises SchemaError where the rule would make two things one."""
    own = TableSpec(kind.table, _summary(kind.model), (*ID_COLUMNS, *_columns(kind.model)))
    children = (
        TableSpec(
            name="_".join((kind.name, *path)),
            description=f"{field.description} {_summary(field.model)}".strip(),
            columns=(*ID_COLUMNS, ORDINAL, *_columns(field.model)),
            rows=path,
        )
        for path, field in _row_fields(kind.model)
    )
    specs = (own, *children)
    for spec in specs:
        _refuse_twins(f"table {spec.name}", "columns", [column.name for column in spec.columns])
    return specs


def all_table_specs(kinds: Sequence[Kind]) -> tuple[TableSpec, ...]:
    """Return the tables of all `kinds`; raises SchemaError if two of them would have one name."""
    specs = tuple(spec for kind in kinds for spec in table_specs(kind))
    _refuse_twins("the warehouse", "tables", [spec.name for spec in specs])
    return specs


@cache
def struct_type(model: type[BaseModel]) -> str:
    """Return the DuckDB STRUCT that holds the JSON of `model`."""
    fields = (f"{quoted(field.name)} {_sql_type(field)}" for field in shape(model))
    return f"STRUCT({', '.join(fields)})"


def unprojectable(part: BaseModel, prefix: str = "") -> str | None:
    """Return what a column cannot hold unchanged (a number too large or too fine) and where, or None if all fits."""
    for field in _numeric_fields(type(part)):
        value = getattr(part, field.name)
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            path = f"{prefix}{field.name}" + (f".{index}" if isinstance(value, list) else "")
            problem = unprojectable(item, f"{path}.") if isinstance(item, BaseModel) else _unfit(item, path)
            if problem:
                return problem
    return None


def quoted(name: str) -> str:
    """Return `name` as an SQL identifier."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def literal(text: str) -> str:
    """Return `text` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def _columns(model: type[BaseModel], prefix: tuple[str, ...] = (), description: str = "") -> Iterator[ColumnSpec]:
    for field in shape(model):
        path = (*prefix, field.name)
        text = " ".join(filter(None, (description, field.description or _summary(model))))
        match field.form:
            case Form.SCALAR | Form.SCALARS:
                yield ColumnSpec("_".join(path), _sql_type(field), text, path)
            case Form.NESTED:
                yield from _columns(field.model, path, text)


def _row_fields(model: type[BaseModel], prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], FieldShape]]:
    for field in shape(model):
        path = (*prefix, field.name)
        if field.form is Form.NESTED:
            yield from _row_fields(field.model, path)
        elif field.form is Form.ROWS:
            if any(True for _ in _row_fields(field.model)):
                raise SchemaError(
                    f"{'.'.join(path)} of {model.__name__} is a list of models that hold lists of models themselves",
                    hint="A child table has no child tables: make the inner list a kind of its own, or strings.",
                )
            yield path, field


def _sql_type(field: FieldShape) -> str:
    if field.form in (Form.NESTED, Form.ROWS):
        base = struct_type(field.model)
    elif isinstance(field.type, tuple):
        base = "VARCHAR"
    else:
        base = SQL_TYPES[field.type]
    return f"{base}[]" if field.form in (Form.SCALARS, Form.ROWS) else base


@cache
def _numeric_fields(model: type[BaseModel]) -> tuple[FieldShape, ...]:
    return tuple(
        field
        for field in shape(model)
        if field.type in (int, Decimal) or (field.form in (Form.NESTED, Form.ROWS) and _numeric_fields(field.model))
    )


def _unfit(value: Any, path: str) -> str | None:
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value) >= MAX_AMOUNT or value % CENT:
            return f"{path}: {value} does not fit DECIMAL(18,2)"
    elif value is not None and value not in BIGINT:
        return f"{path}: {value} does not fit BIGINT"
    return None


def _reach(start: str, path: tuple[str, ...]) -> str:
    return ".".join((start, *map(quoted, path)))


def _summary(model: type[BaseModel]) -> str:
    return " ".join((inspect.getdoc(model) or "").split("\n\n")[0].split())


def _refuse_twins(where: str, what: str, names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise SchemaError(
                f"{where} would have two {what} named {name}",
                hint="The name of a nested model or of a list becomes a prefix: rename one of the fields.",
            )
        seen.add(name.lower())
