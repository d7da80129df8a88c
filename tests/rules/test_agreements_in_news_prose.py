"""Agreements as news tell them: agreed on without a noun, by officials, with place and time, or only wished for."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

TOGETHER = [
    (
        "Chile and Peru have agreed on the return of over 700 minors who crossed the border in May.",
        ["agreed returns_arrangement CHL+PER"],
    ),
    (
        "Colombia, Panama and Peru agreed in April on a 60-day campaign to end irregular migration.",
        ["agreed other COL+PAN+PER"],
    ),
    ("Warsaw and Berlin have agreed to resume joint patrols of their border.", ["agreed other DEU+POL"]),
    ("Chile and Peru agreed to hold talks on migration.", []),
    ("Chile and Peru agreed on Friday to deepen their cooperation on migration.", []),
    ("Chile and Peru agreed on tariffs for goods that cross the border.", []),
    ("Chile and Peru have not agreed on the return of minors who crossed the border.", []),
]
SIDES = [
    (
        "The senate debated the agreement on unaccompanied minors signed in Dakar on 5 December 2006 between Spain "
        "and Senegal.",
        ["signed other ESP+SEN"],
    ),
    (
        "Asylum seekers reach Britain by small boat. The government has signed a deal with Rwanda under which they "
        "will be sent to Kigali.",
        ["signed other GBR+RWA"],
    ),
    (
        "Deportation agreements have been reached with Honduras and Uganda, the Trump administration said.",
        ["agreed third_country_removal HND+USA", "agreed third_country_removal UGA+USA"],
    ),
    (
        "The migration agreement, which was signed in Lima by Chile's Jane Roe and Peru's Juan Prado, covers returns.",
        ["signed other CHL+PER"],
    ),
    ("Pakistan has had a readmission agreement with Turkey since 2010.", ["in_force returns_arrangement PAK+TUR"]),
    ("Cameroon is being asked by Washington to accept deportees.", ["proposed other CMR+USA"]),
    ("Chile has agreed to resume accepting its deported nationals, Peru said.", ["agreed returns_arrangement CHL+PER"]),
]
STATUS = [
    ("Denmark wants to sign a deal with Kosovo to send deported prisoners there.", ["proposed other DNK+XKX"]),
    (
        "Chile signed a readmission agreement with Peru in May. The agreement will enter into force in 60 days.",
        ["signed returns_arrangement CHL+PER"],
    ),
    (
        "Chile and Peru signed a pact on migration. They have released few details about how the pact will work.",
        ["signed other CHL+PER"],
    ),
    (
        "Chile signed a pact with Peru on asylum. Its cabinet has faced opposition over the plan.",
        ["signed other CHL+PER"],
    ),
]


@pytest.mark.parametrize(("text", "lines"), [*TOGETHER, *SIDES, *STATUS])
def test_a_pact_is_told_as_the_text_tells_it(text: str, lines: list[str]) -> None:
    assert sorted(told(text)) == lines
