"""The data dictionary: every table, column and view of the warehouse, told by the comments in the warehouse itself."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from schemas.registry import kinds
from schemas.shape import Form, leaf_fields
from warehouse.definition import Definition
from warehouse.projection import table_specs

INTRODUCTION = """\
# Data dictionary

Generated from `schemas/kinds/`, `warehouse/tables/` and `warehouse/views/` by `python -m warehouse.dictionary`: change
it there.

Schema `main` holds current facts: for each source its newest document, for that document and each kind the latest
successful extraction. Schema `history` has the tables of the kinds, `documents`, `evidence`,
`disagreements`, `rejects` and `extractions` once more, with everything that is no longer current. Times are in UTC."""

COLUMNS = """
    SELECT table_name, column_name, data_type, coalesce(comment, '') FROM duckdb_columns()
    WHERE schema_name = $schema AND NOT internal ORDER BY table_name, column_index"""
RELATIONS = """
    SELECT table_name, comment, false FROM duckdb_tables() WHERE schema_name = $schema
    UNION ALL SELECT view_name, comment, true FROM duckdb_views() WHERE schema_name = $schema AND NOT internal
    ORDER BY ALL"""


def data_dictionary() -> str:
    """Return the data dictionary as Markdown."""
    definition = Definition(tuple(kinds().values()))
    with duckdb.connect() as con:
        definition.create_tables(con)
        con.execute("USE main")
        definition.create_views(con)
        return "\n".join(_pages(con, definition)) + "\n"


def _pages(con: duckdb.DuckDBPyConnection, definition: Definition) -> Iterator[str]:
    comments = {name: (comment, is_view) for name, comment, is_view in _ask(con, RELATIONS, "main")}
    columns: dict[str, list[tuple[str, str, str]]] = {}
    for table, *column in _ask(con, COLUMNS, "main"):
        columns.setdefault(table, []).append((column[0], column[1], column[2]))
    of_kinds = {kind.name: [spec.name for spec in table_specs(kind)] for kind in definition.kinds}
    of_all_kinds = {table for tables in of_kinds.values() for table in tables}
    shared = [name for name, (_, is_view) in comments.items() if not is_view and name not in of_all_kinds]
    views = [name for name, (_, is_view) in comments.items() if is_view]
    yield INTRODUCTION
    sections = [(f"Kind {name}", tables) for name, tables in of_kinds.items()]
    for title, tables in [*sections, ("Shared by all kinds", shared), ("Views", views)]:
        yield f"\n## {title}"
        for table in tables:
            yield from _table(table, comments[table][0] or "", columns[table])
    yield from _codes(definition)


def _table(name: str, comment: str, columns: list[tuple[str, str, str]]) -> Iterator[str]:
    yield f"\n### {name}\n\n{comment}\n\n| column | type | meaning |\n|---|---|---|"
    for column, kind, meaning in columns:
        yield f"| {column} | {kind} | {_cell(meaning)} |"


def _codes(definition: Definition) -> Iterator[str]:
    yield "\n## Codes\n\n| kind | field | codes |\n|---|---|---|"
    for kind in definition.kinds:
        for path, field in leaf_fields(kind.model):
            if field.form is Form.SCALAR and isinstance(field.type, tuple):
                yield f"| {kind.name} | {path} | {', '.join(field.type)} |"


def _ask(con: duckdb.DuckDBPyConnection, sql: str, schema: str) -> list[tuple[str, ...]]:
    return con.execute(sql, {"schema": schema}).fetchall()


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    print(data_dictionary(), end="")  # noqa: T201 - its purpose
