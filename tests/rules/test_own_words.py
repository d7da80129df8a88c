"""Who "we" is where an official speaks: the state of whose official the title says that these are his words."""

from __future__ import annotations

from pathlib import Path

import pytest

from extraction.engines.rules.own_words import speaker_of
from tests.metamorphic.rewriting import extracted
from tests.rules.telling import told

REMARKS = "Remarks by President Trump on Immigration"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Today I signed an agreement with Guatemala to take asylum seekers from other countries.",
            ["signed third_country_removal GTM+USA"],
        ),
        (
            "We have just begun talks with Panama on a deal to accept third-country deportees.",
            ["negotiating third_country_removal PAN+USA"],
        ),
        ("Today we sent 12 illegal aliens to Eswatini.", ["arrived USA>SWZ | Today | 12"]),
        ("We suspended the asylum agreement with Honduras.", ["suspended other HND+USA"]),
        ("We have not signed a migration agreement with Peru.", ["signed other PER+USA (negated)"]),
        ("We hope to sign a migration agreement with Peru.", []),
        ("They signed a migration agreement with Peru.", []),
    ],
)
def test_we_is_the_state_whose_official_speaks(text: str, lines: list[str]) -> None:
    assert told(text, REMARKS) == lines


def test_we_is_nobody_in_a_text_of_which_nobody_is_said_to_be_the_speaker() -> None:
    assert told("We suspended the asylum agreement with Honduras.", "Trump on immigration") == []


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Remarks by President Trump at Signing of an Agreement with Guatemala", "USA"),
        ("Statement by the Prime Minister of Eswatini on deportees from the US", "SWZ"),
        ("Palabras del ministro", None),
        ("Joint statement by Chile and Peru", None),
        ("Statement on migration", None),
        ("A report by Human Rights Watch on Ghana", None),
        (None, None),
    ],
)
def test_a_title_says_whose_words_they_are(title: str | None, code: str | None) -> None:
    speaker = speaker_of(title)
    assert (speaker.code if speaker else None) == code


async def test_the_state_of_the_speaker_is_proved_by_the_title(tmp_path: Path) -> None:
    text = f"# {REMARKS}\n\nWe signed a safe third country agreement with Guatemala last week.\n"
    (deal,) = [record.data for record in await extracted(text, tmp_path) if record.kind == "agreement"]
    assert sorted(party["country"] for party in deal["parties"]) == ["GTM", "USA"]
    fronted = f"---\ntitle: {REMARKS}\n---\n\nWe signed a safe third country agreement with Guatemala last week.\n"
    (deal,) = [record.data for record in await extracted(fronted, tmp_path) if record.kind == "agreement"]
    assert sorted(party["country"] for party in deal["parties"]) == ["GTM", "USA"]
