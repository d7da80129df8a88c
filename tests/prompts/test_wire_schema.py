"""The schema that is sent: strict, narrow, complete, and made from the models alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import Field

from core.errors import SchemaError
from schemas.fields import Comparison, described, listed, located
from schemas.record import Record, Row, Text
from schemas.registry import Kind, kinds, select_kinds
from schemas.shape import leaf_fields
from schemas.values.country import CountryCode
from schemas.values.date import DateValue
from schemas.values.money import Money
from schemas.wire import kind_schema, leaf_count, schema_hash, wire_schema, without_descriptions
from tests.prompts.snapshot import assert_snapshot
from tests.strict_schema import strict_problems

ALL = select_kinds(None)
FIRST_SEVEN = ["agreement", "deportation_flight", "engagement", "initiative", "legal_action", "stance", "stance_table"]
MAX_LEAVES = 120
MAX_LEAVES_OF_ONE = 30


class Party(Row):
    """A party."""

    country: CountryCode | None = described("Its country.", compare=Comparison.CODE)


class Sample(Record):
    """A kind for these tests.

    With a second paragraph.
    """

    when: DateValue | None = described("When.", compare=Comparison.DATE)
    cost: Money | None = described("What it cost.", compare=Comparison.MONEY)
    sums: list[Money] = listed("All sums.")
    dates: list[DateValue] = listed("All dates.")
    flag: bool | None = described("Whether.", compare=Comparison.CODE)
    description: Text | None = described("A field that is named like a keyword.", compare=Comparison.TEXT)
    parties: list[Party] = listed("The parties.")
    place: int | None = located("Where.", compare=Comparison.CODE)


SAMPLE = Kind("sample", Sample)


def test_the_wire_schema_as_expected() -> None:
    assert_snapshot("wire_schema.json", json.dumps(wire_schema(ALL), ensure_ascii=False, indent=2) + "\n")


@pytest.mark.parametrize("schema", [wire_schema(ALL), without_descriptions(wire_schema(ALL)), wire_schema([SAMPLE])])
def test_strict_mode_accepts_it(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert strict_problems(schema) == []


def test_no_list_must_be_longer_than_it_may_be() -> None:
    class Impossible(Record):
        """A kind whose list no answer can fill."""

        names: list[str] = Field(default_factory=list, description="Names.", min_length=3, max_length=2)

    with pytest.raises(SchemaError, match=r"Impossible.names must have at least 3 items and at most 2"):
        kind_schema(Kind("impossible", Impossible))


def test_it_stays_narrow() -> None:
    counts = {kind.name: leaf_count(kind) for kind in ALL}
    assert sum(counts[name] for name in FIRST_SEVEN) <= MAX_LEAVES
    assert {name: count for name, count in counts.items() if count > MAX_LEAVES_OF_ONE} == {}


def test_what_is_derived_is_not_asked() -> None:
    asked = json.dumps(without_descriptions(wire_schema(ALL)))

    for name in ("earliest", "latest", "precision", "qualifier", "currency", "amount", "source_kind", "table_index"):
        assert f'"{name}"' not in asked


def test_how_each_type_is_asked() -> None:
    fields = kind_schema(SAMPLE)["properties"]

    assert fields["when"] == {"type": ["string", "null"], "description": "When."}
    assert fields["flag"] == {"type": ["boolean", "null"], "description": "Whether."}
    assert fields["dates"] == {"type": "array", "items": {"type": "string"}, "description": "All dates."}
    assert list(fields["sums"]["items"]["properties"]) == ["text", "stage"]
    assert fields["cost"]["anyOf"][1] == {"type": "null"}
    assert fields["cost"]["anyOf"][0]["properties"]["text"]["type"] == "string"
    assert fields["quotes"]["minItems"] == 1
    assert fields["quotes"]["maxItems"] == 3
    assert fields["parties"]["items"]["description"] == "A party."
    assert fields["parties"]["items"]["properties"]["country"]["anyOf"] == [
        {"type": "string", "pattern": "^[A-Z]{3}$"},
        {"type": "null"},
    ]
    assert "place" not in fields
    assert leaf_count(SAMPLE) == 4 + 1 + 2 + 2 + 1 + 1 + 1 + 1


def test_a_docstring_is_one_line_a_paragraph() -> None:
    assert kind_schema(SAMPLE)["description"] == "A kind for these tests.\nWith a second paragraph."


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_every_description_stands_in_the_schema_word_for_word(kind: Kind) -> None:
    schema = json.dumps(kind_schema(kind), ensure_ascii=False)

    for path, field in leaf_fields(kind.model):
        if f'"{path.rpartition(".")[2].removesuffix("[]")}"' in schema and "." not in path:
            assert json.dumps(field.description, ensure_ascii=False) in schema


def test_descriptions_go_and_a_field_of_that_name_stays() -> None:
    bare = without_descriptions(wire_schema([SAMPLE]))

    assert "Whether." not in json.dumps(bare)
    assert "description" in bare["properties"]["samples"]["items"]["properties"]


def test_what_a_model_writes_by_the_schema_is_a_record() -> None:
    item = {
        "quotes": ["It cost $5."],
        "modality": "asserted",
        "hedge": None,
        "attribution": [],
        "when": "May",
        "cost": {"text": "$5", "stage": None},
        "sums": [{"text": "$5", "stage": "paid"}],
        "dates": ["May", "2020"],
        "flag": None,
        "description": None,
        "parties": [{"country": None}],
    }

    Draft202012Validator(wire_schema([SAMPLE])).validate({"samples": [item]})
    assert Sample.model_validate(item).when == DateValue(text="May")


def test_the_hash_changes_with_a_description() -> None:
    class Changed(Sample):
        """Another docstring."""

    assert schema_hash([SAMPLE]) == schema_hash([SAMPLE])
    assert schema_hash([SAMPLE]) != schema_hash([Kind("sample", Changed)])
    assert schema_hash(ALL) != schema_hash(ALL[:-1])
    assert list(wire_schema(ALL)["properties"]) == [kind.table for kind in kinds().values()]
