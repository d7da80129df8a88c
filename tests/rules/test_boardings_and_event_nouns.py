"""Removals told by nouns ("the arrival of"), by who was put aboard, by who fetched them, by numbers without a noun."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

ABOUT = "Deportations of migrants went on this week.\n\n"
TOLD: list[tuple[str, list[str]]] = [
    ("Chad confirmed on Tuesday the arrival of eight men deported from Canada.", ["arrived CAN>TCD | eight"]),
    (
        "La ministra confirmó el lunes la llegada a Belice de 19 migrantes deportados por Canadá.",
        ["arrived CAN>BLZ | 19"],
    ),
    ("Amnesty condemned the deportation of 12 Nigerians to Togo on 4 May.", ["arrived ?>TGO | 4 May | 12"]),
    ("The expulsion of 40 Afghans to Oman took place on Friday.", ["arrived ?>OMN | Friday | 40"]),
    (
        "Following the repatriation of 52 Iraqis from Finland to Iraq on Monday, the minister resigned.",
        ["arrived FIN>IRQ | Monday | 52"],
    ),
    (ABOUT + "On Monday Malta put nine Eritreans on a plane bound for Rwanda.", ["departed MLT>RWA | Monday | nine"]),
    (
        ABOUT + "El lunes Chile subió a 20 bolivianos a un avión con destino a Bolivia.",
        ["departed CHL>BOL | lunes | 20"],
    ),
    (
        "Norway deported 12 Syrians to Jordan on Monday. In March it had put 30 Syrians aboard a charter for the same "
        "destination.",
        ["arrived NOR>JOR | Monday | 12", "departed NOR>JOR | March | 30"],
    ),
    (
        ABOUT + "It follows charters in May, when 32 migrants were returned to Nepal, and in June, when 35 were flown "
        "to Kenya.",
        ["arrived ?>NPL | May | 32", "arrived ?>KEN | June | 35"],
    ),
    (
        ABOUT + "On Sunday two Peruvian Air Force planes brought home 140 people from Chile.",
        ["arrived CHL>PER | Sunday | 140 | two"],
    ),
    (
        ABOUT
        + "A Spanish navy vessel carrying 33 rejected asylum seekers docked at the Moroccan port of Nador on Friday.",
        ["arrived ESP>MAR | Friday | 33"],
    ),
    (ABOUT + "Benin received a second group of ten on 6 October.", ["arrived ?>BEN | 6 October | ten"]),
    (ABOUT + "Togo confirms that it has taken nine people in exchange for aid.", ["arrived ?>TGO | nine"]),
    (ABOUT + "Malawi, which in April accepted a charter flight of 50 men, says so.", ["arrived ?>MWI | April | 50"]),
    (
        "Belgium has sent 40 migrants to Kosovo on Tuesday under its deportation plan. A second flight, planned for "
        "12 December, may carry 60.",
        ["arrived BEL>XKX | Tuesday | 40", "planned BEL>XKX | 12 December (planned)"],
    ),
    (
        "A plane with 199 Cubans expelled from Canada reached Havana from Belize shortly after 1 a.m. on Monday.",
        ["arrived CAN>CUB | Monday | 199"],
    ),
    (
        "# Timeline of removals\n\n**4 March 2025.** Five men from five countries land in Malawi.\n\n"
        "**2 April 2025.** Talks begin.",
        ["arrived ?>MWI | 4 March 2025 | Five"],
    ),
]
NOTHING = [
    "A judge asked about the deportation of 12 men to Togo.",
    "Sweden plans the deportation of 12 Iraqis to Togo.",
    "Chad has not confirmed the arrival of eight men deported from Canada.",
    "The minister confirmed that there was no deportation of 12 men to Chad.",
    "The port welcomed the arrival of 238 Chinese engineers in Nairobi on Monday.",
    "The airline put 180 passengers on a plane to France on Friday after a strike.",
    "If Kenya refuses, Canada will put the deportees on a plane to Chad.",
    "The teams met. The 12 were flown to Ghana on Friday.",
    ABOUT + "Benin has not received a second group of ten.",
    ABOUT + "The bus took nine people to Togo for the match.",
    ABOUT + "El avión aterrizó en el aeropuerto Juan Santamaría a las 18.50.",
    "Two Peruvian planes brought home 140 tourists from Chile after the storm.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_who_was_moved_is_told(text: str, expected: list[str]) -> None:
    found = told(text)
    assert [line for line in found if line in expected] == expected, found


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told(text: str) -> None:
    assert told(text) == []


def test_a_table_of_sailings_needs_no_column_of_places() -> None:
    table = (
        "## Removals by sea from Ancona\n\n| Sailed | Vessel | On board | What happened |\n|---|---|---|---|\n"
        "| 9 January 2026 | Libra | 41 | Landed at Durres |\n| 30 January 2026 | Libra | 22 | Cancelled |\n"
    )
    assert told(table) == [
        "arrived ?>Durres | 9 January 2026 | 41",
        "cancelled ?>? | 30 January 2026 | 22",
    ]


def test_a_table_of_sailings_of_nobody_who_is_removed_tells_nothing() -> None:
    table = (
        "## Ferries from Ancona\n\n| Sailed | Vessel | On board | What happened |\n|---|---|---|---|\n"
        "| 9 January 2026 | Libra | 41 | Landed at Durres |\n"
    )
    assert told(table) == []
