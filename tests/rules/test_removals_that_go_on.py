"""Removals told over several sentences, or of groups of whom a part, a sum or a pronoun is named."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.people import people_in
from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sweden deported 30 Afghans on Tuesday. They landed in Kabul early on Wednesday.",
            ["arrived SWE>AFG | Tuesday | 30"],
        ),
        (
            "The United States deported 20 migrants last week. The plane landed in Monrovia, Liberia.",
            ["arrived USA>LBR | last week | 20"],
        ),
        (
            "Germany has deported 28 Afghan offenders. The group left Leipzig on a flight to Kabul on Friday.",
            ["arrived DEU>AFG | Friday | 28"],
        ),
        (  # others came
            "The United States deported 20 migrants last week. The 300 tourists landed in Monrovia, Liberia.",
            [],
        ),
        ("The United States deported 20 migrants last week. A plane landed in Monrovia, Liberia.", []),
        ("The United States deported 20 migrants last week. They have not landed in Monrovia, Liberia.", []),
    ],
)
def test_the_next_sentence_says_where_they_came(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_one_record_for_a_place_under_a_longer_and_a_shorter_name() -> None:
    text = (
        "The 24 Pakistani immigrants, who were deported by Turkey, landed at Islamabad airport on Thursday.\n\n"
        "The deportees arrived in Islamabad through a Turkish Airlines flight."
    )
    assert told(text) == ["arrived TUR>PAK | Thursday | 24"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Libya has deported 248 migrants to Niger. "
            "An official said 120 Nigeriens had left Libya for Niamey on Monday.",
            ["arrived LBY>NER | 248", "departed LBY>NER | Monday | 120"],
        ),
        (  # who leaves another state than the one that deports people, may go by himself
            "Libya has deported 248 migrants to Niger. Some 120 Nigeriens left Algeria for Niamey on Monday.",
            ["arrived LBY>NER | 248"],
        ),
        (
            "Libya has deported 248 migrants to Niger. Some 120 diplomats left Libya for Niamey on Monday.",
            ["arrived LBY>NER | 248"],
        ),
    ],
)
def test_people_leave_the_state_that_deports_for_another_one(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "India's Border Security Force pushed 14 people into Bangladesh on Tuesday.",
            ["arrived IND>BGD | Tuesday | 14"],
        ),
        ("The violence pushed 400 people into Chad on Monday.", []),
        ("Fighting pushed 400 Sudanese migrants into Chad on Monday.", []),
        (
            "Guards detained 21 people after they were pushed into Bangladesh by Indian authorities on Friday.",
            ["arrived IND>BGD | Friday | 21"],
        ),
        (
            "Tunisian authorities sent around 200 migrants to the Libyan border in October.",
            ["arrived TUN>LBY | October | around 200"],
        ),
        (
            "Deportations have begun. They go on each week. Critics call the deportations cruel.\n\n"
            "ICE removed 30 people to Togo on 4 February.",
            ["arrived USA>TGO | 4 February | 30"],
        ),
        ("ICE removed 30 people to Togo on 4 February.", []),
    ],
)
def test_people_are_driven_out(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A total of 169 Ghanaians have been deported from the United States.",
        "Prior to this, 27 Nepali nationals had already been deported from the US.",
        "A total of 169 Ghanaians have been deported from the United States, the minister reported to Parliament.",
    ],
)
def test_a_perfect_that_sums_up_tells_no_event(text: str) -> None:
    assert told(text) == []


def test_a_participle_is_about_all_of_whom_a_part_is_told() -> None:
    text = "Eight of the 11 asylum seekers taken to Nauru by Australia in September have returned to their country."
    assert told(text) == ["arrived AUS>NRU | September | 11"]
    assert told("Eight of the 11 asylum seekers were deported to Nauru by Australia in September.") == [
        "arrived AUS>NRU | September | Eight"
    ]


def test_two_nationalities_share_a_number() -> None:
    sentence = analyse(Document(text="The US deported 108 Ghanaian and Liberian migrants.", source="x")).sentences[0]
    groups = people_in(sentence, sentence.span)
    assert [(one.nationality_text, one.count and one.count.text) for one in groups] == [
        ("Liberian", "108"),
        ("Ghanaian", None),
    ]
    assert len({one.span for one in groups}) == 1


@pytest.mark.parametrize("place", ["Texas", "Houston", "Alaska", "Alexandria, Louisiana,", "an airport in Texas"])
def test_the_state_after_a_place_that_was_left_is_no_sender(place: str) -> None:
    text = f"238 Venezuelans were deported from {place} to El Salvador on March 15."
    assert told(text) == ["arrived ?>SLV | March 15 | 238"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rwanda says seven migrants deported from the US arrived in mid-August.",
            ["arrived USA>RWA | mid-August | seven"],
        ),
        ("The United States said seven migrants deported from the United States arrived in mid-August.", []),
        ("Rwanda said eight men deported by the US never arrived.", []),
    ],
)
def test_they_came_to_the_state_that_says_so(text: str, expected: list[str]) -> None:
    assert told(text) == expected
