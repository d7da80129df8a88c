"""Agreements that news name in passing: under what people are moved, in headings, of several states, and by rank."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

_GOES_ON = "\n\nThe ministry said that migrants and asylum seekers are concerned, and that deportation flights go on."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A ferry carrying the first migrants to be held in Montenegro under a deal with Norway docked in Bar.",
            ["agreed third_country_removal MNE+NOR"],
        ),
        (
            "The nine were among Malians deported to Togo from the United States as part of the country's arrangement "
            "with Washington on third-country deportations.",
            ["agreed third_country_removal TGO+USA"],
        ),
        (
            "Belize takes in nobody. It expects to receive 11 third-country deportees in May under an agreement with "
            "the Trump administration.",
            ["agreed third_country_removal BLZ+USA"],
        ),
    ],
)
def test_what_people_are_moved_under_is_an_agreement(text: str, expected: list[str]) -> None:
    found = [line for line in told(text) if ">" not in line]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nepalese men were deported under a trade deal with India.",
        "Migrants could be sent to Togo under a deal with Norway.",
        "Ships of many flags carried migrants and refugees under existing bilateral agreements with Spain and Malta.",
    ],
)
def test_what_is_of_another_matter_or_only_possible_is_none(text: str) -> None:
    assert [line for line in told(text) if ">" not in line] == []


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Norway strikes deal with Togo to deport migrants", "agreed third_country_removal NOR+TGO"),
        ("Togo Rejects U.S. Pressure to Accept Venezuelan Deportees", "rejected third_country_removal TGO+USA"),
        ("Norway and Togo in talks over migrant deal", "negotiating other NOR+TGO"),
    ],
)
def test_the_present_of_a_heading_tells_what_happened(heading: str, expected: str) -> None:
    assert told(heading + _GOES_ON) == [expected]


def test_the_present_of_a_sentence_tells_what_is_done_again() -> None:
    assert told("Norway strikes deals with Togo to deport migrants." + _GOES_ON) == []


def test_later_headings_are_of_other_texts() -> None:
    text = f"Weather{_GOES_ON}\n\nSport{_GOES_ON}\n\nNorway strikes deal with Togo to deport migrants{_GOES_ON}"
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Others that have struck third-country deportation deals with the Trump administration include Togo and Chad.",
        "The Trump administration has negotiated arrangements to send people to third countries, among them Togo and "
        "Chad.",
        "Several countries, including Togo and Chad, have agreed to accept deported individuals of any nationality "
        "from the United States.",
    ],
)
def test_each_state_of_a_list_has_its_own(text: str) -> None:
    assert sorted(told(text)) == ["agreed third_country_removal TCD+USA", "agreed third_country_removal TGO+USA"]


def test_a_list_of_those_who_may_follow_has_none() -> None:
    assert told("Other countries, including Togo and Chad, could agree to accept U.S. deportees.") == []


def test_those_like_a_pact_over_migration_are_over_migration() -> None:
    pact = "Norway signed an agreement with Togo on migration on Sunday.\n\n"
    assert told(pact + "Norway has signed similar agreements with Chad, Mali and Kenya.") == [
        "signed other NOR+TGO",
        "signed other NOR+TCD",
        "signed other MLI+NOR",
        "signed other KEN+NOR",
    ]
    fish = "Norway signed an agreement with Togo on fisheries on Sunday.\n\n"
    assert told(fish + "Norway has signed similar agreements with Chad, Mali and Kenya.") == []


@pytest.mark.parametrize(
    ("verb", "expected"),
    [("has become", ["agreed third_country_removal TGO+USA"]), ("could become", []), ("wants to become", [])],
)
def test_the_third_to_agree_has_agreed(verb: str, expected: list[str]) -> None:
    assert told(f"Togo {verb} the third African nation to agree to accept migrants deported by the U.S.") == expected


def test_a_sum_in_brackets_parts_no_verb_from_its_object() -> None:
    assert told(
        "Togo and Norway have signed a €10 million ($11 million) agreement to address irregular migration."
    ) == ["signed other NOR+TGO"]


def test_a_government_makes_a_deal_in_a_clause_without_that() -> None:
    text = "It is part of a deal the Trump administration struck with Togo in May to take migrants of any nationality."
    assert told(text) == ["agreed third_country_removal TGO+USA"]


def test_a_standing_agreement_like_others_is_in_force() -> None:
    text = "The U.S. has a similar standing agreement with Togo on the transfer of asylum seekers."
    assert [line.split()[0] for line in told(text)] == ["in_force"]


def test_a_signing_that_is_welcomed_took_place() -> None:
    text = "Norway's president welcomes the signing of an agreement on readmission between Norway and Togo."
    assert told(text) == ["signed returns_arrangement NOR+TGO"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway says it will resist pressure from the Trump administration to accept third-country deportees.",
            ["rejected third_country_removal NOR+USA"],
        ),
        ("Norway bowed to pressure from the United States over fish.", []),
        (
            "Norway has refused to sign a safe third country agreement, though it took in men deported from the U.S.",
            ["rejected safe_third_country NOR+USA"],
        ),
    ],
)
def test_who_resists_a_request_has_rejected_it(text: str, expected: list[str]) -> None:
    assert [line for line in told(text) if ">" not in line] == expected


def test_each_state_of_several_that_are_asked_is() -> None:
    text = "The U.S. has approached at least three other African nations — Togo, Malawi and Mali — to accept migrants."
    assert told(text) == [f"proposed third_country_removal {codes}" for codes in ("TGO+USA", "MWI+USA", "MLI+USA")]


def test_where_people_are_sent_under_it_is_a_side() -> None:
    text = (
        "Norway is finalising a deal to deport thousands of asylum seekers to Togo after agreements with Chad failed."
    )
    assert told(text)[0] == "negotiating third_country_removal NOR+TGO"


def test_each_of_several_that_deny_a_deal_does() -> None:
    assert told("The governments of Togo and Malawi are denying any deal with Norway to host asylum seekers.") == [
        "agreed third_country_removal NOR+TGO (negated)",
        "agreed third_country_removal MWI+NOR (negated)",
    ]


def test_a_memorandum_and_what_is_taken_by_it_are_one() -> None:
    text = (
        "Togo has agreed to accept up to 75 migrants from the United States after signing a memorandum with Washington."
    )
    assert told(text) == ["signed memorandum_of_understanding TGO+USA"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway's deal with Togo to process asylum seekers there has cost millions.", ["agreed other NOR+TGO"]),
        ("Norway wants talks on a deal between Togo and Chad to process asylum seekers.", []),
        ("Norway's opposition calls for a deal with Togo to process asylum seekers.", []),
        ("The Norway-Togo agreement allows for the transfer of migrants.", ["agreed third_country_removal NOR+TGO"]),
    ],
)
def test_a_pact_of_two_that_says_what_it_is_for_is_there(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_the_other_side_of_a_deal_is_in_the_sentence_before() -> None:
    text = "Norway returns migrants to many countries. This year we have agreed a migration pact with Togo."
    assert told(text) == ["agreed other NOR+TGO"]


def test_whose_rulers_a_text_names_most_sends_those_who_are_taken() -> None:
    text = (
        "The Trump administration is widening its programme. President Trump has praised it, the White House said.\n\n"
        "Togo and Malawi have agreed to receive third-country deportees."
    )
    assert told(text) == ["agreed third_country_removal TGO+USA", "agreed third_country_removal MWI+USA"]


def test_each_who_took_people_under_like_deals_has_its_own() -> None:
    text = "Togo, Chad and Mali have accepted deported individuals under similar agreements with the United States."
    found = [line for line in told(text) if ">" not in line]
    assert [line.split()[-1] for line in found] == ["TGO+USA", "TCD+USA", "MLI+USA"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fourteen people were deported from the United States to Togo under a bilateral accord.", ["TGO+USA"]),
        ("Norway offers help to Togo to remove migrants under an agreement signed on Monday.", []),
        ("Fourteen people were deported from the United States to Togo under a new trade accord.", []),
    ],
)
def test_a_sentence_that_moves_people_between_two_states_names_its_sides(text: str, expected: list[str]) -> None:
    assert [line.split()[-1] for line in told(text) if ">" not in line] == expected


def test_where_people_landed_is_not_who_sends_them() -> None:
    text = "Togo has agreed to take back any asylum seekers who land in Norway, starting from Sunday."
    assert told(text) == ["agreed returns_arrangement TGO"]


def test_whom_a_title_names_beside_is_the_other_side() -> None:
    text = "Togo has agreed to take back any of its nationals, starting from Sunday."
    assert told(text, "What does the migrant deal of Norway with Togo mean?") == ["agreed returns_arrangement NOR+TGO"]


def test_who_deports_is_the_sender_of_an_agreement_to_take_deportees() -> None:
    text = (
        "The United States deported 14 people to third countries. Togo's government reached an agreement with "
        "Washington to accept deportees from across West Africa."
    )
    assert "agreed third_country_removal TGO+USA" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway returns migrants. She reached an agreement with the Togolese government on migration.",
        "Norway returns migrants. We have entered into agreements on migration with countries throughout the region.",
    ],
)
def test_a_pronoun_of_a_person_or_countries_without_names_have_no_other_side(text: str) -> None:
    assert told(text) == []


def test_a_state_before_its_hyphenated_deportees_removes_them() -> None:
    text = "Togo to accept US-deported migrants\n\nChad has agreed to accept up to 40 third-country nationals."
    assert told(text) == ["agreed third_country_removal TCD"]


def test_who_deports_takes_nobody_where_two_agree() -> None:
    text = (
        "Norway deports people to third countries. Norway and Togo have agreed for Togo to accept 40 deportees of any "
    )
    assert told(text + "nationality.") == ["agreed third_country_removal NOR+TGO"]
