"""What an item of a list of measures says of itself: who does it, how far along it is, for how many, by when."""

from __future__ import annotations

from typing import Any

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import initiative

ANNOUNCED = "At the migration ministerial Chile, Peru and Ghana announced the following measures on refugees:\n\n"
UPDATE = "Update on the Strategy for the Root Causes of Migration"


def measures(text: str, title: str | None = None) -> list[dict[str, Any]]:
    """Return the initiatives that the rules find in `text`."""
    return initiative.find(analyse(Document(text=text, source="x", title=title)))


def item(told: str) -> dict[str, Any]:
    """Return the initiative that `told` is as the second item of an announced list."""
    found = measures(f"{ANNOUNCED}- Chile will open a shelter for refugees.\n- {told}\n")
    return found[1]


def parties(told: str) -> list[tuple[str | None, str | None]]:
    """Return (country, name) of who does what the item `told` says."""
    return [(party["country"], party["name"]) for party in item(told)["parties"]]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Togo seeks to support refugees through a fund.", [("TGO", None)]),
        ("Togo and the Kingdom of Norway opened a visa desk.", [("TGO", None), ("NOR", None)]),
        ("In May 2024, Togo launched a pilot for migrants.", [("TGO", None)]),
        ("On June 4, 2024, President Biden announced a new rule on asylum.", [("USA", "President Biden")]),
        ("In Benin, Togo, and Mali, the U.S. Government has trained border guards.", [("USA", "U.S. Government")]),
        ("Peru, working closely with refugees, announced a plan.", [("PER", None)]),
        (
            "The U.S. Department of Labor, through its offices, supported migrants.",
            [("USA", "U.S. Department of Labor")],
        ),
        (
            "The International Organization for Migration opened a desk.",
            [(None, "International Organization for Migration")],
        ),
        ("With USAID support, more than 900 migrants found work.", [("USA", "USAID")]),
        ("Canada’s $3 million programme is helping refugees.", [("CAN", None)]),
        ("Ghana will train nurses for refugees in partnership with Germany.", [("GHA", None), ("DEU", None)]),
        (
            "The Office of the United States Trade Representative and USAID will launch a desk for migrants.",
            [("USA", "Office of the United States Trade Representative")],
        ),
        ("Support from Togo for refugees was doubled.", [("TGO", None)]),
        ("In order to protect migrants from Mali, from May to July 2024, Togo trained guards.", [("TGO", None)]),
        # not doers: those whom it is for, where they come from, whose fault it is
        ("Haitian migrants have found work in the new centre.", []),
        ("The Cuba, Haiti, and Nicaragua parole processes have helped migrants.", []),
        ("Cuba’s policies have driven migrants out.", []),
        ("Safe housing for refugees from Mali has been built.", []),
    ],
)
def test_doers_are_those_of_the_items_own_words(told: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert parties(told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Togo committed to opening a centre for migrants.", "committed"),
        ("Togo reaffirmed its commitment to receive refugees.", "committed"),
        ("Togo is building a centre for migrants.", "in_progress"),
        ("Under its plan, Togo continues to register refugees.", "in_progress"),
        ("Togo will open a centre for migrants.", "announced"),
        ("Togo plans to open a centre for migrants.", "announced"),
        ("Togo is announcing a centre for migrants.", "announced"),
        ("Togo has opened a centre for migrants.", "announced"),
        ("Partner countries committed to opening centres for migrants.", "committed"),
        ("Togo reaffirmed its friendship with refugees.", "announced"),
        ("Expand the shelters so the many refugees from Mali are safe.", "announced"),
        ("Reducing backlogs by ensuring asylum cases are heard.", "announced"),
        ("Togo’s refugee farms used tools intended to raise income.", "announced"),
    ],
)
def test_an_items_own_verb_beats_the_announcement(told: str, expected: str) -> None:
    assert item(told)["status"] == expected


def test_what_will_be_done_is_announced_in_an_update_but_not_among_steps_that_are_taken() -> None:
    listed = "- **Jobs:** Chile will fund 40 firms.\n- **Schools:** Chile built ten.\n"
    update = measures(f"Chile and Peru, January.\n\n**Pillar I: Addressing economic insecurity.**\n\n{listed}", UPDATE)
    assert [found["status"] for found in update] == ["announced", "in_progress"]
    steps = measures(f"Chile and Peru are taking these steps against people smuggling:\n\n{listed}")
    assert [found["status"] for found in steps] == ["in_progress", "in_progress"]


@pytest.mark.parametrize(
    ("told", "quantity", "deadline"),
    [
        ("Togo will train over 900 teachers by March 2027.", "over 900", "March 2027"),
        ("Togo has issued 17,500 temporary visas to refugees.", "17,500", None),
        ("Togo spent $17,500 on refugees.", None, None),
        ("Togo will send 200 officers to refugees.", None, None),  # they do it: it is not for them
        ("Togo sanctioned eight smuggling networks, including over 30 individuals.", None, None),
        ("Togo opened refugee housing for those who came on or before March 1, 2024.", None, None),
    ],
)
def test_how_many_and_by_when(told: str, quantity: str | None, deadline: str | None) -> None:
    found = item(told)
    assert found.get("quantity", {}).get("text") == quantity
    assert found.get("deadline", {}).get("text") == deadline


def test_a_lead_in_or_a_heading_says_who_does_what_items_without_a_subject_tell() -> None:
    listed = "- Open a shelter for refugees.\n- Togo will train officers at the border.\n"
    led = measures(
        f"Ghana and Togo adopted a programme on migration. As part of these measures, Ghana will:\n\n{listed}"
    )
    assert [[party["country"] for party in found["parties"]] for found in led] == [["GHA"], ["TGO"]]
    text = f"Ghana and Togo announced the following measures on migration:\n\n## Ghana\n\n{listed}"
    headed = measures(text, "Measures on migration in West Africa")
    assert [[party["country"] for party in found["parties"]] for found in headed] == [["GHA"], ["TGO"]]


def test_an_item_that_introduces_others_or_tells_a_meeting_is_no_measure() -> None:
    told = (
        f"{ANNOUNCED}- Chile will open a shelter for refugees.\n- The following states took new steps for migrants:\n"
        "- Peru will train guards for refugees. It supports shelters including:\n    - one in Lima\n"
        "- **Ministerial:** In May, Chile and Peru co-hosted a meeting on migration in Lima.\n"
        "- **Ministerial in 2027:** Peru will host a meeting on migration.\n"
    )
    assert [found["name"] for found in measures(told)] == [
        "Chile will open a shelter for refugees.",
        "Peru will train guards for refugees. It supports shelters including:",
        "Ministerial in 2027",
    ]


def test_highlights_are_what_the_title_says() -> None:
    text = "Chile and Peru, January.\n\nHighlights to date include:\n\n- **Jobs:** 300 firms got loans.\n- A school.\n"
    assert [found["name"] for found in measures(text, UPDATE)] == ["Jobs", "A school."]
    assert measures(text, "Crime at the border of Chile and Peru") == []
    assert measures(text.replace("Highlights", "Concerns"), UPDATE) == []
