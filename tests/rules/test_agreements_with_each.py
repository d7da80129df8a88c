"""Agreements with each of several states: named as some of many, by what they are on, and like one told before."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


def test_countries_such_as_these_are_some_of_those_that_deals_are_with() -> None:
    assert told(
        "The United States has struck deals enabling the removal of migrants to countries such as Togo and Peru."
    ) == [
        "agreed other TGO+USA",
        "agreed other PER+USA",
    ]
    assert (
        told("The United States is studying deals on the removal of migrants to countries such as Togo and Peru.") == []
    )


def test_whom_an_agreement_is_on_may_stand_before_whom_it_is_with() -> None:
    assert told("España tiene acuerdos de devolución de migrantes con Marruecos y Senegal.") == [
        "in_force returns_arrangement ESP+MAR",
        "in_force returns_arrangement ESP+SEN",
    ]


FIRST = (
    "The United States deported 20 Cubans to Guatemala in May. "
    "In July, the United States signed an asylum cooperative agreement with Guatemala. "
)


def test_similar_agreements_are_of_each_with_who_made_the_one_before() -> None:
    text = FIRST + "In the following weeks, El Salvador and Honduras signed similar agreements."
    assert [line for line in told(text) if line.startswith("signed")] == [
        "signed asylum_cooperative_agreement GTM+USA",
        "signed asylum_cooperative_agreement SLV+USA",
        "signed asylum_cooperative_agreement HND+USA",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "El Salvador and Honduras signed similar agreements.",
        FIRST + "El Salvador and Honduras refused to sign similar agreements.",
        FIRST + "El Salvador and Honduras may sign similar agreements.",
    ],
)
def test_similar_agreements_that_nobody_made_or_with_nobody_are_none(text: str) -> None:
    assert not any("HND" in line and line.startswith("signed") for line in told(text))


def test_who_moves_people_is_no_maker_of_a_pact_of_two_others() -> None:
    text = "Canada deported 20 Cubans to Mexico in May. In July, Spain signed a readmission agreement with Morocco. "
    assert told(text + "In the following weeks, Chad and Mali signed similar agreements.") == [
        "signed returns_arrangement ESP+MAR",
        "arrived CAN>MEX | May | 20",
    ]


def test_two_states_with_whom_a_third_signs_are_no_pair() -> None:
    text = "L'Espagne a signé avec la Mauritanie et la Gambie des accords contre les passeurs de migrants."
    assert not any("GMB+MRT" in line for line in told(text))


TELLS = (
    "De acuerdo con el Instituto Guatemalteco de Migración, un vuelo con 79 deportados arribó este viernes a una base"
)


def test_who_only_tells_of_a_flight_does_not_send_it() -> None:
    assert told(f"{TELLS} de la Fuerza Aérea.") == []


def test_where_a_flight_left_is_who_sends_it() -> None:
    assert told(f"{TELLS} desde Laredo, Texas, Estados Unidos.") == ["arrived USA>? | este viernes | 79"]


def test_what_a_state_signed_with_several_is_one_with_each() -> None:
    text = "Similar agreements on migration have been concluded by Peru with Chile, Togo and Malta, its minister said."
    assert told(text) == [f"agreed other {pair}" for pair in ("CHL+PER", "PER+TGO", "MLT+PER")]


def test_who_signs_after_a_list_is_none_of_it() -> None:
    text = "Following inking mobility pacts with countries such as Togo, Malta and Chile, Peru signed "
    assert told(f"{text}a migration agreement with Norway.") == [
        f"signed other {pair}" for pair in ("NOR+PER", "PER+TGO", "MLT+PER", "CHL+PER")
    ]


def test_two_that_agreed_to_one_like_another_are_no_pair() -> None:
    before = "Costa Rica signed a readmission agreement with the United States on Monday. "
    assert told(f"{before}Panama and Guatemala had agreed to a similar arrangement on migrants in May.") == [
        "signed returns_arrangement CRI+USA"
    ]


def test_claims_of_signing_are_no_signing() -> None:
    assert told("Togo and Malta have rejected claims of signing a deal to take in migrants from Israel.") == []
