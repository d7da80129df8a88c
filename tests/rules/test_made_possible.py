"""Removals that an agreement only makes possible, and agreements on other matters that name a border once."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    "text",
    [
        "The deal strengthens removals, potentially enabling four times as many Vietnamese nationals to be returned to "
        "their home country.",
        "The measures permit 40 migrants to be deported to Vietnam.",
        "A new law allows up to 300 foreign prisoners to be sent to Kosovo.",
    ],
)
def test_what_may_be_done_has_not_happened(text: str) -> None:
    assert not any(line.startswith("arrived") for line in told(text))


def test_what_was_arranged_for_has_happened() -> None:
    text = "Officials arranged for 400 Vietnamese nationals to be returned to Vietnam on Friday."
    assert told(text) == ["arrived ?>VNM | Friday | 400"]


def test_a_committee_on_a_border_makes_no_agreement_on_defence_one_on_migration() -> None:
    text = (
        "Chile and Peru on August 9 signed a memorandum of understanding on defence cooperation in Lima.\n\nThe "
        "Chilean minister of defence and his Peruvian counterpart inked the deal on the sidelines of the meeting of "
        "the General Border Committee."
    )
    assert told(text) == []
