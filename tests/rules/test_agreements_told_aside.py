"""Agreements of which a sentence names one side, no verb or no status: talks, lists, thanks, clauses, what is paid."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

TALKS = [
    (
        "Talks with Iraq on the return of rejected asylum seekers have stalled, Sweden's migration minister said.",
        ["negotiating returns_arrangement IRQ+SWE"],
    ),
    (  # what increases are checks, and nobody is taken
        "Costa Rica and the US signed a protocol in March to increase the number of biometric checks of migrants.",
        ["signed other CRI+USA"],
    ),
    (  # of others it is said that they are not taken
        "Its president said Peru would receive Peruvians deported from Canada, but had not agreed to take nationals of "
        "other countries.",
        ["agreed returns_arrangement CAN+PER"],
    ),
    (
        "Ghana and Norway have agreed a joint action plan to prevent migrants from crossing the strait illegally.",
        ["agreed other GHA+NOR"],
    ),
    (
        "Ghana and Norway are negotiating over return hubs for rejected asylum seekers.",
        ["negotiating third_country_removal GHA+NOR"],
    ),
    (
        "Talks are under way between the Netherlands and Uganda on a return hub, the Dutch minister said.",
        ["negotiating third_country_removal NLD+UGA"],
    ),
    (
        "Washington has approached Angola about receiving third-country deportees, two officials said.",
        ["proposed third_country_removal AGO+USA"],
    ),
]

MADE = [
    (
        "Germany deported 20 Afghans to Uzbekistan under a returns deal the two countries agreed in June.",
        ["agreed returns_arrangement DEU+UZB"],
    ),
    (
        "Following the signing of a readmission agreement with Uzbekistan in September, Germany expects more returns.",
        ["signed returns_arrangement DEU+UZB"],
    ),
    (
        "Some 100 people were deported after a deportation deal between the United States and Iran, officials said.",
        ["agreed third_country_removal IRN+USA"],
    ),
    (
        "The secretary met Belize's foreign minister. The United States and Belize spoke of migration, and the United "
        "States thanked Belize for signing the Safe Third Country Agreement.",
        ["signed safe_third_country BLZ+USA"],
    ),
    (
        "Guinea announced an agreement with Spain on the temporary transit of deportees.",
        ["announced third_country_removal ESP+GIN"],
    ),
    (
        'Belize has signed an agreement with the US to act as a "safe third country". Under a similar asylum deal with '
        "Paraguay signed in August, asylum seekers in the US can be sent there.",
        ["signed safe_third_country BLZ+USA", "signed safe_third_country PRY+USA"],
    ),
    (
        "Iraq had agreed with Iceland in May to take back nationals whose claims fail.",
        ["agreed returns_arrangement IRQ+ISL"],
    ),
    (
        "Ecuador firmó con Estados Unidos un acuerdo que permite la llegada de solicitantes de asilo de otros países.",
        ["signed third_country_removal ECU+USA"],
    ),
    (
        "El Salvador agreed to accept dangerous criminals of any nationality deported from the United States.",
        ["agreed third_country_removal SLV+USA"],
    ),
    (
        "Australia will pay Nauru $408m to resettle 280 asylum seekers, under a memorandum of understanding signed on "
        "the island on Friday.",
        ["signed memorandum_of_understanding AUS+NRU"],
    ),
]

OF_SEVERAL = (
    "The Trump administration has reached deportation agreements with Honduras and Uganda. Officials have also pressed "
    "Peru to accept third-country nationals. Officials say Chad has refused to accept third-country nationals."
)

NOTHING = [
    "Talks with Iraq on fisheries have stalled, Sweden's minister said.",
    "The company signed the agreement that the two managers wanted in June.",
    "Washington has approached Angola about selling it wheat.",
    "Paraguay also signed such a migration agreement, while Mexico has accepted deportees without one.",
]


@pytest.mark.parametrize(("text", "expected"), [*TALKS, *MADE])
def test_agreements_are_told(text: str, expected: list[str]) -> None:
    assert [line for line in told(text) if ">" not in line] == expected


def test_one_side_alone_has_the_maker_of_several_for_the_other() -> None:
    assert told(OF_SEVERAL) == [
        "agreed third_country_removal HND+USA",
        "agreed third_country_removal UGA+USA",
        "proposed third_country_removal PER+USA",
        "rejected third_country_removal TCD+USA",
    ]


def test_people_of_other_nationalities_make_it_an_agreement_on_others() -> None:
    text = (
        "The agreement that Eswatini and the United States signed in May lets it take 160 deportees. The United States "
        "flew five men from Cuba and Yemen to Eswatini in July."
    )
    assert told(text)[0] == "signed third_country_removal SWZ+USA"


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kosovo will receive 50 third-country nationals deported from the United States under an agreement of 11 June.",
        "Kosovo agreed on 11 June to take in 50 people deported from the United States.",
    ],
)
def test_those_who_are_to_be_taken_have_not_come(text: str) -> None:
    assert not [line for line in told(text) if ">" in line]
