"""What a text says is not so has not happened: no proof of it, a false claim, a report that is called fake."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

UNTRUE: list[tuple[str, list[str]]] = [
    (
        "There is no evidence that Togo ever signed a deal with Canada on deportees, a fact-check found.",
        ["signed other CAN+TGO (negated)"],
    ),
    ("The claim that 300 Somalis were deported to Mogadishu on Tuesday is false, the embassy said.", []),
    (
        "A post says Togo agreed to host deportees from Sweden. Its foreign ministry called the reports fake.",
        ["agreed other SWE+TGO (negated)"],
    ),
    (
        "It is not true that Togo has signed an agreement with Sweden to take in deportees, a spokesman said.",
        ["signed other SWE+TGO (negated)"],
    ),
    (
        "False claims that Botswana agreed to take deportees from Sweden spread on WhatsApp.",
        ["agreed other BWA+SWE (negated)"],
    ),
    ("Chile deportó a 120 colombianos a Bogotá el lunes. La noticia es falsa, aclaró la cancillería.", []),
    (
        "No es cierto que Chile haya firmado un acuerdo con Perú sobre migrantes.",
        ["signed other CHL+PER (negated)"],
    ),
]
TRUE: list[tuple[str, list[str]]] = [
    (
        "Norway deported 30 people to Ghana on Monday who had entered with false papers.",
        ["arrived NOR>GHA | Monday | 30"],
    ),
    (
        "Iceland deported 30 Ghanaians to Ghana on Monday. There was no evidence that they had been ill-treated.",
        ["arrived ISL>GHA | Monday | 30"],
    ),
    (
        "Togo agreed to take in 40 deportees from Norway, rejecting reports that the deal was secret as untrue.",
        ["agreed other NOR+TGO"],
    ),
    (
        "It is not false that Togo agreed to take deportees from Norway, the minister said.",
        ["agreed other NOR+TGO"],
    ),
]
OTHERS: list[tuple[str, list[str]]] = [
    ("Reporters asked if Togo had agreed to take in Ghanaian deportees.", []),
    ("1,200 Ukrainian prisoners of war were handed over by Russia to Ukraine on Friday.", []),
    (
        "The EU has readmission agreements with 18 countries, among them Albania, Georgia and Pakistan.",
        [f"in_force returns_arrangement {pair}" for pair in ("ALB+EUE", "EUE+GEO", "EUE+PAK")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), UNTRUE)
def test_what_is_untrue_is_denied_or_not_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), TRUE)
def test_what_only_stands_beside_such_words_is_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_no_question_exchange_or_list_is_one_fact(text: str, expected: list[str]) -> None:
    assert told(text) == expected
