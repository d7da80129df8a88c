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
