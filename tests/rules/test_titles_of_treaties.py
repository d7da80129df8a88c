"""Agreements whose full titles stand by themselves, as lists of treaties print them."""

from __future__ import annotations

from tests.rules.telling import told

LIST = """The EU has concluded readmission agreements with the following countries:

Albania

Agreement between the European Community and the Republic of Albania on the readmission of persons residing without \
authorisation

Russia

Agreement between the European Community and the Russian Federation on readmission
"""


def test_each_title_of_a_list_is_an_agreement_of_its_two_states() -> None:
    assert told(LIST) == ["agreed returns_arrangement ALB+EUE", "agreed returns_arrangement EUE+RUS"]


def test_a_title_on_another_matter_and_a_sentence_are_none() -> None:
    text = "# Treaties\n\n- Agreement between Chile and Peru on fisheries\n- Agreement between the two on migration.\n"
    assert told(text) == []


def test_what_a_sentence_says_of_the_two_states_counts_more_than_the_title() -> None:
    text = (
        "# Agreement between Nauru and Australia on the transfer of asylum seekers\n\nNauru and Australia terminated "
        "their agreement on the transfer of asylum seekers in May."
    )
    assert [line.split()[0] for line in told(text)] == ["terminated"]


def test_what_officials_request_of_cities_is_no_agreement() -> None:
    text = "Cities often defy requests from Immigration and Customs Enforcement officials to hold undocumented "
    assert told(f"{text}immigrants so they can be picked up later for deportation.") == []


def test_the_other_side_of_one_pact_is_none_of_another_one() -> None:
    text = "The first migration agreement was signed with Romania and protocols have been approved with Poland."
    assert not any("ROU" in line and "POL" in line for line in told(text))


def test_a_state_called_by_its_name_of_then_stands_in_a_list() -> None:
    text = (
        "The EU has signed readmission agreements with Albania, Former Yugoslav Republic of Macedonia, the Hashemite "
        "Kingdom of Jordan and Ukraine."
    )
    assert [line.split()[-1] for line in told(text)] == ["ALB+EUE", "EUE+MKD", "EUE+JOR", "EUE+UKR"]
