"""The files of the ready questions: their form, and how their parameters are given."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from core.errors import QueryError, UsageError
from schemas.registry import kinds
from warehouse.projection import all_table_specs
from warehouse.query import open_warehouse
from warehouse.questions import Question, bind, parse_question, question, questions

HEADER = "-- title: T\n-- grain: One row per x.\n-- caveat: C\n"
ALL = questions()
IDS = [asked.name for asked in ALL]


@pytest.mark.parametrize("asked", ALL, ids=IDS)
def test_a_question_is_one_select_with_the_parameters_that_it_declares(asked: Question) -> None:
    with duckdb.connect() as con:
        (statement,) = con.extract_statements(asked.sql)
    assert statement.type == duckdb.StatementType.SELECT
    assert statement.named_parameters == {parameter.name for parameter in asked.parameters}


@pytest.mark.parametrize("asked", ALL, ids=IDS)
def test_a_question_is_short_and_says_what_a_row_is(asked: Question) -> None:
    assert asked.grain.startswith("One row per ")
    assert asked.caveat.endswith(".")
    assert not asked.title.endswith(".")
    assert len(asked.sql.splitlines()) <= 50
    assert max(map(len, asked.sql.splitlines())) <= 120


@pytest.mark.parametrize("asked", ALL, ids=IDS)
def test_a_question_runs_with_its_examples_where_nothing_else_can_be_reached(asked: Question, made: Path) -> None:
    typed = {parameter.name: parameter.example for parameter in asked.parameters}
    link = made.parent.parent / "dossier.duckdb"
    with open_warehouse(link) as con:
        con.execute(*bind(asked, typed)).fetchall()


def test_there_are_the_questions_that_analysts_asked_for() -> None:
    assert len(ALL) >= 24
    assert len({asked.title for asked in ALL}) == len(ALL)


def test_the_null_rate_is_told_of_every_table_of_the_kinds(made: Path) -> None:
    with duckdb.connect(str(made), read_only=True) as con:
        told = con.execute(question("null_rate_by_field").sql).fetchall()
    filled = {row[0] for row in told}
    specs = all_table_specs(tuple(kinds().values()))
    missing = {spec.name for spec in specs if f"'{spec.name}'" not in question("null_rate_by_field").sql}
    assert not missing, f"add them to null_rate_by_field.sql: {missing}"
    assert {row[:2] for row in told} == {
        (spec.name, column.name) for spec in specs if spec.name in filled for column in spec.columns if column.path
    }


def test_parameters_are_bound_by_their_types() -> None:
    sql, values = bind(question("new_since"), {"since": "2026-01-31", "country": "honduras"})
    assert "$since" in sql
    assert values == {"since": date(2026, 1, 31), "country": "HND"}
    assert bind(question("new_since"), {})[1] == {"since": None, "country": None}
    assert bind(question("who_is_negotiating"), {})[1] == {"country": "USA"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("HND", "HND"),
        ("hnd", "HND"),
        ("us", "USA"),
        (" Kosovo ", "XKX"),
        ("united states", "USA"),
        ("Republic of Honduras", "HND"),
    ],
)
def test_a_country_is_taken_by_code_or_name(typed: str, code: str) -> None:
    assert bind(question("removals_by_route"), {"country": typed})[1] == {"country": code}


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("removals_by_rout", {}, r"no question 'removals_by_rout'\nDid you mean removals_by_route"),
        ("xyz", {}, r"no question 'xyz'\n`dossier sql --list`"),
        ("removals_by_route", {"contry": "HND"}, r"no parameter 'contry'\nDid you mean country\? -p country=PAN"),
        ("documents_without_records", {"country": "HND"}, r"takes no parameters"),
        ("between_two_countries", {"country": "HND"}, r"needs the parameter other\n-p country=USA .*\n-p other=HND"),
        ("removals_by_route", {"country": "Hondurs"}, r"'Hondurs' is none\nDid you mean honduras"),
        ("removals_by_route", {"country": ""}, r"'' is none\nFor example: -p country=PAN"),
        ("new_since", {"since": "last week"}, r"since is a date like 2026-01-31, not 'last week'\nFor example"),
    ],
)
def test_what_cannot_be_asked_is_told_with_a_way_on(name: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        bind(question(name), given)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT 1", "title, grain, caveat"),
        (HEADER, "one SELECT"),
        ("-- grain: One row per x.\n-- title: T\n-- caveat: C\nSELECT 1", "title, grain, caveat"),
        (HEADER + "-- author: me\nSELECT 1", "title, grain, caveat"),
        (HEADER + "-- title: Twice\nSELECT 1", "title, grain, caveat"),
        (HEADER + "--no key\nSELECT 1", "no key: --no key"),
        ("--   goes on\n" + HEADER + "SELECT 1", "no key"),
        (HEADER + "-- parameter: country\nSELECT $country", "no parameter: country"),
        (HEADER + "-- parameter: c colour = null, e.g. red: C\nSELECT $c", "no parameter"),
        (HEADER + "-- parameter: c text, e.g. a: C\n-- parameter: c text, e.g. b: C\nSELECT $c", "one name"),
        (HEADER + "-- parameter: c country = null, e.g. Atlantis: C\nSELECT $c", "'Atlantis' is none"),
        (HEADER + "-- parameter: n integer = some, e.g. 3: C\nSELECT $n", "whole number"),
    ],
)
def test_a_file_of_another_form_is_refused(text: str, problem: str) -> None:
    with pytest.raises(QueryError, match=problem):
        parse_question("mine", text)


def test_a_file_is_read_whole() -> None:
    text = HEADER + "--   and on.\n-- parameter: n integer = 2, e.g. 3: how many\n--   of them\nSELECT $n;\n"
    asked = parse_question("mine", text)
    assert (asked.caveat, asked.sql) == ("C and on.", "SELECT $n")
    assert asked.parameters[0].description == "how many of them"
    assert bind(asked, {}) == ("SELECT $n", {"n": 2})
    assert bind(asked, {"n": "7"}) == ("SELECT $n", {"n": 7})
