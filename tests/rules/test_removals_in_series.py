"""Removals of which a series is told, flights whose way another sentence says, and what somebody said would be."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The United States deported 45 Cubans to Cuba on Thursday.\n\n"
            "The last operation took place on April 25 with 47 illegal immigrants on board.",
            ["arrived USA>CUB | Thursday | 45", "arrived USA>CUB | April 25 | 47"],
        ),
        (
            "The first deportation to Chad from Libya took place on 3 May. Deportations of migrants go on.",
            ["arrived LBY>TCD | 3 May"],
        ),
        (
            "The treaty enables the return of migrants and asylum seekers from the UK to France.\n\n"
            "The first return under the UK-France agreement occurred on 18 September 2025.",
            ["arrived GBR>FRA | 18 September 2025"],
        ),
        (  # which of the two sends people is not said
            "The treaty enables the return of migrants and asylum seekers.\n\n"
            "The first return of a migrant under the UK-France agreement occurred on 18 September 2025.",
            [],
        ),
        (
            "Migrants are detained before their deportation to Chad.\n\n"
            "The first meeting on deportations from Libya to Chad took place on 3 May.",
            [],
        ),
    ],
)
def test_one_of_a_series_took_place(text: str, expected: list[str]) -> None:
    removals = [line for line in told(text) if ">" in line]
    assert removals == expected


def test_an_operation_saw_and_involved_removals() -> None:
    assert told("The flight saw the deportation of 29 Colombians from Panama to Colombia on Tuesday.") == [
        "arrived PAN>COL | Tuesday | 29"
    ]
    assert told("The operation involved the removal of 32 people from Ireland to Georgia on 27 February.") == [
        "arrived IRL>GEO | 27 February | 32"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Campaigners criticised a decision to charter a deportation flight to Vietnam.\n\n"
            "The flight is due to take off on Wednesday.",
            ["planned ?>VNM | Wednesday (planned)"],
        ),
        (
            "Campaigners criticised a decision to charter a deportation flight to Vietnam.\n\n"
            "The plane of the president is due to take off on Wednesday.",
            [],
        ),
        (
            "Campaigners criticised a decision to charter a deportation flight to Vietnam.\n\n"
            "A flight is due to take off on Wednesday.",
            [],
        ),
    ],
)
def test_the_flight_goes_where_the_sentence_before_says(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_flights_are_counted_for_each_destination() -> None:
    assert told("The United States operated two deportation flights to Guatemala and one to Honduras on Friday.") == [
        "arrived USA>GTM | Friday | two",
        "arrived USA>HND | Friday | one",
    ]
    assert told(
        "The United States operated two deportation flights to Guatemala with migrants, and 30 to Honduras, on Friday."
    ) == ["arrived USA>GTM | Friday | two"]


def test_a_state_revokes_permission_to_land() -> None:
    assert told("Colombia revoked permission for two US military planes carrying deportees to land.") == [
        "refused USA>COL | two"
    ]
    assert told("Colombia revoked the visas of two pilots of US military planes carrying deportees.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said 30 migrants would be deported to Rwanda on Tuesday.",
            ["planned ?>RWA | Tuesday | 30 (planned)"],
        ),
        ("The minister said 30 migrants would be deported to Rwanda if the court agreed.", []),
        ("As many as 30 migrants would be deported to Rwanda.", []),
    ],
)
def test_what_somebody_said_would_be_done_is_planned(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A deportation flight to Nigeria and Ghana left Stansted on Tuesday with 30 people on board.",
            ["departed ?>NGA | Tuesday", "departed ?>GHA | Tuesday"],
        ),
        (
            "A deportation flight is scheduled to depart from London for Nigeria and Ghana tonight.",
            ["planned ?>NGA | tonight (planned)", "planned ?>GHA | tonight (planned)"],
        ),
        ("A deportation flight to Nigeria left Stansted on Tuesday.", ["departed ?>NGA | Tuesday"]),
    ],
)
def test_a_flight_to_several_states_is_one_to_each(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_who_is_sent_on_is_not_sent_by_whoever_deported_them_first() -> None:
    assert told(
        "The US deported 177 Venezuelan migrants to Honduras on Thursday, from where they will be sent to Venezuela."
    ) == ["arrived USA>HND | Thursday | 177", "planned ?>VEN | 177 (planned)"]
    assert told("Rodrigo Chaves said that up to 200 migrants deported by the U.S. would be sent to Costa Rica.") == [
        "planned USA>CRI | up to 200 (planned)"
    ]


def test_buses_do_not_land() -> None:
    text = "The 14 men deported from Britain were driven away in two buses after landing in Harare on Thursday."
    assert [line for line in told(text) if line.endswith("two")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A group of Zimbabwean nationals arrived at Robert Mugabe Airport on a chartered flight "
            "after being deported by Washington.",
            ["arrived USA>Robert Mugabe Airport"],
        ),
        (
            "Some 14 Zimbabweans who last night were deported from Britain have arrived in Zimbabwe.",
            ["arrived GBR>ZWE | last night | Some 14"],
        ),
        ("Thailand on Thursday sent back 40 “illegal immigrants” to China.", ["arrived THA>CHN | Thursday | 40"]),
        ("Thailand has deported 40 Uyghurs to China.", ["arrived THA>CHN | 40"]),
    ],
)
def test_a_group_a_date_before_its_verb_a_quoted_noun_and_a_people(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_men_and_women_have_no_number_of_their_own() -> None:
    assert told("86 men and four women were deported to Somalia on Wednesday by the United States.") == [
        "arrived USA>SOM | Wednesday"
    ]


def test_what_is_summed_up_over_a_year_is_no_event() -> None:
    assert told("A total of 107 Kenyans were deported from the US last year.") == []
    assert told("A total of 107 Kenyans were deported from the US on Friday.") == [
        "arrived USA>? | Friday | A total of 107"
    ]


def test_a_flight_full_of_deportees_is_received() -> None:
    assert told("Somalia received a chartered flight full of deportees from the United States this week.") == [
        "arrived USA>SOM | this week"
    ]
