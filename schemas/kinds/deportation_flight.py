"""Removals of people from one state to another: by air, land or sea; flown, planned, refused or blocked."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.fields import Comparison, described, listed
from schemas.record import Record, Row, Text
from schemas.values.country import CountryCode
from schemas.values.date import DateValue
from schemas.values.money import Money
from schemas.values.quantity import Quantity


class FlightNationality(Row):
    """One group among the people removed."""

    identity_fields: ClassVar[tuple[str, ...]] = ("country", "text")

    country: CountryCode | None = described(
        'Their nationality. "Middle Eastern" and the like are a text, no country.', compare=Comparison.CODE
    )
    text: Text | None = described(
        'The group as printed ("Venezuelan", "Middle Eastern migrants"). Never a person\'s name.',
        compare=Comparison.TEXT,
    )
    count: Quantity | None = described("How many of this group, as printed.", compare=Comparison.QUANTITY)
    allegation: Text | None = described(
        'What is alleged of these people, as printed ("alleged … gang members"); it qualifies the people, not their '
        "nationality.",
        compare=Comparison.PASSAGE,
    )


class DeportationFlight(Record):
    """A removal of people by a state, as one event or one planned event: a deportation flight, bus, ship or transfer.

    It has something that identifies it (origin or destination, date, count, refusal). Conditions ("until the first
    planeload …"), threats and general practice give none; running totals are not one event's passengers.
    """

    key_fields: ClassVar[tuple[str, ...]] = (
        "sending_country",
        "destination_country",
        "date.text",
        "status",
        "source_kind",
    )

    sending_country: CountryCode | None = described("The state that removes them.", compare=Comparison.CODE)
    destination_country: CountryCode | None = described(
        "The state they are taken to, or were to be taken to; null if known from general knowledge only.",
        compare=Comparison.CODE,
    )
    transit_countries: list[CountryCode] = listed("States they pass through on the way.")
    origin_place: Text | None = described("Place of departure as printed.", compare=Comparison.TEXT)
    destination_place: Text | None = described("Place of arrival as printed.", compare=Comparison.TEXT)
    mode: Literal["air", "land", "sea"] | None = described(
        "Only if printed or implied by the vehicle's word (flight, aircraft: air; bus: land; ship: sea).",
        compare=Comparison.CODE,
    )
    status: (
        Literal["planned", "departed", "arrived", "refused", "turned_back", "diverted", "cancelled", "blocked_by_court"]
        | None
    ) = described(
        "What happened to it: planned, departed, arrived (they are there), refused (the destination did not accept "
        "it), turned_back (on its way), diverted, cancelled, blocked_by_court (and did not take place).",
        compare=Comparison.CODE,
    )
    status_reason: Text | None = described(
        "Why it was refused, turned back, cancelled or blocked, verbatim.", compare=Comparison.PASSAGE
    )
    court_action: Text | None = described(
        "What a court did about it, verbatim predicate; it stands beside the status: both can be true.",
        compare=Comparison.PASSAGE,
    )
    date: DateValue | None = described(
        "When it took or is to take place, as printed, without its preposition; the date of an announcement is not "
        "the date of the removal.",
        compare=Comparison.DATE,
    )
    flights: Quantity | None = described(
        'How many flights or transports, as printed. "A", "single", "several" give no number.',
        compare=Comparison.QUANTITY,
    )
    passengers: Quantity | None = described(
        'How many people were removed, with the words that bound the number ("over 100"). "Multiple" gives none.',
        compare=Comparison.QUANTITY,
    )
    operator: Text | None = described("Airline or force that carries them, as printed.", compare=Comparison.TEXT)
    aircraft: Text | None = described("The aircraft's type as printed (C-17, Boeing 737).", compare=Comparison.TEXT)
    is_military: bool | None = described("True if the transport is said to be military.", compare=Comparison.CODE)
    is_third_country: bool | None = described(
        "True if they are taken to a state that is not their own; null where their nationality is not printed.",
        compare=Comparison.CODE,
    )
    legal_basis: Text | None = described("The law invoked for it, by its printed name.", compare=Comparison.TEXT)
    detained_at: Text | None = described(
        "The facility where they were held afterwards, as printed.", compare=Comparison.TEXT
    )
    cost: Money | None = described("What it cost, as printed.", compare=Comparison.MONEY)
    nationalities: list[FlightNationality] = listed("Who was removed, one row a group.")
