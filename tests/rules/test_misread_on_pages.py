"""What real pages misled the rules to tell: who sent whom, totals, what did not happen, and people who were freed."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

NOT_TOLD = [
    "Brazil's Air Force repatriated 229 Brazilians from Lebanon on Sunday.",
    "Chad blocked two U.S. military flights carrying undocumented Chadian immigrants from landing in N'Djamena, Chad. "
    "The migrants were later deported by the United States.",
    "The suspect was supposed to be deported to Bulgaria last year but disappeared.",
    "More than 350 deportation flights left Sweden on 3 May 2025.",
    "Más de 350 vuelos de deportación salieron desde EE.UU. desde enero de 2025 hacia Perú.",
    "Eleven US deportees have been repatriated to their home countries over the weekend.",
    "Mexico has accepted more than 5,000 migrants from other countries deported from the U.S.",
    "At least two of those countries, Eswatini and South Sudan, have accepted deportation flights from the U.S.",
    "A plane carrying detainees released by Russia landed in the United States on Thursday. The deal involved "
    "prisoners held in the West being sent back to Russia.",
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_did_not_happen_or_is_a_total_is_no_arrival(text: str) -> None:
    assert not [line for line in told(text) if line.startswith(("arrived", "departed"))]


ONE_EVENT = [
    (
        "A flight carrying seven people from Eritrea and Ethiopia landed in Kigali, Rwanda, on 3 May 2025. "
        "The United States had deported them.",
        ["arrived USA>RWA | 3 May 2025 | seven"],
    ),
    (
        "Seven deportees from Eritrea arrived in Rwanda on Monday. The United States deported them.",
        ["arrived USA>RWA | Monday | Seven"],
    ),
    (
        "Seven deportees from the United States arrived in Rwanda on Monday.",
        ["arrived USA>RWA | Monday | Seven"],
    ),
    ("Nine US deportees arrived in Rwanda on Monday.", ["arrived USA>RWA | Monday | Nine"]),
    (
        "The five men, all convicted while in the U.S., arrived in Eswatini on a deportation flight on Monday.",
        ["arrived ?>SWZ | Monday | five"],
    ),
    ("Five deportees, though 20 men were due, arrived in Ghana on Monday.", ["arrived ?>GHA | Monday | Five"]),
    ("Nine Cuban deportees arrived in Rwanda on Monday.", ["arrived ?>RWA | Monday | Nine"]),
    (
        "A US military aircraft carrying 104 deported Indian immigrants reached Amritsar on Wednesday. "
        "The US military aircraft landed at Guru Airport amid tight security.",
        ["arrived USA>Amritsar | Wednesday | 104"],
    ),
    (
        "An Italian ship carrying migrants who were deported arrived in Albania on Wednesday, in a plan to process "
        "thousands of asylum seekers abroad.",
        ["arrived ITA>ALB | Wednesday"],
    ),
    (
        "A cable dated April 22 said that nine men had been deported to Rwanda.",
        ["arrived ?>RWA | nine"],
    ),
    (
        "Unos 65 inmigrantes fueron deportados a Costa Rica en febrero.\n"
        "Panamá, vecino al sur de Costa Rica, también recibió a 299 migrantes deportados por EE.UU.",
        ["arrived ?>CRI | febrero | Unos 65", "arrived USA>PAN | 299"],
    ),
]


@pytest.mark.parametrize(("text", "lines"), ONE_EVENT)
def test_an_event_has_its_own_sides_day_and_number(text: str, lines: list[str]) -> None:
    assert told(text) == lines


DEALS = [
    (
        "Durante el viaje de Rubio, Panamá y Guatemala acordaron aceptar a migrantes de otras nacionalidades.",
        ["agreed third_country_removal PAN+USA", "agreed third_country_removal GTM+USA"],
    ),
    (
        "In a plan pushed by Giorgia Meloni, the European Union and the North African country of Tunisia have signed "
        "an agreement on migration.",
        ["signed other EUE+TUN"],
    ),
    (
        "Officials said on Monday that Chad, El Salvador and Niger have signed a migration pact.",
        ["signed other NER+SLV+TCD"],
    ),
    (
        "Australia has signed an agreement with Nauru on the deportation of people whose visas have been revoked.",
        ["signed other AUS+NRU"],
    ),
    (
        "Ukrainian President Petro Poroshenko and Belarus signed an agreement on readmission of migrants.",
        ["signed returns_arrangement BLR+UKR"],
    ),
    (
        "El Servicio Nacional de Migración (SNM) de Panamá firmó un acuerdo migratorio con Perú.",
        ["signed other PAN+PER"],
    ),
]


@pytest.mark.parametrize(("text", "lines"), DEALS)
def test_an_agreement_has_its_own_parties(text: str, lines: list[str]) -> None:
    assert told(text) == lines
