"""Removals of which the sentence tells only who and how many: the title, or the text around, says by whom."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Malaysia deported 150 Vietnamese nationals this month, sources said.", ["arrived MYS>? | this month | 150"]),
        ("Sweden deported 12 Somalis last week.", ["arrived SWE>? | last week | 12"]),
        ("Fifty-three Haitians were deported from Jamaica.", ["arrived JAM>? | Fifty-three"]),
        ("Malaysia will deport 1,200 detained Thai nationals.", ["planned MYS>? | 1,200 (planned)"]),
        ("158 hondureños fueron deportados desde México este lunes.", ["arrived MEX>? | este lunes | 158"]),
        ("Las autoridades panameñas deportaron a 38 haitianos a su nación.", ["arrived PAN>HTI | 38"]),
        (
            "Turkey and Cyprus expelled nearly 500 Afghan refugees yesterday.",
            ["arrived TUR>? | yesterday", "arrived CYP>? | yesterday"],
        ),
    ],
)
def test_so_many_of_a_nationality_are_an_event(text: str, facts: list[str]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "Malaysia deported 150 Vietnamese nationals in 2019.",
        "Malaysia deported 1,500 Vietnamese nationals.",
        "Malaysia has deported 150 Vietnamese nationals since March.",
        "Malaysia deported 150 people.",
        "Malaysia spoke of 150 Vietnamese nationals deported from Johor.",
        "Malaysia could deport 150 Vietnamese nationals.",
        "The club sent 150 Vietnamese nationals this month.",
    ],
)
def test_a_total_or_a_practice_is_none(text: str) -> None:
    assert told(text) == []


def test_the_title_says_who_removes_and_where_to() -> None:
    text = "More than 200 Afghans were deported through the border crossing on Monday."
    assert told(text, title="Pakistan expels Afghan refugees") == ["arrived PAK>? | Monday | More than 200"]
    assert told(text, title="Afghan refugees hope for help") == []
    landed = "A military plane landed on Monday at the Villeda Morales airport with 44 Hondurans deported from Texas."
    assert told(landed, title="A third flight reaches Honduras") == [
        "arrived ?>HND | Monday | 44",
    ]


def test_where_people_are_sent_is_not_what_to_belongs_to() -> None:
    assert told("About 44 Nigerians were deported to their home country on Friday, according to the Home Office.") == [
        "arrived GBR>NGA | Friday | About 44"
    ]


def test_a_participle_that_is_an_adjective_moves_nobody() -> None:
    assert told("A plane carrying 120 deported Iranians is due to land in Doha on Tuesday.") == [
        "planned ?>Doha | Tuesday | 120 (planned)"
    ]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Venezuela announced Wednesday the arrival of 185 nationals deported from the United States.",
            ["arrived USA>VEN | 185"],
        ),
        (
            "El Gobierno de Chile realizó un operativo de expulsión de 51 ciudadanos colombianos "
            "durante la mañana de este jueves.",
            ["arrived CHL>? | este jueves | 51"],
        ),
        (
            "La policía de Chile concretó, la tarde del jueves, la expulsión del país de 69 extranjeros en un vuelo, "
            "con destino a Colombia y Perú.",
            ["arrived CHL>COL | jueves", "arrived CHL>PER | jueves"],
        ),
    ],
)
def test_a_noun_tells_of_who_came_and_who_was_expelled(text: str, facts: list[str]) -> None:
    assert told(text) == facts


def test_announcing_is_no_arriving() -> None:
    assert told("Venezuela announced Wednesday the arrival of 185 doctors.") == []
    assert told("Chile anunció la expulsión de 51 ciudadanos colombianos este jueves.") == []


def test_a_flight_is_sent_by_the_state_that_it_left() -> None:
    assert told(
        "A deportation flight carrying 28 Afghan nationals left Germany on Friday morning, a spokesman said."
    ) == ["departed DEU>? | Friday | 28"]
    assert told("A deportation flight to Kabul, Afghanistan, left Germany's Leipzig airport on Friday.") == [
        "departed DEU>AFG | Friday"
    ]


def test_a_flight_lands_in_a_kingdom() -> None:
    assert told("A deportation flight with five detainees landed in the southern African kingdom of Eswatini.") == [
        "arrived ?>SWZ | five"
    ]


def test_what_has_no_end_is_not_made_one_with_another_flight() -> None:
    assert told("Turkey deported 300 Syrians in March. Turkey sent deportees to Idlib on a bus on Monday.")[0] == (
        "arrived TUR>? | March | 300"
    )
