"""What is a condition without "if", only feared or believed, only claimed by a picture, or a plan that was dropped."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import agreement, deportation_flight
from tests.rules.telling import told


@pytest.mark.parametrize(
    "text",
    [
        "Had Ghana agreed to accept deportees from the United States, the visa ban would have been lifted.",
        "Has Ghana agreed to accept deportees from the United States?",
        "Were Ghana to accept deportees from the United States, the ban would fall.",
        "A video purporting to show 50 migrants deported to Rwanda on Friday is from 2019.",
    ],
)
def test_what_is_not_said_to_be_so_is_not_told(text: str) -> None:
    assert told(text) == []


def test_what_follows_a_condition_after_a_comma_is_so() -> None:
    text = "Should talks fail, Ghana has agreed to accept 20 deportees from the United States."
    assert told(text) == ["agreed other GHA+USA"]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Lawyers feared that eight men had been deported to South Sudan on Tuesday.", "feared that"),
        ("Rumours that eight men had been deported to South Sudan on Tuesday spread quickly.", "Rumours that"),
        ("Lawyers believe that eight men were deported to South Sudan on Tuesday.", "believe that"),
    ],
)
def test_what_opens_a_clause_hedges_it(text: str, hedge: str) -> None:
    (item,) = deportation_flight.find(analyse(Document(text=text, source="x")))
    assert item["hedge"] == hedge


def test_speculation_hedges_an_agreement() -> None:
    text = "There is speculation that Ghana agreed to accept deportees from the United States."
    (item,) = agreement.find(analyse(Document(text=text, source="x")))
    assert item["hedge"] == "speculation that"


def test_a_plan_that_was_dropped_is_cancelled() -> None:
    plan = "to deport 300 migrants from Panama to Iran"
    assert told(f"The plan {plan} was abandoned on Friday.") == ["cancelled PAN>IRN | 300"]
    assert told(f"The plan {plan} was announced on Friday.") == ["planned PAN>IRN | 300 (planned)"]
