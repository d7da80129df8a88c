"""Meetings told by the journey to them, and journeys to none."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import engagement

TOLD: list[tuple[str, str]] = [
    (
        "Homeland Security Secretary Kristi Noem traveled to Panama on Tuesday for talks on migration with President "
        "José Raúl Mulino.",
        "talks USA Kristi Noem, PAN José Raúl Mulino; migration; Tuesday",
    ),
    (
        "A U.S. delegation arrived in Bogotá on Friday for talks on deportation flights with Colombian officials.",
        "talks USA, COL; deportation flights; Friday; Bogotá",
    ),
    (
        "Ghana's foreign minister will fly to Rome in May for a meeting on migration.",
        "meeting GHA, ITA; migration; May; Rome; planned",
    ),
    (
        "El canciller de Ecuador viajó a Bogotá el lunes para una reunión sobre migración.",
        "meeting ECU, COL; migración; lunes; Bogotá",
    ),
]

NONE = [
    "Noem traveled to El Salvador to visit a prison that holds deported migrants.",
    "Migrants traveled to Panama for talks with lawyers about deportation.",
    "U.S. officials did not travel to Panama for talks on migration.",
    "Panamanian officials returned to Panama for talks on migration.",
    "A U.S. flight arrived in Panama with migrants; talks on deportation go on.",
]


def lines(text: str) -> list[str]:
    """Return a line for each engagement in `text`."""
    found = engagement.find(analyse(Document(text=text, source="x", title="Talks on migration")))
    return [_line(item) for item in found]


def _line(item: dict[str, object]) -> str:
    rows = item["participants"]
    assert isinstance(rows, list)
    people = ", ".join(" ".join(filter(None, (row["country"], row["name"]))) for row in rows)
    date = item["date"]
    printed = date["text"] if isinstance(date, dict) else None
    parts = (f"{item['format']} {people}", item["subject"], printed, item["place"])
    told = "; ".join(str(part) for part in parts if part)
    return told if item["modality"] == "asserted" else f"{told}; {item['modality']}"


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_journey_for_talks_is_a_meeting(text: str, expected: str) -> None:
    assert lines(text) == [expected]


@pytest.mark.parametrize("text", NONE)
def test_a_journey_for_something_else_is_none(text: str) -> None:
    assert lines(text) == []
