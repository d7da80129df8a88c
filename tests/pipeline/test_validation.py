"""One bad part never costs the good ones beside it, and everything that is cut is kept as a reject."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.validation import Item, validate_answer, validate_item
from schemas.registry import kinds, select_kinds

GOOD: dict[str, Any] = {
    "quotes": ["Honduras signed the pact."],
    "modality": "asserted",
    "status": "signed",
    "parties": [{"country": "HND"}, {"country": "USA"}],
}


def validated(**changes: Any) -> Item:
    return validate_item(kinds()["agreement"], GOOD | changes)


def fields(item: Item) -> list[str | None]:
    return [reject.field for reject in item.rejects]


def test_a_good_item_is_a_record_without_rejects() -> None:
    item = validated()
    assert item.record is not None
    assert item.record.model_dump(exclude_defaults=True)["status"] == "signed"
    assert item.rejects == ()


def test_a_wrong_code_is_cut_and_the_record_stays() -> None:
    item = validated(status="ratified")
    assert item.record is not None
    assert item.record.model_dump()["status"] is None
    assert fields(item) == ["status"]
    assert "'signed'" in item.rejects[0].reason
    assert item.rejects[0].payload == '"ratified"'


def test_one_bad_row_costs_no_other_row() -> None:
    item = validated(parties=[{"country": "HND"}, "Guatemala", {"country": "USA"}, {"name": 7}])
    assert item.record is not None
    assert [row["country"] for row in item.record.model_dump()["parties"]] == ["HND", "USA"]
    assert fields(item) == ["parties.3.name", "parties.1"]


def test_a_row_without_its_identity_is_cut() -> None:
    item = validated(parties=[{"country": "HND"}, {"country": "XYZ", "role": "sender"}])
    assert item.record is not None
    assert [row["country"] for row in item.record.model_dump()["parties"]] == ["HND"]
    assert "ISO 3166-1" in item.rejects[0].reason


def test_an_unknown_field_is_cut() -> None:
    item = validated(confidence=0.9)
    assert item.record is not None
    assert fields(item) == ["confidence"]


def test_more_quotes_than_three_cost_the_further_ones() -> None:
    item = validated(quotes=["one", "two", "three", "four", "five"])
    assert item.record is not None
    assert item.record.quotes == ["one", "two", "three"]
    assert sorted(json.loads(str(reject.payload)) for reject in item.rejects) == ["five", "four"]


def test_a_value_without_its_text_is_cut() -> None:
    item = validated(announced={"earliest": "2020-01-01"}, payments=[{"amount": 5}, {"text": "$6", "stage": "paid"}])
    assert item.record is not None
    dumped = item.record.model_dump()
    assert dumped["announced"] is None
    assert [row["text"] for row in dumped["payments"]] == ["$6"]


def test_blank_strings_are_null_without_a_reject() -> None:
    item = validated(name="", hedge="  ")
    assert item.record is not None
    assert item.rejects == ()


def test_white_space_is_collapsed_in_values_and_kept_in_quotes() -> None:
    item = validated(name="Joint\n Statement", quotes=["signed\nthe pact"])
    assert item.record is not None
    assert item.record.model_dump()["name"] == "Joint Statement"
    assert item.record.quotes == ["signed\nthe pact"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quotes": []}, "quotes"),
        ({"quotes": None}, "quotes"),
        ({"modality": "sure"}, "modality"),
    ],
)
def test_what_cannot_be_cut_costs_the_item(changes: dict[str, Any], reason: str) -> None:
    item = validated(**changes)
    assert item.record is None
    whole = [reject for reject in item.rejects if reject.field is None]
    assert len(whole) == 1
    assert whole[0].reason.startswith(reason)
    assert json.loads(str(whole[0].payload)) == GOOD | changes


def test_an_item_without_a_quote_is_one_reject_that_says_so() -> None:
    assert [(reject.field, reject.reason) for reject in validated(quotes=[]).rejects] == [
        (None, "quotes: there are 0, and at least 1 is needed")
    ]


@pytest.mark.parametrize("payload", [None, 3, "text", ["list"]])
def test_an_item_that_is_no_object_is_a_reject(payload: Any) -> None:
    item = validate_item(kinds()["stance"], payload)
    assert item.record is None
    assert [reject.reason for reject in item.rejects] == ["the item is no object"]


def test_one_bad_item_costs_no_other_item() -> None:
    items, rejects = validate_answer(
        {"agreements": [GOOD, 7, GOOD], "stances": "none", "recipes": [1]}, select_kinds(["agreement", "stance"])
    )
    assert [item.record is not None for item in items] == [True, False, True]
    assert [(reject.kind, reject.field) for reject in rejects] == [(None, "recipes"), ("stance", None)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["quotes", "parties", "payments", "country", "text", "status", "modality", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_ends_as_a_record_or_as_rejects(payload: Any) -> None:
    before = json.dumps(payload, sort_keys=True)
    item = validate_item(kinds()["agreement"], payload)
    assert item.record is not None or item.rejects
    assert json.dumps(payload, sort_keys=True) == before, "the payload itself is not touched"
