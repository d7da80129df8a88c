"""Removals told in ways that the rules once passed over: totals at the end, boardings of several groups, boats."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


def test_a_total_at_the_end_is_another_number() -> None:
    assert told(
        "Pakistan expelled 1,870 Afghans on Friday, the interior ministry said, "
        "bringing to 1.1 million those who have left since 2023."
    ) == ["arrived PAK>? | Friday | 1,870"]
    assert told("Pakistan has expelled 1,870 Afghans since Friday.") == []
    assert told("Turkey deported 540 Syrians, bringing its own buses, since March.") == []


def test_foreigners_returned_on_a_ship() -> None:
    assert told("Trinidad y Tobago devolvió el lunes a 61 venezolanos a bordo de un ferry.") == [
        "arrived TTO>? | lunes | 61"
    ]
    assert told("Panamá devolvió el lunes 61 cuadros a bordo de un ferry.") == []
    assert told("Panamá devolvió el lunes a 61 panameños a bordo de un ferry.") == []


def test_two_groups_put_on_buses_and_sent_to_their_countries() -> None:
    assert told(
        "Mexico's migration institute said that it had put 75 Guatemalans and 20 Hondurans on three buses "
        "in Tapachula on Monday and sent them back to their countries."
    ) == ["departed MEX>GTM | Monday | 75", "departed MEX>HND | Monday | 20"]
    assert told("Mexico put 75 Guatemalans and 20 Hondurans on three buses to the stadium on Monday.") == []


def test_a_planned_boarding() -> None:
    assert told(
        "The deportation of Georgians goes on. Germany intends to put more than 40 Georgians on a plane "
        "to Tbilisi on 12 May. Georgia agreed."
    ) == ["planned DEU>GEO | 12 May | more than 40 (planned)"]
    assert told("Malta plans to put nine deportees on a plane bound for Rwanda on Monday.") == [
        "planned MLT>RWA | Monday | nine (planned)"
    ]
    assert told("Malta refused to put nine deportees on a plane bound for Rwanda on Monday.") == []
    assert told("If Malta puts nine deportees on a plane bound for Rwanda on Monday, lawyers will sue.") == []


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "A plane with 14 people deported from the United States came down at Lungi International Airport "
            "before dawn on Tuesday, Sierra Leone's information ministry said.",
            ["arrived USA>SLE | Tuesday | 14"],
        ),
        (
            "A plane with 14 people deported from the United States landed at Lungi International Airport on Tuesday, "
            "officials said.",
            ["arrived USA>Lungi International Airport | Tuesday | 14"],
        ),
        (
            "Nine Bhutanese refugees whom Canada had admitted years ago, and who had lost an appeal, "
            "were flown by way of Delhi to Bhutan on 3 March.",
            ["arrived ?>BTN | 3 March | Nine"],
        ),
        (
            "Migrants are deported to third countries. The second transfer took place on July 9, 2026, "
            "when a chartered Gulfstream carried seven individuals, among them two Cubans, from Texas to Lesotho.",
            ["arrived ?>LSO | July 9, 2026 | seven"],
        ),
        (
            "Another deportation flight, carrying about 40 people, is expected in Accra, Ghana, on 3 March.",
            ["planned ?>GHA | 3 March | about 40 (planned)"],
        ),
        (
            "Nine migrants were deported to Ghana, and more are to be deported. A transfer to Palau that had been "
            "planned for 4 May was called off because of a storm.",
            ["arrived ?>GHA | Nine", "cancelled ?>PLW | 4 May"],
        ),
        (
            "A charter that was to have carried 12 Iraqis to Uganda on Monday stayed on the ground "
            "after a federal judge issued a temporary restraining order.",
            ["blocked_by_court ?>UGA | Monday | 12"],
        ),
        (
            "A charter that was to have carried 12 Iraqis to Uganda on Monday stayed on the ground because of fog.",
            ["cancelled ?>UGA | Monday | 12"],
        ),
    ],
)
def test_flights_told_in_other_words(text: str, facts: list[str]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    "text",
    [
        "A plane with 14 deportees came down in a field in Guatemala on Tuesday.",
        "A deportation flight to Ghana is expected to anger the opposition.",
        "The transfer to Panama of the canal was called off on Friday. Migrants were deported.",
        "Migrants were deported. A student transfer to Malta planned for May was called off.",
        "On Friday a ferry carried 300 people from Italy to Malta.",
        "The plane stayed on the ground on Monday because of fog.",
        "Migrants were deported. On Friday two jets carried 90 troops to Panama.",
    ],
)
def test_nothing_is_told_of_other_matters(text: str) -> None:
    assert told(text) == []


def test_who_says_so_in_passing_received_them() -> None:
    assert told(
        "A jet with 19 people expelled from the United States landed at Lungi International Airport on Tuesday, "
        "Sierra Leone's information ministry said, making the country the fifth to take migrants."
    ) == ["arrived USA>SLE | Tuesday | 19"]


def test_people_carried_to_an_airport() -> None:
    text = "on 3 May, when a chartered Gulfstream carried nine individuals from El Paso to Lungi International Airport."
    assert told(f"Migrants are deported to third countries. The first transfer took place {text}") == [
        "arrived ?>Lungi International Airport | 3 May | nine"
    ]


def test_fewer_than_so_many_are_all_so_far() -> None:
    assert told("Fewer than 60 people had been deported by Mexico to Honduras under the agreement.") == []
    assert told("Fewer than 60 people were deported by Mexico to Honduras on Monday.") == [
        "arrived MEX>HND | Monday | Fewer than 60"
    ]


def test_a_successful_removal_that_is_announced() -> None:
    assert told(
        "The United States today announced the successful removal to the Republic of Rwanda of six aliens."
    ) == ["arrived USA>RWA | six"]
    assert told("ICE seeks the successful removal of nine aliens to Rwanda.") == []
    assert told("The United States announced on Monday the planned removal of nine aliens to Rwanda.") == []


def test_a_vehicle_set_out() -> None:
    assert told(
        "Migrants are deported from the United States. On 3 June a Gulfstream IV set out from Alexandria, Louisiana, "
        "for Douala, Cameroon, with eleven people."
    ) == ["departed USA>CMR | 3 June | eleven"]
    assert told("Migrants are deported. The minister set out a plan on 3 June for 90 flights to Cameroon.") == []
