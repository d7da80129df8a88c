"""The view `leaves`: every value of every current record under the path that evidence knows it by, for all kinds.

Made from the models, so that what is asked of all kinds at once (the checks above all) holds for a new one too.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.registry import Kind
from warehouse.projection import ColumnSpec, TableSpec, literal, quoted, table_specs

VIEW = "leaves"
COMMENTS = {
    "kind": "The kind of the record.",
    "record_id": "The record: SHA-256 of extraction, kind and content.",
    "document_id": "The document that tells it: SHA-256 of the canonical text.",
    "extraction_id": "The extraction that found it.",
    "field": "Path of the value in the record, as in evidence: status, signed.earliest, parties.0.country.",
    "value": "The value as text.",
}
NOTHING = "SELECT " + ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in COMMENTS) + " WHERE false"


def leaves_view(kinds: Sequence[Kind]) -> str:
    """Return the statements that make the view for the tables of `kinds`."""
    selects = [_select(kind.name, spec) for kind in kinds for spec in table_specs(kind)]
    comments = [f"COMMENT ON COLUMN {VIEW}.{name} IS {literal(text)};" for name, text in COMMENTS.items()]
    comment = "One row per value that is not null in a current record of any kind; rows of child tables included."
    return "\n".join(
        [
            f"CREATE VIEW {VIEW} AS",
            "\nUNION ALL\n".join([NOTHING, *selects]) + ";",
            f"COMMENT ON VIEW {VIEW} IS {literal(comment)};",
            *comments,
        ]
    )


def _select(kind: str, spec: TableSpec) -> str:
    values = [column for column in spec.columns if column.path]
    scalars = ", ".join(_leaf(_path(spec, column), quoted(column.name)) for column in values if not _is_list(column))
    lists = [
        f"list_transform({quoted(column.name)}, (item, place) -> "
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
