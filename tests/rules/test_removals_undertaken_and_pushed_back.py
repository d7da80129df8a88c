"""People who are pushed back or come under a deal, and what a state only undertakes in return for something else."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Greece pushed back 40 migrants to Turkey on Monday.", ["arrived GRC>TUR | Monday | 40"]),
        ("Greece pushed back against critics in Turkey on Monday.", []),
        ("Poland pushed back 40 migrants on Monday.", []),
        (
            "Seven migrants have arrived in Rwanda from the United States under a deportation deal.",
            ["arrived USA>RWA | Seven"],
        ),
        ("Seven migrants have arrived in Rwanda from Burundi.", []),
        ("Kuwait deported 20 expats, including six Indians, on Monday.", ["arrived KWT>? | Monday | 20"]),
        ("In return, Australia will send 800 asylum seekers to Malaysia.", []),
        ("Australia will send 800 asylum seekers to Malaysia on Monday.", ["planned AUS>MYS | Monday | 800 (planned)"]),
        (
            "Deportations went on. The UK is planning to undertake a charter flight to Jamaica next month.",
            ["planned GBR>JAM | next month (planned)"],
        ),
        ("The airline is planning to undertake a charter flight to Jamaica in the coming weeks.", []),
    ],
)
def test_removals_are_told_as_they_are(text: str, expected: list[str]) -> None:
    assert told(text) == expected
