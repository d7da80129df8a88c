"""Views and comments: every file makes one view that says its grain, and everything is explained."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

import duckdb

from schemas.fields import Comparison, described, listed
from schemas.record import Record
from schemas.registry import Kind, kinds
from schemas.values.country import CountryCode
from schemas.values.date import DateValue
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.definition import Definition, view_files, view_name
from warehouse.dictionary import data_dictionary


def test_every_view_file_begins_with_its_grain_and_makes_the_view_of_its_name(house: House) -> None:
    house.load()
    assert all(path.read_text().startswith("-- One row per ") for path in view_files())
    made = house.ask("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment LIKE 'One row per %'")
    assert set(map(view_name, view_files())) <= {name for (name,) in made}


class BorderClosure(Record):
    """A kind that nobody wrote a view for."""

    key_fields: ClassVar[tuple[str, ...]] = ("closing_country",)

    closing_country: CountryCode | None = described("Who closes.", compare=Comparison.CODE)
    since: DateValue | None = described("Since when.", compare=Comparison.DATE)
    reasons: list[str] = listed("Why.")


def test_a_kind_without_a_view_of_its_own_gets_one_with_names_and_comments() -> None:
    kind = Kind("border_closure", BorderClosure)
    definition = Definition((*kinds().values(), kind))
    with duckdb.connect() as con:
        definition.create_tables(con)
        con.execute("USE main")
        definition.create_views(con)
        con.execute("INSERT INTO documents (document_id, source, title) VALUES ('d', 'a.txt', 'Borders')")
        con.execute("INSERT INTO border_closures (record_id, document_id, closing_country) VALUES ('r', 'd', 'HND')")
        row = con.execute("SELECT closing_country, closing_country_name, title FROM border_closures_readable")
        assert row.fetchall() == [("HND", "Honduras", "Borders")]
        bare = (
            "SELECT column_name FROM duckdb_columns() WHERE table_name = 'border_closures_readable' AND comment IS NULL"
        )
        assert con.execute(bare).fetchall() == []


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
        assert {table for table, _, _ in main - history} == {
            "document_sources",
            "source_returns",
            "fetches",
            "runs",
            "model_calls",
            "countries",
        }


def test_the_data_dictionary_has_every_table_view_and_code() -> None:
    text = data_dictionary()
    for kind in kinds().values():
        assert f"## Kind {kind.name}\n\n### {kind.table}\n" in text
    for path in view_files():
        assert f"### {view_name(path)}\n" in text
    assert "| agreement | parties[].role | sender, receiver, equal |" in text
    assert "| passengers_min | BIGINT | How many people were removed" in text
    assert text == data_dictionary()
