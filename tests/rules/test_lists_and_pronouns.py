"""Removals whose verb, people or place another part of the text says: lists, pronouns, nouns and who speaks."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

LISTED = [
    (
        "The United States deported eight men to South Sudan, five to Eswatini and seven to Rwanda.",
        ["arrived USA>SSD | eight", "arrived USA>SWZ | five", "arrived USA>RWA | seven"],
    ),
    (
        "Eswatini took in five deportees from the United States in July, and Rwanda seven in August.",
        ["arrived USA>SWZ | July | five", "arrived USA>RWA | August | seven"],
    ),
    (
        "Panama received 299 deportees from the United States in February; Costa Rica, 200.",
        ["arrived USA>PAN | February | 299", "arrived USA>CRI | 200"],
    ),
    (
        "On Friday Greece deported 35 Pakistanis to Pakistan and 12 men to Georgia.",
        ["arrived GRC>PAK | Friday | 35", "arrived GRC>GEO | Friday | 12"],
    ),
]

NOT_LISTED = [
    # Numbers that go on with something else count nobody who is moved.
    (
        "The United States deported eight men to Eswatini, gave $5 million to Rwanda and sent 12 letters to Chad.",
        ["arrived USA>SWZ | eight"],
    ),
    (
        "Eswatini took in five deportees from the United States on July 16, and Rwanda 20 percent more aid.",
        ["arrived USA>SWZ | July 16 | five"],
    ),
]

PRONOUNS = [
    (
        "There were 119 migrants of several nationalities on the plane. The United States flew them to Panama in May.",
        ["arrived USA>PAN | May | 119"],
    ),
    (
        "Police held 14 migrants on Sunday. All of them were deported to Ghana by the United States on 5 September.",
        ["arrived USA>GHA | 5 September | 14"],
    ),
]

NOMINAL = [
    (
        "The deportation of 23 Afghans to Kabul on 18 July was Germany's second such operation.",
        ["arrived ?>AFG | 18 July | 23"],
    ),
    (
        "Poland carried out the expulsion of 15 Georgian nationals to Georgia on Tuesday.",
        ["arrived POL>GEO | Tuesday | 15"],
    ),
    (
        "Rights groups condemned the deportation of eight men to South Sudan by the United States.",
        ["arrived USA>SSD | eight"],
    ),
    (
        "Cameroon confirmed the arrival on its soil of nine deportees from the United States.",
        ["arrived USA>CMR | nine"],
    ),
    (
        "La deportación de 238 venezolanos a El Salvador el 15 de marzo fue condenada por la oposición.",
        ["arrived ?>SLV | 15 de marzo | 238"],
    ),
    ("Rwanda says seven deportees from the US arrived last week.", ["arrived USA>RWA | last week | seven"]),
]

NOT_NOMINAL = [
    "The deportation of 23 Afghans to Kabul on 18 July is planned.",
    "The deportation of 23 Afghans to Kabul on 18 July would be Germany's second.",
    "The deportation of 23 Afghans to Kabul, which was the plan on 18 July, did not take place.",
    "Officials in Texas said seven deportees from the US arrived on Monday.",
]

ONE = [
    ("A man has been deported from the United Kingdom to France.", ["arrived GBR>FRA"]),
    ("An alien who was deported to Mexico may apply for a visa.", []),
    ("A migrant may be deported to Mexico.", []),
]


@pytest.mark.parametrize(("text", "expected"), [*LISTED, *NOT_LISTED, *PRONOUNS, *NOMINAL, *ONE])
def test_removals_are_told(text: str, expected: list[str]) -> None:
    assert [line for line in told(text) if ">" in line] == expected


@pytest.mark.parametrize("text", NOT_NOMINAL)
def test_what_has_not_happened_is_not(text: str) -> None:
    assert told(text) == []


def test_who_takes_deported_people_has_not_deported_them() -> None:
    text = (
        "# Uganda agrees to take deported migrants\n\nUganda will take in deported migrants from the United States.\n\n"
    )
    assert "UGA>" not in " ".join(told(text + "Last month, 13 men were deported to Eswatini."))


FURTHER = [
    (
        "Nine people were deported to Cameroon from the United States last month. None of them is Cameroonian. A "
        "second group of eight arrived on Monday.",
        ["arrived USA>CMR | last month | Nine", "arrived USA>CMR | Monday | eight"],
    ),
    (
        "The migrants, from Iran and China, were among 299 people deported from the United States to Panama in May.",
        ["arrived USA>PAN | May | 299"],
    ),
    ("Caracas spoke. Deportation flights had been halted by Caracas on 8 March after the United States acted.", []),
]


@pytest.mark.parametrize(("text", "expected"), FURTHER)
def test_further_groups_and_parts_of_groups(text: str, expected: list[str]) -> None:
    assert told(text) == expected
