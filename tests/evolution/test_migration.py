"""A record of an earlier schema under the one of today: what follows, what is cut, and when the record goes."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import pytest

from core.errors import SchemaError
from schemas.evolution import GONE, Cut, migrate
from schemas.fields import Comparison, described, listed
from schemas.record import Record, Row, Text
from schemas.registry import Kind
from schemas.shape import shape
from schemas.values.country import CountryCode
from schemas.values.date import DateValue


class Crossing(Row):
    """A place where it holds."""

    identity_fields: ClassVar[tuple[str, ...]] = ("place",)

    place: Text | None = described("Where.", compare=Comparison.TEXT, formerly="name")
    opened: bool | None = described("Whether it is open.", compare=Comparison.CODE)


class Closure(Record):
    """A border that is closed."""

    key_fields: ClassVar[tuple[str, ...]] = ("closing_country", "status", "source_kind")

    closing_country: CountryCode | None = described(
        "Who.", compare=Comparison.CODE, formerly=("country", "imposing_country")
    )
    status: Literal["closed", "open"] | None = described("How it is.", compare=Comparison.CODE)
    since: DateValue | None = described("Since when.", compare=Comparison.DATE, formerly="start")
    reasons: list[Text] = listed("Why.", formerly="causes")
    crossings: list[Crossing] = listed("Where.", formerly="places")
    people: int | None = described("How many people.", compare=Comparison.CODE)


KIND = Kind("closure", Closure)
QUOTES = {"quotes": ["Honduras closed its border."], "modality": "asserted", "hedge": None, "attribution": []}
WHOLE = {**QUOTES, "source_kind": "prose", "closing_country": "HND", "status": "closed"}


def said(data: dict[str, Any]) -> dict[str, Any]:
    migrated = migrate(KIND, {**WHOLE, **data})
    assert migrated.record is not None
    assert migrated.cuts == []
    return migrated.record.model_dump(mode="json")


def cut(data: dict[str, Any]) -> tuple[dict[str, Any], list[Cut]]:
    migrated = migrate(KIND, {**WHOLE, **data})
    assert migrated.record is not None
    return migrated.record.model_dump(mode="json"), migrated.cuts


def test_a_new_field_is_null() -> None:
    assert said({})["since"] is None


def test_a_field_that_is_gone_is_cut_unless_it_said_nothing() -> None:
    record, cuts = cut({"weather": "bad", "mood": None, "colours": []})
    assert "weather" not in record
    assert cuts == [Cut("weather", GONE, "bad")]


def test_renamed_fields_and_the_paths_of_their_evidence_follow() -> None:
    old = {"country": "HND", "start": {"text": "May 2020"}, "causes": ["war", "plague"], "places": [{"name": "Agua"}]}
    migrated = migrate(KIND, {**QUOTES, "source_kind": "prose", "status": "closed", **old})
    assert migrated.record is not None
    data = migrated.record.model_dump(mode="json", exclude_none=True)
    assert (data["closing_country"], data["since"]["text"], data["reasons"]) == ("HND", "May 2020", ["war", "plague"])
    assert data["crossings"] == [{"place": "Agua"}]
    assert migrated.cuts == []
    moved = {path: migrated.new_path(path) for path in ("country", "start.text", "causes.1", "places.0.name", "status")}
    assert list(moved.values()) == ["closing_country", "since.text", "reasons.1", "crossings.0.place", "status"]


def test_the_name_of_today_wins_over_a_former_one() -> None:
    record, cuts = cut({"country": "PAN"})
    assert record["closing_country"] == "HND"
    assert cuts == [Cut("country", GONE, "PAN")]


@pytest.mark.parametrize(
    ("data", "lost", "reason"),
    [
        ({"status": "ajar"}, "status", "Input should be 'closed' or 'open'"),
        ({"people": "many"}, "people", "Input should be a valid integer"),
        ({"closing_country": "XXX"}, "closing_country", ""),
        ({"since": {"text": "x", "precision": "eon"}}, "since.precision", ""),
        ({"since": {"earliest": "2020-01-01", "latest": "2020-01-01"}}, "since", "Field required"),
        ({"since": {"text": "x", "earliest": "2020-02-01", "latest": "2020-01-01"}}, "since", "after the latest"),
        ({"reasons": "war"}, "reasons", "valid list"),
    ],
)
def test_what_no_longer_holds_costs_the_value_alone(data: dict[str, Any], lost: str, reason: str) -> None:
    record, cuts = cut(data)
    assert [one.path for one in cuts] == [lost]
    assert reason in cuts[0].reason
    assert record["quotes"] == WHOLE["quotes"]


def test_items_that_go_leave_the_paths_of_the_others_right() -> None:
    crossings = [{"place": 1}, {"place": "Agua", "opened": "ajar"}, {"place": None}, {"place": "Corinto"}]
    migrated = migrate(KIND, {**WHOLE, "reasons": ["war", 7, "plague"], "crossings": crossings})
    assert migrated.record is not None
    data = migrated.record.model_dump(mode="json", exclude_none=True)
    assert data["reasons"] == ["war", "plague"]
    assert data["crossings"] == [{"place": "Agua"}, {}, {"place": "Corinto"}]
    assert {one.path for one in migrated.cuts} == {"reasons.1", "crossings.0", "crossings.1.opened"}
    assert migrated.new_path("reasons.2") == "reasons.1"
    assert migrated.new_path("reasons.1") is None
    assert migrated.new_path("crossings.0.place") is None
    assert migrated.new_path("crossings.1.opened") is None
    assert migrated.new_path("crossings.3.place") == "crossings.2.place"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"modality": "dreamt of"}, "modality: "),
        ({"quotes": []}, "quotes: "),
        ({"quotes": [7]}, "quotes: "),
        ({"closing_country": "XXX", "status": "ajar"}, "no key field is left"),
    ],
)
def test_a_record_goes_where_nothing_else_would_do(data: dict[str, Any], reason: str) -> None:
    whole = {**WHOLE, **data}
    migrated = migrate(KIND, whole)
    assert migrated.record is None
    ((only),) = migrated.cuts
    assert reason in only.reason
    assert (only.path, only.value) == (None, whole)


def test_a_former_name_belongs_to_one_field() -> None:
    class Twice(Record):
        """Two fields of one past."""

        one: Text | None = described("One.", compare=Comparison.TEXT, formerly="old")
        two: Text | None = described("Two.", compare=Comparison.TEXT, formerly="old")

    with pytest.raises(SchemaError, match="old is said to be a former name in Twice"):
        shape(Twice)
