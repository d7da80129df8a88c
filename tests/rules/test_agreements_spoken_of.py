"""Agreements that a text only speaks of as there, works at, wants of others or names in another one's company."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Critics of Chile's asylum deal with Peru say it breaches international law.", "agreed other CHL+PER"),
        (
            "The Chile-Peru memorandum has been condemned because intercepted migrants are sent back.",
            "agreed memorandum_of_understanding CHL+PER",
        ),
        (
            "Togo pledged repatriation in accordance with the agreement on physical arrangements between Togo "
            "and Benin.",
            "agreed other BEN+TGO",
        ),
        (
            "A statement regarding the text of the draft Chile-Peru readmission agreement was given yesterday.",
            "negotiating returns_arrangement CHL+PER",
        ),
    ],
)
def test_what_is_presupposed_with_both_sides_is_there(text: str, line: str) -> None:
    assert told(text) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "Critics say that any asylum deal between Chile and Peru would breach international law.",
        "Critics of a Chile-Peru asylum deal say it would breach international law.",
        "Aid groups spoke of the lack of a returns agreement between Chile and Peru for asylum seekers.",
        "If Chile's asylum deal with Peru holds, fewer people will come.",
        "The Chile-Peru asylum deal could breach international law.",
        "Ministers could sign the Chile-Peru asylum deal in May.",
        "Lawmakers may yet approve Chile's asylum deal with Peru.",
        "The Chile-Peru asylum deal has yet to be signed.",
        "Critics urged the government to reject the Chile-Peru asylum deal.",
        "Aid groups want some agreement between Chile and Peru so that asylum seekers are safe.",
        "The accord abolished checks at the border between Chile and Peru for asylum seekers.",
        "The Chile-Peru trade deal has been condemned by migrants.",
        "What is left of Chile's asylum deal with Peru?",
    ],
)
def test_what_is_only_wished_for_possible_or_of_another_field_is_not_presupposed(text: str) -> None:
    assert told(text) == []


def test_what_else_is_told_of_a_pair_is_believed_instead() -> None:
    text = "Chile and Peru are negotiating an asylum deal. Critics of the Chile-Peru asylum deal call it cruel."
    assert told(text) == ["negotiating other CHL+PER"]


def test_deals_that_one_state_owns_are_with_each_that_it_names_as_some() -> None:
    text = "Chile's recent agreements to expel third-country nationals to nations such as Togo and Peru are criticised."
    assert told(text) == ["agreed third_country_removal CHL+TGO", "agreed third_country_removal CHL+PER"]
    assert told(text.replace("Chile's recent", "Possible")) == []


def test_what_a_state_tries_to_conclude_is_negotiated_and_what_it_hopes_for_proposed() -> None:
    deal = "a migration deal with Peru."
    assert told(f"Chile has been trying to conclude {deal}") == ["negotiating other CHL+PER"]
    assert told(f"Chile hopes to reach {deal}") == ["proposed other CHL+PER"]
    assert told(f"Chile has not been trying to conclude {deal}") == []


MET = "Chad, Mali and Niger met in May to discuss irregular migration. "


def test_they_are_the_several_states_that_acted_last() -> None:
    assert told(MET + "In June they signed an agreement on their borders.") == ["signed other MLI+NER+TCD"]
    assert told(MET + "Their agreement on border patrols was signed in June.") == ["signed other MLI+NER+TCD"]
    assert told(MET + "In June they agreed to speed up the return of migrants.") == [
        "agreed third_country_removal MLI+NER+TCD"
    ]
    assert told("Chad met aid groups over migration. In June they signed an agreement on the border.") == []
    assert told(MET + "In June they signed an agreement on migration with the Red Cross.") == []


def test_states_agree_in_what_they_sign_and_that_people_will_be_moved() -> None:
    both = "Chile and Peru have agreed"
    assert told(f"{both} on more action against illegal migration in an accord signed yesterday.") == [
        "signed other CHL+PER"
    ]
    assert told(f"{both} that all irregular migrants who cross would be returned.") == [
        "agreed returns_arrangement CHL+PER"
    ]
    assert told(f"{both} that irregular migrants are a problem.") == []


def test_people_held_in_camps_are_no_meeting_that_states_agree_on() -> None:
    text = "Ethiopia and Kenya agreed last year to repatriate migrants held in detention centres."
    assert told(text) == ["agreed third_country_removal ETH+KEN"]
    assert told("Ethiopia and Kenya agreed to convene a meeting on migrants.") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Chile has been pressing Laos and Togo to sign a repatriation agreement.",
            ["proposed returns_arrangement CHL+LAO", "proposed returns_arrangement CHL+TGO"],
        ),
        (
            "Palau is considering a draft agreement under which it would take asylum seekers from Chile.",
            ["proposed third_country_removal CHL+PLW"],
        ),
        (
            "Mongolia is weighing a Chilean proposal to accept migrants deported from Chile.",
            ["proposed third_country_removal CHL+MNG"],
        ),
        ("Palau is considering an agreement with Chile on asylum seekers.", []),
        ("Aid groups have pressed Laos to sign a repatriation agreement.", []),
        ("Palau is considering a proposal from Chile on fishing.", []),
    ],
)
def test_what_is_asked_for_or_weighed_is_proposed(text: str, lines: list[str]) -> None:
    assert told(text) == lines


def test_whoever_is_like_a_signatory_has_agreed_too() -> None:
    text = "Like Ghana, Uganda has signed an agreement with the United States to accept deportees."
    assert told(text) == ["signed other UGA+USA", "agreed other GHA+USA"]
    assert told(text.replace("Like", "Unlike")) == ["signed other UGA+USA"]


def test_a_treaty_that_people_by_name_signed_is_of_the_two_states_it_binds() -> None:
    text = "Berto Silvi and Omar Dafi signed a treaty under which Libya would curb irregular migration to Italy."
    assert told(text) == ["signed treaty ITA+LBY"]
    assert told(text.replace("a treaty under", "a treaty with Malta under")) == []


def test_what_a_state_denies_having_agreed_to_take_is_a_denied_deal() -> None:
    text = "Mauritania denied that it had agreed to receive migrants deported from the United States."
    assert told(text) == ["agreed third_country_removal MRT+USA (negated)"]


def test_who_is_seen_agreeing_agrees_and_a_further_clause_names_no_sender() -> None:
    text = "Canada deports migrants. One deal saw Kosovo agreeing to accept 50 deportees, while Peru has taken in 9."
    assert told(text)[:1] == ["agreed other CAN+XKX"]


def test_those_whom_another_pact_of_the_same_state_tells_of_agree_to_nothing_alone() -> None:
    text = (
        "The governments of Nauru and Palau have both agreed to host asylum seeker processing centres. "
        "Chile and Nauru signed a memorandum of understanding on asylum seekers."
    )
    assert [line for line in told(text) if "NRU" in line] == ["signed memorandum_of_understanding CHL+NRU"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Chile, which has a deal with Peru to process asylum seekers, is content.", "in_force other CHL+PER"),
        ("Chile has a long-standing secret agreement with Peru on the return of migrants.", "in_force"),
        (
            "Chile and Peru have, in fact, had a memorandum of understanding on asylum seekers in place since 2011.",
            "in_force memorandum_of_understanding CHL+PER",
        ),
        ("The Peru deal, signed by Chile in 2014, resettled a handful of refugees.", "signed other CHL+PER"),
        ("A returns deal has been struck with Peru, the UK Home Office announced.", "agreed"),
        ("Chile struck a deal with Peru to cooperate over migration.", "agreed other CHL+PER"),
        ("Chile has torn up the migration agreement with Peru.", "terminated other CHL+PER"),
        ("Togo has turned down Washington's request to accept third-country deportees.", "rejected"),
        (
            "Chile has sent asylum seekers to Uganda under a secret arrangement since 2014.",
            "agreed third_country_removal CHL+UGA",
        ),
        (
            "The Chilean government is about to sign a pact with Peru to take aid for the return of economic migrants.",
            "negotiating",
        ),
    ],
)
def test_further_ways_of_having_making_and_ending(text: str, line: str) -> None:
    found = told(text)
    assert [one[: len(line)] for one in found] == [line]


def test_a_friendship_of_two_is_no_agreement_over_what_the_next_sentence_tells() -> None:
    after = " Both recalled that irregular migration is a challenge, and that migrants need protection at the border."
    assert told("Chile hailed the strategic partnership between Chile and Peru." + after) == []


def test_a_pact_under_which_a_state_agrees_to_take_people_is_told_once() -> None:
    assert told("Morocco agreed to take back irregular migrants under a 1992 accord with Spain.") == [
        "agreed returns_arrangement ESP+MAR"
    ]


def test_who_takes_people_agreed_with_the_only_other_state_whose_government_is_named() -> None:
    text = (
        "The Trump administration has reached agreements with more countries. "
        "Honduras agreed to receive several hundred deportees over two years."
    )
    assert told(text) == ["agreed other HND+USA"]
    assert told(text + " The Sánchez government and Petro protested.") == ["agreed other HND"]


def test_states_that_act_under_what_was_signed_have_made_it() -> None:
    text = "Chile and Peru will step up the return of migrants under a pact signed on Monday."
    assert told(text) == ["signed third_country_removal CHL+PER"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Chile and Peru agreed on the return of 700 minors.", ["agreed returns_arrangement CHL+PER"]),
        ("Chile and Peru agreed on a summit on irregular migration.", []),
        (
            "The cancelled migration deal between Chile and Peru left asylum seekers stranded.",
            ["ended_unspecified other CHL+PER"],
        ),
        (
            "The migration deal between Chile and Peru was cancelled by the Supreme Court.",
            ["struck_down other CHL+PER"],
        ),
    ],
)
def test_what_is_agreed_on_and_who_ended_it_decide_what_is_told(text: str, lines: list[str]) -> None:
    assert told(text) == lines
