"""One fact told twice is one record; two claims that contradict each other stay two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extraction.duplicates import KindRecord, merge_duplicates
from schemas.registry import kinds
from tests.metamorphic.rewriting import extracted


def flight(**changes: Any) -> KindRecord:
    kind = kinds()["deportation_flight"]
    data: dict[str, Any] = {
        "quotes": ["a quote"],
        "sending_country": "USA",
        "destination_country": "GTM",
        "status": "arrived",
        "source_kind": "prose",
    }
    return KindRecord(kind, kind.model.model_validate(data | changes))


def agreement(**changes: Any) -> KindRecord:
    kind = kinds()["agreement"]
    return KindRecord(kind, kind.model.model_validate({"quotes": ["a quote"], "agreement_type": "treaty"} | changes))


def test_the_same_fact_from_two_places_has_both_quotes_and_all_values() -> None:
    merged = merge_duplicates(
        [
            flight(quotes=["one"], nationalities=[{"country": "VEN"}]),
            flight(quotes=["two"], operator="the Air Force", nationalities=[{"country": "VEN"}, {"country": "CUB"}]),
        ]
    )
    (entry,) = merged
    data = entry.record.model_dump()
    assert data["quotes"] == ["one", "two"]
    assert data["operator"] == "the Air Force"
    assert [row["country"] for row in data["nationalities"]] == ["VEN", "CUB"]


def test_competing_counts_stay_two_records() -> None:
    first = flight(passengers={"text": "80", "min": 80, "max": 80, "qualifier": "exact"})
    second = flight(passengers={"text": "100", "min": 100, "max": 100, "qualifier": "exact"})
    assert merge_duplicates([first, second, first]) == [first, second]


def test_prose_and_table_never_merge() -> None:
    entries = [flight(), flight(source_kind="table")]
    assert merge_duplicates(entries) == entries


def test_parties_are_compared_as_a_set() -> None:
    one = agreement(parties=[{"country": "HND"}, {"country": "USA"}])
    other = agreement(parties=[{"country": "USA"}, {"country": "HND"}])
    third = agreement(parties=[{"country": "USA"}, {"country": "GTM"}])
    assert len(merge_duplicates([one, other, third])) == 2


def measure(item: tuple[int, int] | None, description: str | None) -> KindRecord:
    kind = kinds()["initiative"]
    data = {"quotes": ["a quote"], "name": "Border training", "description": description}
    return KindRecord(kind, kind.model.model_validate(data), item)


def test_items_of_one_name_that_tell_different_things_stay_two() -> None:
    boats, dogs = measure((10, 40), "with boats"), measure((41, 70), "with dogs")
    assert merge_duplicates([boats, dogs, boats]) == [boats, dogs]


def test_items_of_one_name_of_which_one_tells_nothing_are_one() -> None:
    assert len(merge_duplicates([measure((10, 40), "with boats"), measure((41, 70), None)])) == 1


def test_wordings_of_a_fact_outside_lists_are_one() -> None:
    assert len(merge_duplicates([measure(None, "with boats"), measure(None, "by means of boats")])) == 1


async def test_two_bullets_of_one_name_are_two_records(tmp_path: Path) -> None:
    records = await extracted(
        """Italy and Tunisia announced the following measures against irregular migration:

- Border training: courses for the coast guard.
- Border training: equipment for posts on land.
""",
        tmp_path,
    )
    assert [record.data["description"] for record in records if record.kind == "initiative"] == [
        "courses for the coast guard.",
        "equipment for posts on land.",
    ]


def test_no_more_than_three_quotes() -> None:
    (entry,) = merge_duplicates([flight(quotes=[quote]) for quote in ("one", "two", "three", "four", "one")])
    assert entry.record.quotes == ["one", "two", "three"]


def test_order_is_that_of_the_first_telling() -> None:
    entries = [flight(destination_country="HND"), flight(), flight(destination_country="HND", operator="x")]
    assert [entry.record.model_dump()["destination_country"] for entry in merge_duplicates(entries)] == ["HND", "GTM"]
