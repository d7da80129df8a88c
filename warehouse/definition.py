"""What a warehouse consists of: its tables, made from SQL files and from the kinds, its views and macros."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

from core.errors import WarehouseError
from core.identity import digest
from schemas.registry import Kind
from schemas.values.country import countries
from schemas.wire import models_hash
from warehouse.leaves import views_of_all_kinds
from warehouse.projection import TableSpec, all_table_specs, literal, quoted
from warehouse.readable import readable_view

TABLES = Path(__file__).with_name("tables")
LOADING = Path(__file__).with_name("loading")
VIEWS = Path(__file__).with_name("views")
MACROS = Path(__file__).with_name("macros")
COUNTRIES = """
    INSERT INTO countries
    SELECT c[1], c[2], c[3], c[4] FROM (SELECT unnest(CAST($rows AS JSON)::VARCHAR[][]) AS c)"""
FACT_TABLES = ("documents", "evidence", "disagreements", "rejects", "extractions")
"""The tables of tables/facts.sql: like the tables of the kinds, they are in `main` and in `history`."""


@dataclass(frozen=True)
class Definition:
    """The tables and views of a warehouse that holds `kinds`."""

    kinds: tuple[Kind, ...]

    @cached_property
    def specs(self) -> tuple[TableSpec, ...]:
        """The tables of the kinds."""
        return all_table_specs(self.kinds)

    @cached_property
    def tables_hash(self) -> str:
        """What changes when any table would be made or filled differently: its SQL or a model is another."""
        filling = (path.read_text(encoding="utf-8") for path in sorted(LOADING.glob("*.sql")))
        return digest(self._facts_sql(), _sql("events.sql"), _sql("loading.sql"), *filling, models_hash(self.kinds))

    @cached_property
    def views_hash(self) -> str:
        """What changes when any view would be made differently, or a country is named differently."""
        return digest(*self._views().values(), *_macros().values(), repr(countries()))

    def create_tables(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make all tables, with their comments, in an empty database."""
        con.execute("CREATE SCHEMA history; CREATE SCHEMA loading")
        for schema, sql in (
            ("history", self._facts_sql()),
            ("loading", _sql("loading.sql")),
            ("main", self._facts_sql()),
            ("main", _sql("events.sql")),
        ):
            con.execute(f"USE {schema}")
            con.execute(sql)

    def create_views(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make the views anew, and fill in the countries."""
        for (view,) in con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall():
            con.execute(f"DROP VIEW {quoted(view)}")
        for origin, sql in {**self._views(), **_macros()}.items():
            try:
                con.execute(sql)
            except duckdb.Error as error:
                raise WarehouseError(
                    f"the view in {origin} cannot be made: {error}",
                    hint="Correct the file, or delete it if its kind is gone; then `dossier rebuild`.",
                ) from error
        con.execute("DELETE FROM countries")
        rows = [[c.code, c.name, c.official_name, c.region] for c in countries().values()]
        con.execute(COUNTRIES, {"rows": json.dumps(rows)})

    def _views(self) -> dict[str, str]:
        """Return the statements of every view by where they come from, in the order in which they can be made."""
        views = {str(path): path.read_text(encoding="utf-8") for path in view_files()}
        written = {view_name(path) for path in view_files()}
        made = {kind.name: readable_view(kind) for kind in self.kinds if f"{kind.table}_readable" not in written}
        views |= {f"schemas/kinds/{name}.py": sql for name, sql in made.items()}
        return views | views_of_all_kinds(self.kinds)

    def _facts_sql(self) -> str:
        return "\n".join([_sql("facts.sql"), *map(table_ddl, self.specs)])


def _macros() -> dict[str, str]:
    """Return the statement of every macro by its file."""
    return {str(path): path.read_text(encoding="utf-8") for path in sorted(MACROS.glob("*.sql"))}


def view_files() -> list[Path]:
    """Return the files that each make one view."""
    return sorted(VIEWS.glob("*.sql"))


def view_name(path: Path) -> str:
    """Return the view that a file makes: its name without the layer that it is made in (`1_records.sql`)."""
    return path.stem.partition("_")[2]


def _sql(name: str) -> str:
    return (TABLES / name).read_text(encoding="utf-8")


def table_ddl(spec: TableSpec) -> str:
    """Return the statements that make the table of `spec`, with a comment on it and on every column."""
    return "\n".join(_ddl(spec))


def _ddl(spec: TableSpec) -> Iterator[str]:
    table = quoted(spec.name)
    columns = ",\n".join(f"    {quoted(column.name)} {column.type}" for column in spec.columns)
    yield f"CREATE TABLE {table} (\n{columns}\n);"
    yield f"COMMENT ON TABLE {table} IS {literal(spec.description)};"
    for column in spec.columns:
        yield f"COMMENT ON COLUMN {table}.{quoted(column.name)} IS {literal(column.description)};"
