"""Orders by which courts act, laws that a head of state's document rests on, and what is none of either."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import legal_action

TOLD: list[tuple[str, str]] = [
    (
        "A federal judge in Boston on Wednesday issued a temporary restraining order barring the administration from "
        "deporting migrants to Libya.",
        "blocked | A federal judge | temporary restraining order | the administration | Wednesday",
    ),
    (
        "Judge Ana Paz granted a preliminary injunction against the transfer of asylum seekers on 3 May 2025.",
        "blocked | Judge Ana Paz | preliminary injunction | the transfer of asylum seekers | 3 May 2025",
    ),
    (
        "An injunction that blocks deportations to Libya was issued by a district judge on Friday.",
        "blocked | a district judge | injunction | deportations | Friday",
    ),
    (
        "The court entered an order requiring the government to return the deported man.",
        "ordered | The court | order | the government | -",
    ),
    (
        "Un juez federal concedió una medida cautelar contra la deportación de los migrantes.",
        "blocked | Un juez federal | medida cautelar | la deportación de los migrantes | -",
    ),
    (
        "By the authority vested in me as President by the Constitution and the laws of the United States of America, "
        "including section 2(c)(1) of the Migration and Refugee Assistance Act of 1962, I hereby determine that it is "
        "important to help refugees.",
        "invoked | President | Migration and Refugee Assistance Act of 1962 | - | -",
    ),
    (
        "The United States deported 238 Venezuelans to El Salvador, invoking the Alien Enemies Act of 1798.",
        "invoked | United States | Alien Enemies Act of 1798 | - | -",
    ),
    (
        "The applicant filed a constitutional petition against the deportation agreement on 18 November 2025.",
        "filed | The applicant | - | the deportation agreement | 18 November 2025",
    ),
]

NONE = [
    "The High Court declined to issue an injunction against the deportation of migrants.",
    "The court was asked to issue an order barring the deportation of migrants.",
    "The court issued an order that does not bar the deportation of migrants.",
    "A judge may issue an injunction against the deportation of migrants.",
    "The minister issued an order barring migrants from the park.",
    "The Court of Appeal issued its ruling on the migrants on Tuesday.",
    "The United States considered sending deported migrants to El Salvador, invoking the Alien Enemies Act.",
    "No authority vested in me by the Migration Act helps these refugees, the mayor said.",
]


def lines(text: str) -> list[str]:
    """Return a line for each legal action in `text`: action, actor, instrument, target, date."""
    names = ("action", "actor", "instrument", "target", "date")
    found = legal_action.find(analyse(Document(text=text, source="x")))
    return [" | ".join(item.get(name, "-") for name in names) for item in found]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_an_order_and_an_authority_are_legal_actions(text: str, expected: str) -> None:
    assert lines(text) == [expected]


@pytest.mark.parametrize("text", NONE)
def test_what_no_court_ordered_is_none(text: str) -> None:
    assert lines(text) == []


def test_the_president_is_whoever_was_named_last() -> None:
    text = "President Mulino met ministers in Panama. The president signed a decree to deport migrants."
    found = legal_action.find(analyse(Document(text=text, source="x")))
    assert [item["country"] for item in found] == ["PAN"]
    nobody = legal_action.find(analyse(Document(text="The president signed a decree to deport migrants.", source="x")))
    assert [item.get("country") for item in nobody] == [None]
