"""Who moves whom, and who only moves: what a name, a possessive or a supposition makes of removals and agreements."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import agreement, engagement
from tests.rules.telling import told

UGANDA = """Uganda has agreed a deal with the United States to take deported migrants on condition that they have no
criminal records, officials said Thursday.

In July, the U.S. deported five men with criminal backgrounds to the southern African kingdom of Eswatini and sent
eight more to South Sudan."""

MALI = "Mali’s deal with the EU to repatriate failed Malian asylum seekers has sparked protests."

HANOI = """The United States and Vietnam have signed a memorandum of understanding on the repatriation of illegal
immigrants. Under the agreement signed in Hanoi, nationals who arrived in the United States illegally after July 12,
1995 are subject to return, the embassy said."""

BLINKEN = (
    "Secretary of State Antony J. Blinken hosted Mexican Foreign Secretary Alicia Bárcena yesterday at the Department "
    "of State to follow up on migration commitments made on December 27 in response to an invitation."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UGANDA, ["agreed third_country_removal UGA+USA", "arrived USA>SWZ | July | five"]),
        (MALI, ["agreed returns_arrangement EUE+MLI"]),
        ("Prince Harry flew back to the UK from Argentina today amid reports of a plot to kidnap him.", []),
        ("Russia sent back about 400 of its nationals on special flights Wednesday, the migration agency said.", []),
        ("Suppose Libya accepted 500 deportees from the United States.", []),
        (
            "Argentina flew back 40 Bolivian migrants to La Paz on Friday, the migration agency said.",
            ["arrived ARG>BOL | Friday | 40"],
        ),
        (
            "Over 300 Indians who were deported by Mexican authorities for entering the country to sneak into the "
            "United States landed in New Delhi on Friday.",
            ["arrived MEX>IND | Friday | Over 300"],
        ),
        ("Talks between Belarus and Slovakia touched upon prospects of signing Belarus-EU readmission agreements.", []),
        ("The ministers discussed the possibility of signing a readmission agreement between Belarus and the EU.", []),
        ("Belarus and the EU are interested in signing a readmission agreement.", []),
        ("The visit is aimed at signing a readmission agreement between Chile and Peru.", []),
        ("Chile insisted on signing a readmission agreement with Peru.", []),
        ("Chile stands in the way of signing a readmission agreement with Peru.", []),
        (
            "Belarus and the EU have begun returning migrants, signing a readmission agreement in Brussels.",
            ["signed returns_arrangement BLR+EUE"],
        ),
        (
            "Libya accepted 500 deportees from the United States on Friday.",
            ["arrived USA>LBY | Friday | 500"],
        ),
    ],
)
def test_who_moves_whom_is_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_who_is_deported_by_a_state_is_no_national_of_it() -> None:
    (item,) = agreement.find(analyse(Document(text=UGANDA, source="x")))
    assert {one["country"]: one["role"] for one in item["parties"]} == {"UGA": "receiver", "USA": "sender"}


def test_a_date_is_no_reason() -> None:
    (item,) = agreement.find(analyse(Document(text=HANOI, source="x")))
    assert (item["status"], item.get("status_reason")) == ("signed", None)


def test_a_meeting_is_dated_before_what_it_was_about() -> None:
    (item,) = engagement.find(analyse(Document(text=BLINKEN, source="x")))
    assert item["date"] == {"text": "yesterday"}
