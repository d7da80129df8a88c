"""A date belongs to what it stands beside, also where one sentence tells of an agreement and of who was moved."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

MOVED = [
    (
        "Seven people deported by the United States have arrived in Rwanda under a deportation deal signed in June.",
        ["arrived USA>RWA | Seven"],
    ),
    (
        "Under a deportation deal reached in May with Togo, Belgium deported ten people to Lomé, Togo, on Monday.",
        ["arrived BEL>TGO | Monday | ten"],
    ),
    (
        "The first group, of five men from Cuba, Yemen and Laos, was deported to Togo in July by the United States.",
        ["arrived USA>TGO | July | five"],
    ),
    ("The United States deported 23 terrorists to Togo.", ["arrived USA>TGO | 23"]),
    (
        "Two Peruvians who had been deported to Togo were repatriated to Peru in September.",
        ["arrived ?>TGO | Two", "arrived ?>PER | September"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MOVED)
def test_people_are_moved_on_their_own_day(text: str, expected: list[str]) -> None:
    assert [line for line in told(text) if ">" in line] == expected
