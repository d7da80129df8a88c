"""Meetings, stances and rulings over other things, in documents that name a border or refugees in passing."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.engine import finders

BUILD_UP = """Secretary of State Antony J. Blinken spoke today with New Zealand Foreign Minister Nanaia Mahuta. He also
briefed Foreign Minister Mahuta on the current situation on Ukraine’s borders."""

BRIEFING = """QUESTION: Following President Biden’s meeting with Russian President Putin, is she optimistic that the
border crossing between Turkey and Syria will remain open for humanitarian assistance?

MR PRICE: It’s a statement we heard from Moscow after President Biden’s meeting with President Putin. Russia’s threats
of aggression against Ukraine are met with security assistance. The United States condemns Russia’s invasion of Ukraine
and its missile strikes, and Canada supports the sanctions."""

SPAM = """A Montgomery County judge has ruled that Maryland's anti-spam law is unconstitutional because it seeks to
regulate business transactions beyond the state's borders."""

CONDOLENCES = """The Secretary spoke with Tajikistan Foreign Minister Sirojiddin Muhriddin.

President Trump and Tajik President Rahmon met on Monday. Expressing condolences for the lives lost during the border
clashes in April, they discussed the dispute between Tajikistan and Kyrgyzstan."""


@pytest.mark.parametrize("text", [BUILD_UP, BRIEFING, SPAM, CONDOLENCES])
def test_a_border_or_security_alone_is_no_dealing_over_migration(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Secretary of State Antony J. Blinken spoke today with Moldovan President Maia Sandu. He thanked her for "
            "Moldova’s commitment to provide international protection for those seeking refuge.",
            "engagement",
        ),
        (
            "President Biden of the United States and President Cortizo of Panama met on Monday to discuss the border.",
            "engagement",
        ),
        (
            "The deportees are waiting. The deportees have nowhere to go. Ecuador condemned the presence of U.S. "
            "military personnel in Panama.",
            "stance",
        ),
        (
            "A federal judge ruled that Texas's law is unconstitutional because it lets the state police deport "
            "migrants from Mexico at the state's borders.",
            "legal_action",
        ),
    ],
)
def test_what_is_over_migration_is_told(text: str, kind: str) -> None:
    assert _told(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "El Salvador and Honduras have met the conditions of the asylum agreement with the United States.",
        "Honduras and Guatemala more than meet Washington’s humanitarian and legal criteria for asylum.",
        "Eswatini received $5.1 million from the US government under a deal to accept third-country nationals deported "
        "by the Trump administration, its finance minister said on Tuesday.",
        "Dominica’s concerns about deportees were clearly communicated and well received by U.S. authorities.",
        'The State Department welcomed the decision, saying officials are "grateful to our partner Kosovo for '
        'receiving third country nationals removed from the United States."',
        "The Presidents of El Salvador and Honduras welcomed President Obama’s request for aid on migration.",
        "L'Algérie a expulsé 1 140 migrants vers le Niger le 1er juin, selon l'organisation Alarm Phone Sahara.",
    ],
)
def test_what_only_sounds_like_a_meeting_is_none(text: str) -> None:
    assert "engagement" not in _told(text)


@pytest.mark.parametrize(
    ("text", "subject", "planned"),
    [
        (
            "President Obama will host the presidents of Honduras and Guatemala next week to discuss ways to “stem the "
            "flow” of illegal immigration.",
            "ways to “stem the flow” of illegal immigration",
            True,
        ),
        (
            "Talks between the United States and Angola have stalled over Luanda's insistence on vetting deportees.",
            None,
            False,
        ),
        (
            "The deportation came after months of negotiations between Washington and Tehran, despite tensions over "
            "nuclear policy.",
            None,
            False,
        ),
        (
            "Prime Minister Justin Trudeau and President Joe Biden will discuss the deportation flights when they meet "
            "in Ottawa.",
            "the deportation flights",
            True,
        ),
        (
            "The two governments agreed to hold monthly consultations between Mexico and Guatemala on migration.",
            "migration",
            True,
        ),
        (
            "President Trump met on Monday with President Noboa of Ecuador and thanked Ecuador for taking over 300 "
            "deportees.",
            None,
            False,
        ),
        (
            "President Trump met with President Noboa of Ecuador today for welcoming deportees on Monday to address "
            "migration.",
            None,
            False,
        ),
        (
            "Talks between Italy and Tunisia on deportees, by contrast, have stalled.",
            "deportees",
            False,
        ),
    ],
)
def test_what_a_meeting_was_about_is_only_what_is_said_of_it(text: str, subject: str | None, planned: bool) -> None:
    (item,) = finders()["engagement"](analyse(Document(text=text, source="x")))
    assert (item["subject"], item["modality"]) == (subject, "planned" if planned else "asserted")


def test_the_country_of_a_town_takes_no_part() -> None:
    text = (
        "Secretary of State Antony J. Blinken met with Argentine Foreign Minister Santiago Cafiero in Bali, Indonesia."
    )
    (item,) = finders()["engagement"](analyse(Document(text=f"{text} They discussed migration.", source="x")))
    assert [one["country"] for one in item["participants"]] == ["USA", "ARG"]


def test_a_call_to_immediately_halt_something_is_against_it() -> None:
    text = (
        "The United States calls on Russia to immediately halt its systematic “filtration” operations and forced "
        "deportations in Ukraine."
    )
    (item,) = finders()["stance"](analyse(Document(text=text, source="x")))
    assert (item["object"], item["position"]) == ("systematic “filtration” operations", "opposes")


def _told(text: str) -> list[str]:
    analysis = analyse(Document(text=text, source="x"))
    return [kind for kind, find in finders().items() for _ in find(analysis)]
