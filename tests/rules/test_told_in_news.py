"""Removals and agreements in the ways in which news agencies and ministries tell them, and what only looks like one."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.engine import finders
from tests.rules.telling import told

REMOVALS = [
    (
        "The US deports migrants. Two deportation flights, with about 80 migrants each, went to Peru on Friday.",
        ["arrived USA>PER | Friday | about 80 | Two"],
    ),
    (
        "Italy deported 116 people to Tunis, Tunisia, on Monday. The flight planned for Wednesday was cancelled.",
        ["arrived ITA>TUN | Monday | 116", "cancelled ITA>TUN | Wednesday"],
    ),
    (
        "El viernes se deportaron a 2 mil extranjeros hacia México, informó el Gobierno.",
        ["arrived ?>MEX | viernes | 2 mil"],
    ),
    (
        "EE.UU. deportó migrantes. Un total de 26 personas originarias de Perú fueron devueltas a su país el lunes.",
        ["arrived USA>PER | lunes | Un total de 26"],
    ),
    (
        "Un total de 80 peruanos llegaron en un vuelo de deportación, señaló Migración.",
        ["arrived ?>PER | Un total de 80"],
    ),
    (
        "# Togo\n\nIn August, the government said that seven people deported by the U.S. had arrived in the country.",
        ["arrived USA>TGO | August | seven"],
    ),
    (
        "The first of two Turkish-flagged boats with 131 migrants deported from Greece arrived in the Turkish town of "
        "Dikili on Monday.",
        ["arrived GRC>TUR | Monday | 131"],
    ),
    (
        "LIMA, Jan 24 (Wire) - Peru said a U.S. deportation flight landed in Lima with 80 Peruvians.",
        ["arrived USA>PER | 80"],
    ),
    ("Denmark conducted two deportation flights to Iraq on Monday.", ["arrived DNK>IRQ | Monday | two"]),
    (
        "Austria deports Syrians. A charter that was to have taken about two dozen Syrians to Damascus on Monday was "
        "cancelled at the last minute.",
        ["cancelled AUT>SYR | Monday | about two dozen"],
    ),
    (
        "A federal judge in Massachusetts blocked the U.S. government from flying six migrants to Ghana on Thursday.",
        ["blocked_by_court USA>GHA | Thursday | six"],
    ),
    ("A federal judge blocked the U.S. government from deporting migrants to third countries.", []),
    ("A judge refused to block the U.S. government from deporting 12 Iranians to Qatar.", []),
    (
        "The United States deports migrants. On Tuesday, a chartered plane with 96 Ecuadorians on board turned back to "
        "Texas, Ecuador's foreign ministry said.",
        ["turned_back ?>ECU | Tuesday | 96"],
    ),
]

NOTHING = [
    # Vehicles that leave in order to bring people back have removed nobody yet, and are no people.
    "Dos aviones colombianos partieron este lunes hacia Estados Unidos para repatriar a 110 ciudadanos deportados.",
    "Two Colombian planes left for the United States on Monday to bring back 110 deported citizens.",
    # Who arrives by boat is not removed.
    "The removal deal of Tuesday follows a plan under which Rwanda was to receive people arriving in the UK on boats.",
    "Germany conducted 1,701 deportation flights in 2024.",
]


@pytest.mark.parametrize(("text", "expected"), REMOVALS)
def test_a_removal_is_told_with_its_way_and_day(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told(text: str) -> None:
    assert told(text) == []


def test_where_people_are_sent_from_is_not_their_nationality() -> None:
    text = "The United States deports migrants. Togo received eight people from the US in July."
    (removal,) = finders()["deportation_flight"](analyse(Document(text=text, source="x", title=None)))
    assert (removal["sending_country"], removal["destination_country"]) == ("USA", "TGO")
    assert "nationalities" not in removal


AGREEMENTS = [
    (
        "Togo has reportedly committed to accepting up to 250 deportees from the United States.",
        ["agreed other TGO+USA"],
    ),
    (
        "Togo's government approved on Wednesday a decision to accept 50 deportees from third countries who have been "
        "removed from the United States.",
        ["agreed third_country_removal TGO+USA"],
    ),
    (
        "The United States deports third-country nationals. As part of it, Togo agreed to take 40 deportees, more "
        "than Benin or Niger.",
        ["agreed third_country_removal TGO+USA"],
    ),
    (
        "We have seen the agreement between the U.S. and Togo, which provides for the transfer of 160 deportees.",
        ["agreed other TGO+USA"],
    ),
    (
        "Under the Italy-Tunisia deal, Tunis will take back all migrants who reach Malta.",
        ["agreed third_country_removal ITA+TUN"],
    ),
    (
        "The U.S. also has similar agreements with Peru and Chile to take deportees from other countries.",
        ["in_force third_country_removal PER+USA", "in_force third_country_removal CHL+USA"],
    ),
    (
        "The United States provided $5 million to Togo to support the reception of deportees.",
        ["agreed third_country_removal TGO+USA"],
    ),
    (
        "Tras negociaciones, Perú aceptó las condiciones impuestas por Chile, incluyendo la recepción de migrantes en "
        "vuelos militares.",
        ["agreed returns_arrangement CHL+PER"],
    ),
    (
        "The US deported eight men to Togo on July 4. The foreign ministry said Togo had agreed to receive them.",
        ["agreed other TGO+USA", "arrived USA>TGO | July 4 | eight"],
    ),
]

NO_AGREEMENT = [
    "The United States committed to resettle 20,000 refugees from the region.",
    "Canada pledged to welcome 4,000 additional migrants.",
    "The U.S. has no agreement with Peru to take deportees.",
    "Existing agreements with Peru and Chile on migration are being studied.",
    "A deal between Peru and Chile that allows returns of migrants would help, the minister said.",
]


@pytest.mark.parametrize(("text", "expected"), AGREEMENTS)
def test_an_agreement_is_told_with_its_parties(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NO_AGREEMENT)
def test_no_agreement_is_told(text: str) -> None:
    assert told(text) == []


SPANISH_ARRIVALS = [
    (
        "# Avión con deportados aterrizó en Bolivia\n\nUn avión de la aerolínea, procedente de Honduras con 199 "
        "bolivianos deportados de Estados Unidos, aterrizó en la madrugada del lunes en el Aeropuerto de Viru Viru.",
        ["arrived USA>BOL | lunes | 199"],
    ),
    (
        "Dos vuelos de repatriación llegaron en la tarde de este miércoles al Aeropuerto de Viru Viru, con más de 500 "
        "migrantes. Es el segundo grupo que llega a Bolivia.",
        ["arrived ?>Aeropuerto de Viru Viru | este miércoles | más de 500 | Dos"],
    ),
    (
        "Tras la deportación, el 16 de marzo, de 238 bolivianos al penal de Tecoluca en El Salvador, hubo protestas.",
        ["arrived ?>SLV | 16 de marzo | 238"],
    ),
    ("El vuelo con deportados aterrizó en Lima cerca de las 4 de la tarde.", ["arrived ?>Lima"]),
]

ENGLISH_ARRIVALS = [
    (
        "KABUL: Eighteen Afghans deported from Germany arrived in Kabul on Thursday, the third batch in recent months.",
        ["arrived DEU>AFG | Thursday | Eighteen"],
    ),
    (
        "German officials said they have deported 69 Afghans, whose asylum requests were rejected, back to their home "
        "country.",
        ["arrived DEU>AFG | 69"],
    ),
    (
        "German authorities said a deportation flight took off Friday morning carrying 81 Afghans.",
        ["departed DEU>? | Friday | 81"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*SPANISH_ARRIVALS, *ENGLISH_ARRIVALS])
def test_who_came_is_told_with_where_and_when(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Since a deal on migrants was struck between Afghanistan and Germany in May, returns have doubled.",
            ["agreed other AFG+DEU"],
        ),
        (
            "Togo received a group of migrants deported from the United States on Thursday, part of a deal with "
            "Washington to house up to 200 deportees.",
            ["agreed third_country_removal TGO+USA", "arrived USA>TGO | Thursday"],
        ),
    ],
)
def test_an_agreement_is_told_by_what_is_done_under_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected


NOUNS = [
    (
        "Los gobiernos de Perú y Chile zanjaron sus diferencias con la firma de un memorando de entendimiento "
        "migratorio.",
        ["signed memorandum_of_understanding CHL+PER"],
    ),
    ("Tras la firma del acuerdo migratorio entre Perú y Chile, hubo una cena.", ["signed other CHL+PER"]),
    ("The talks aim at the signing of a readmission agreement between Peru and Chile.", []),
    (
        "Los gobiernos de Perú y Chile firmaron un acuerdo para el retorno voluntario de migrantes.",
        ["signed returns_arrangement CHL+PER"],
    ),
    (
        "El reciente acuerdo entre Perú y Chile implica deportar a migrantes a sus países de origen.",
        ["agreed third_country_removal CHL+PER"],
    ),
    # With whom several states made pacts of their own is not said, and no pact of them all.
    ("Some nations, for example Peru, Togo and Benin, have signed pacts to receive deportees.", []),
    (
        "The British government axed the scheme to send migrants to Rwanda. No refugees had been received.",
        ["terminated third_country_removal GBR+RWA"],
    ),
    (
        "The British government axed the plan for Rwanda's harvest. No refugees had been received by migrants.",
        [],
    ),
    (
        "A plane carrying 30 Iraqi deportees turned round and brought them back to Britain yesterday.",
        ["turned_back GBR>? | yesterday | 30"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), NOUNS)
def test_what_nouns_and_schemes_tell(text: str, expected: list[str]) -> None:
    assert told(text) == expected


FURTHER = [
    (
        "Peru and the US have signed an asylum deal that allows migrants seeking asylum to take refuge in Peru. "
        "The two countries signed a Safe Third Country Agreement.",
        ["signed safe_third_country PER+USA"],
    ),
    (
        "The US and Peru signed a deal on Monday. The pact lets Washington send asylum seekers to Peru.",
        ["signed other PER+USA"],
    ),
    ("Mauritania deportó a 34 ciudadanos senegaleses a Senegal el jueves.", ["arrived MRT>SEN | jueves | 34"]),
    (
        "Thirty-two Venezuelans were returned to Caracas last Tuesday aboard a U.S. military plane.",
        ["arrived USA>VEN | last Tuesday | Thirty-two"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FURTHER)
def test_what_goes_on_in_the_next_sentence_and_whose_vehicle_it_is(text: str, expected: list[str]) -> None:
    assert told(text) == expected


ON_PEOPLE = [
    ("Peru and Chile signed an agreement on returns.", ["signed returns_arrangement CHL+PER"]),
    (
        "Peru and Chile on Monday signed an agreement to speed up the return of Chilean nationals with no visa.",
        ["signed returns_arrangement CHL+PER"],
    ),
    ("Peru signed a returns treaty with Chile.", ["signed returns_arrangement CHL+PER"]),
    (
        "Togo has reached an understanding with Washington to accept nationals of other West African countries.",
        ["agreed third_country_removal TGO+USA"],
    ),
    (
        "A readmission treaty between Peru and Chile, in place since 2021, has led to thousands of returns.",
        ["in_force returns_arrangement CHL+PER"],
    ),
    (
        "The US and Peru have an agreement to transfer migrants of other nationalities.",
        ["in_force third_country_removal PER+USA"],
    ),
    ("Peru and Chile signed an agreement on the return of the mummies.", []),
    ("Peru and Chile signed a deal that gives Lima copper in return, and leaves many people poor.", []),
    ("Peru and Chile have an agreement on copper, and people buy it.", []),
]


@pytest.mark.parametrize(("text", "expected"), ON_PEOPLE)
def test_an_agreement_is_one_on_moving_people_by_what_it_is_for(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_neither_tomatoes_nor_statues_are_migration() -> None:
    text = (
        "Some 12 million migrants pass over the strait every spring. The deportation of waste was stopped. Refugees of "
        "the flood, asylum in a novel, and migration of birds fill our pages. The United States and Mexico signed an "
        "agreement on tomatoes on Monday. A judge in Texas blocked the removal of a Confederate statue."
    )
    analysis = analyse(Document(text=text, source="x", title=None))
    assert told(text) == []
    assert list(finders()["legal_action"](analysis)) == []
    student = analyse(Document(text=text.replace("Confederate statue", "Texan student"), source="x", title=None))
    assert [item["action"] for item in finders()["legal_action"](student)] == ["blocked"]
