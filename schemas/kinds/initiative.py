"""Programmes and measures, recommended or under way."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.fields import Comparison, described, listed
from schemas.record import Record, Row, Text
from schemas.values.country import CountryCode
from schemas.values.date import DateValue
from schemas.values.quantity import Quantity


class InitiativeParty(Row):
    """Who carries it out, from the item's own words."""

    identity_fields: ClassVar[tuple[str, ...]] = ("country", "name")

    country: CountryCode | None = described("The doer's or partner's country.", compare=Comparison.CODE)
    name: Text | None = described(
        "The doer or partner as printed, where it is not the country's plain name.", compare=Comparison.TEXT
    )


class Initiative(Record):
    """A programme or measure over migration, asylum, security or the aid that goes with them.

    One for each row of a table or bullet of a list, and only under a lead-in or header that names measures,
    strategies, initiatives or recommendations (not "points of contention"). A state's domestic programme of another
    field is none. What a party undertakes in an agreement is a commitment, not also an initiative.
    """

    key_fields: ClassVar[tuple[str, ...]] = ("name", "status", "source_kind")
    one_an_item: ClassVar[bool] = True

    name: Text | None = described(
        "The text before the colon, the cell under the initiative's header, or else the whole item.",
        compare=Comparison.TEXT,
    )
    objective: Text | None = described(
        "Only from a column or words that say it is the objective.", compare=Comparison.PASSAGE
    )
    description: Text | None = described("The rest of the item after its name.", compare=Comparison.PASSAGE)
    expected_outcome: Text | None = described(
        "Only from a column or words that say it is expected.", compare=Comparison.PASSAGE
    )
    kpi: Text | None = described("The key performance indicator, from its column.", compare=Comparison.PASSAGE)
    quantity: Quantity | None = described(
        "How many people or things it is for, as printed.", compare=Comparison.QUANTITY
    )
    deadline: DateValue | None = described(
        "By when, as printed, without its preposition.", compare=Comparison.DATE, looks_ahead=True
    )
    status: Literal["recommended", "under_discussion", "committed", "announced", "in_progress", "enacted"] | None = (
        described(
            "recommended (it should or could be done), under_discussion (being explored or negotiated), committed, "
            "announced, in_progress, enacted.",
            compare=Comparison.CODE,
        )
    )
    parties: list[InitiativeParty] = listed("Its doers and partners, one row each.")
