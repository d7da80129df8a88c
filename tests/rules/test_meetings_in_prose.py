"""Meetings told shortly, in many ways of telling them; and what is no meeting of states."""

from __future__ import annotations

from typing import Any

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import engagement

TOLD: list[tuple[str, str]] = [
    (
        "Before the ceremony, the Commissioner of the European Union, Henrik Dallmann, was received by the President "
        "of Senegal, Ibrahima Khalil Ndour, for an exchange on irregular migration.",
        "meeting EUE Henrik Dallmann, SEN Ibrahima Khalil Ndour; irregular migration",
    ),
    (
        "President Joe Biden spoke on April 28, 2024 with President Andrés López Obrador of Mexico about migration.",
        "call USA Joe Biden, MEX Andrés López Obrador; migration; April 28, 2024",
    ),
    (
        "Following a phone call between President Trump and President Claudia Sheinbaum of Mexico on Monday about the "
        "border, troops were sent.",
        "call USA Trump, MEX Claudia Sheinbaum; the border; Monday",
    ),
    (
        "The summit between the EU and Tunisia on migration was held in Brussels on 16 July 2023.",
        "summit EUE, TUN; migration; 16 July 2023; Brussels",
    ),
    (
        "A meeting between the interior ministers of Italy and Libya on migration took place in Rome on Monday.",
        "meeting ITA, LBY; migration; Monday; Rome",
    ),
    (
        "The US and Mexico held the third round of the High-Level Dialogue in Mexico City on October 5 to combat human "
        "trafficking.",
        "meeting USA, MEX; to combat human trafficking; October 5; Mexico City",
    ),
    (
        "El presidente Bernardo Arévalo y el secretario de Estado de Estados Unidos, Marco Rubio, sostuvieron una "
        "llamada el 3 de mayo de 2025 sobre deportaciones.",
        "call GTM Bernardo Arévalo, USA Marco Rubio; deportaciones; 3 de mayo de 2025",
    ),
    (
        "Los ministros de Ecuador y Perú mantuvieron un encuentro en Quito sobre la migración venezolana.",
        "meeting ECU, PER; la migración venezolana; Quito",
    ),
    (
        "Los cancilleres de México y Guatemala se reunirán el lunes en Tapachula para abordar la migración.",
        "meeting MEX, GTM; la migración; lunes; Tapachula; planned",
    ),
    (
        "Dominican and Haitian officials were due to talk about the deportations on Tuesday.",
        "talks DOM, HTI; the deportations; Tuesday; planned",
    ),
]

NONE = [
    "Ghana has received 14 West Africans deported by the United States, President John Mahama said on Wednesday.",
    "Guatemala received two flights with deportees, U.S. Ambassador Tobin Bradley said.",
    "The U.S. ambassador to Mexico met with migrants in Tijuana.",
    "Mexico's foreign minister said he had met with refugees from Honduras at the border.",
    "The foreign ministers of Chile and Bolivia have not met to discuss migration.",
    "Kenya and Somalia could hold talks about refugees.",
    "Chile held migrants from Peru in a camp during talks.",
    "Mexico held elections, and migrants from Honduras spoke about their way with a priest.",
    "No talks between Peru and Chile on migration were held.",
    "The president of Peru spoke about migrants from Chile.",
]


def _told(text: str) -> list[str]:
    items = engagement.find(analyse(Document(text=text, source="x")))
    return [_line(item) for item in items]


def _line(item: dict[str, Any]) -> str:
    who = ", ".join(f"{one['country']} {one['name'] or ''}".strip() for one in item["participants"])
    told = [f"{item['format']} {who}", item["subject"], (item["date"] or {}).get("text"), item["place"]]
    planned = "planned" if item["modality"] == "planned" else None
    return "; ".join(part for part in (*told, planned) if part)


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_meeting_is_told_with_who_what_when_and_where(text: str, expected: str) -> None:
    assert _told(text) == [expected]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_meeting_of_states_is_not_told(text: str) -> None:
    assert _told(text) == []
