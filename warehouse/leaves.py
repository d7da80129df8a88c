"""Two views over the tables of all kinds: `record_rows`, every row of them, and `leaves`, every value in these rows.

Made from the models, so that what is asked of all kinds at once (the checks above all) holds for a new one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schemas.registry import Kind
from warehouse.projection import ColumnSpec, TableSpec, literal, quoted, table_specs

IDS = {
    "kind": "The kind of the record.",
    "record_id": "The record: SHA-256 of extraction, kind and content.",
    "document_id": "The document that tells it: SHA-256 of the canonical text.",
    "extraction_id": "The extraction that found it.",
}
ROWS = IDS | {
    "table_name": "The table that the row is in.",
    "ordinal": "Its place in the record, counted from 0; null for the record itself.",
}
LEAVES = IDS | {
    "field": "Path of the value in the record, as in evidence: status, signed.earliest, parties.0.country.",
    "value": "The value as text.",
}


def views_of_all_kinds(kinds: Sequence[Kind]) -> dict[str, str]:
    """Return the statements that make each of the two views for the tables of `kinds`, by its name."""
    specs = [(kind.name, spec) for kind in kinds for spec in table_specs(kind)]
    return {
        "record_rows": _view(
            "record_rows",
            "One row per row in the tables of the kinds: every current record, and every row inside one.",
            ROWS,
            (_row(kind, spec) for kind, spec in specs),
        ),
        "leaves": _view(
            "leaves",
            "One row per value that is not null in a current record of any kind; rows of child tables included.",
            LEAVES,
            (_leaves(kind, spec) for kind, spec in specs),
        ),
    }


def _view(name: str, comment: str, columns: Mapping[str, str], selects: Iterable[str]) -> str:
    types = {"ordinal": "BIGINT"}
    nothing = ", ".join(f"CAST(NULL AS {types.get(column, 'VARCHAR')}) AS {column}" for column in columns)
    return "\n".join(
        [
            f"CREATE VIEW {name} AS",
            "\nUNION ALL\n".join([f"SELECT {nothing} WHERE false", *selects]) + ";",
            f"COMMENT ON VIEW {name} IS {literal(comment)};",
            *(f"COMMENT ON COLUMN {name}.{column} IS {literal(text)};" for column, text in columns.items()),
        ]
    )


def _row(kind: str, spec: TableSpec) -> str:
    ordinal = "ordinal" if spec.rows else "NULL"
    return (
        f"SELECT {literal(kind)}, record_id, document_id, extraction_id, {literal(spec.name)}, {ordinal} "  # noqa: S608 - names from the models
        f"FROM {quoted(spec.name)}"
    )


def _leaves(kind: str, spec: TableSpec) -> str:
    values = [column for column in spec.columns if column.path]
    scalars = ", ".join(_leaf(_path(spec, column), quoted(column.name)) for column in values if not _is_list(column))
    lists = [
        f"list_transform({quoted(column.name)}, lambda item, place: "
        + _leaf(f"{_path(spec, column)} || '.' || (place - 1)", "item")
        + ")"
        for column in values
        if _is_list(column)
    ]
    leaves = " || ".join(f"coalesce({part}, [])" for part in [f"[{scalars}]", *lists])
    return (
        f"SELECT {literal(kind)}, record_id, document_id, extraction_id, leaf.field, leaf.value FROM "  # noqa: S608 - names from the models
        f"(SELECT record_id, document_id, extraction_id, unnest({leaves}) AS leaf FROM {quoted(spec.name)}) "
        "WHERE leaf.value IS NOT NULL"
    )


def _leaf(field: str, value: str) -> str:
    return f"{{'field': {field}, 'value': CAST({value} AS VARCHAR)}}"


def _is_list(column: ColumnSpec) -> bool:
    return column.type.endswith("[]")


def _path(spec: TableSpec, column: ColumnSpec) -> str:
    """Return the SQL that gives the path of a column's value."""
    path = ".".join(column.path)
    return f"{literal('.'.join(spec.rows) + '.')} || ordinal || {literal(f'.{path}')}" if spec.rows else literal(path)
