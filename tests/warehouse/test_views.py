"""Views and comments: every file makes one view that says its grain, and everything is explained."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import duckdb

from schemas.registry import kinds
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.definition import Definition, view_files
from warehouse.dictionary import data_dictionary


def made_by(path: Path) -> str:
    """The view that a file makes: its name without the layer that it begins with."""
    return re.sub(r"^\d+_", "", path.stem)


def test_every_view_file_begins_with_its_grain_and_makes_the_view_of_its_name(house: House) -> None:
    house.load()
    assert all(path.read_text().startswith("-- One row per ") for path in view_files())
    made = house.ask("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment LIKE 'One row per %'")
    assert sorted(name for (name,) in made) == sorted(map(made_by, view_files()))


def test_every_kind_has_a_readable_view() -> None:
    assert {f"{kind.table}_readable" for kind in kinds().values()} <= set(map(made_by, view_files()))


def test_a_citation_is_what_to_paste_under_a_sentence(house: House) -> None:
    house.load(*landed.whole_run(1))
    found = house.ask("SELECT quote, quote_in_context, title, source FROM citations WHERE field = 'payments.0.text'")
    text = landed.text_of(0)
    start = text.index("$155 million")
    context = text[max(0, start - 80) : start + len("$155 million") + 80]
    assert found == [("$155 million", context, "Title of seeds/00000.txt", "seeds/00000.txt")]


def test_readable_views_name_countries_and_documents(house: House) -> None:
    house.load(*landed.whole_run(2))
    assert house.ask("SELECT DISTINCT parties, payments, status FROM agreements_readable") == [
        ("Honduras, United States", "$155 million", "signed")
    ]
    assert house.ask("SELECT destination, passengers_min, source FROM air_removals ORDER BY 2") == [
        ("Honduras", 100, "seeds/00000.txt"),
        ("Honduras", 101, "seeds/00001.txt"),
    ]
    for kind in kinds().values():
        assert house.ask(f"SELECT count(*) FROM {kind.table}_readable") == house.ask(
            f"SELECT count(*) FROM {kind.table}"
        )


def test_every_table_and_column_is_explained() -> None:
    with duckdb.connect() as con:
        Definition(tuple(kinds().values())).create_tables(con)
        assert (
            con.execute("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL OR comment = ''").fetchall() == []
        )
        unexplained = (
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = ''"
        )
        assert con.execute(unexplained).fetchall() == []


def test_the_warehouse_has_no_indexes_keys_or_enums() -> None:
    with duckdb.connect() as con:
        Definition(tuple(kinds().values())).create_tables(con)
        assert con.execute("FROM duckdb_indexes()").fetchall() == []
        assert con.execute("SELECT * FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL'").fetchall() == []
        assert (
            con.execute("SELECT * FROM duckdb_columns() WHERE NOT internal AND data_type LIKE 'ENUM%'").fetchall() == []
        )


def test_history_has_the_same_tables_of_facts() -> None:
    with duckdb.connect() as con:
        Definition(tuple(kinds().values())).create_tables(con)
        columns = (
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = ? AND NOT internal"
        )
        main, history = (Counter(con.execute(columns, [schema]).fetchall()) for schema in ("main", "history"))
        assert history <= main
        assert {table for table, _, _ in main - history} == {"document_sources", "runs", "model_calls", "countries"}


def test_the_data_dictionary_has_every_table_view_and_code() -> None:
    text = data_dictionary()
    for kind in kinds().values():
        assert f"## Kind {kind.name}\n\n### {kind.table}\n" in text
    for path in view_files():
        assert f"### {made_by(path)}\n" in text
    assert "| agreement | parties[].role | sender, receiver, equal |" in text
    assert "| passengers_min | BIGINT | How many people were removed" in text
    assert text == data_dictionary()
