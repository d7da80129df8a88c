"""Meetings, calls, summits and talks between states."""

from __future__ import annotations

from typing import ClassVar, Literal

from schemas.fields import Comparison, described, listed
from schemas.record import Record, Row, Text
from schemas.values.country import CountryCode
from schemas.values.date import DateValue


class EngagementParticipant(Row):
    """One official, or one unnamed delegation."""

    identity_fields: ClassVar[tuple[str, ...]] = ("name", "country")

    name: Text | None = described("The official's name as printed; null for a delegation.", compare=Comparison.TEXT)
    role: Text | None = described(
        'The office as printed; "officials" for an unnamed delegation.', compare=Comparison.TEXT
    )
    country: CountryCode | None = described("The country the participant speaks for.", compare=Comparison.CODE)


class Engagement(Record):
    """One meeting, call, summit or round of talks between states over migration, asylum, deportation or security.

    Mentions of the same one are merged. Talks toward an instrument are an agreement (negotiating) instead.
    """

    key_fields: ClassVar[tuple[str, ...]] = ("participants.country", "date.text", "source_kind")

    date: DateValue | None = described("When, as printed, without its preposition.", compare=Comparison.DATE)
    place: Text | None = described("Where, as printed. A dateline is not a place.", compare=Comparison.TEXT)
    subject: Text | None = described("What it was about, verbatim.", compare=Comparison.PASSAGE)
    format: Literal["talks", "meeting", "call", "summit"] | None = described(
        "talks, meeting, call, or summit.", compare=Comparison.CODE
    )
    participants: list[EngagementParticipant] = listed("Who took part, one row each.")
