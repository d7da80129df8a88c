"""Removals told by people who came and were deported, said aside: "The 24, who were deported by Turkey, landed at"."""

from __future__ import annotations

from tests.rules.telling import told


def test_an_aside_says_who_deported_those_who_came() -> None:
    assert told("The 24 illegal Pakistani immigrants, who were deported by Turkey, landed at Lahore on Thursday.") == [
        "arrived TUR>Lahore | Thursday | 24"
    ]
    assert told("52 Pakistani immigrants, deported by US authorities reached Multan Airport on a special flight.") == [
        "arrived USA>Multan Airport | 52"
    ]
    assert told("The 24 Pakistani students, who were invited by Turkey, landed at Lahore on Thursday.") == []


def test_people_are_brought_after_they_were_deported() -> None:
    assert told("On Aug 22, 18 Pakistanis had been brought to Multan after being deported from Germany.") == [
        "arrived DEU>Multan | Aug 22 | 18"
    ]
    assert told("On Aug 22, 18 Pakistanis had been brought to Multan after being invited from Germany.") == []


def test_a_place_may_stand_without_a_preposition() -> None:
    assert told("Forty-one Nigerians deported from Spain arrived the Murtala Muhammed Airport on Thursday.") == [
        "arrived ESP>Murtala Muhammed Airport | Thursday | Forty-one"
    ]
    assert told("Forty-one Nigerians who had been to Spain arrived the Murtala Muhammed Airport on Thursday.") == []


def test_one_group_needs_no_number() -> None:
    assert told("A group of Zimbabwean nationals deported from the US arrived in Bulawayo.") == ["arrived USA>Bulawayo"]
    assert told("Zimbabwean nationals deported from the US arrived in Bulawayo.") == []


def test_states_that_are_only_counted_are_no_one_state() -> None:
    assert told("Libya deports people. Thirty Nigerians were in June deported from six European countries.") == [
        "arrived ?>? | June | Thirty"
    ]
    assert told("Six European countries on Thursday deported 29 Nigerians.") == ["arrived ?>? | Thursday | 29"]
    assert told("Thirty Nigerians were deported in June.") == []


def test_no_fewer_than_so_many_are_not_none() -> None:
    assert told("No fewer than 41 Nigerians were on Thursday deported from Spain.") == [
        "arrived ESP>? | Thursday | No fewer than 41"
    ]
    assert told("No Nigerians were on Thursday deported from Spain.") == []


def test_a_country_after_its_place() -> None:
    assert told("The U.S. Coast Guard repatriated 31 Cuban migrants to Bahia de Cabañas, Cuba, on Tuesday.") == [
        "arrived USA>CUB | Tuesday | 31"
    ]


def test_people_after_where_they_are_taken() -> None:
    assert told("The United States on Monday deported to Eswatini ten men.") == ["arrived USA>SWZ | Monday | ten"]
