"""Seeds with other countries, headers, cells and names in their tables and lists give correspondingly other records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.metamorphic.rewriting import Seed, differences, extracted, held_against, seed

KINDS = ("stance_table", "initiative")
ANDEAN = {"Honduras": "Ecuador", "Honduran": "Ecuadorian", "Guatemala": "Peru", "El Salvador": "Bolivia"}
ANDEAN_CODES = {"HND": "ECU", "GTM": "PER", "SLV": "BOL"}
AFRICAN = {"Honduras": "Kenya", "Honduran": "Kenyan", "Guatemala": "Uganda", "El Salvador": "Sierra Leone"}
AFRICAN_CODES = {"HND": "KEN", "GTM": "UGA", "SLV": "SLE"}


@pytest.mark.parametrize(("words", "codes"), [(ANDEAN, ANDEAN_CODES), (AFRICAN, AFRICAN_CODES)])
@pytest.mark.parametrize("number", ["000", "001"])
async def test_other_countries(number: str, words: dict[str, str], codes: dict[str, str], tmp_path: Path) -> None:
    printed = {word: other for word, other in words.items() if word in seed(number).text}
    assert await _wrong(seed(number).swapped(printed, codes), tmp_path, *KINDS) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (
            "000",
            {
                "Country": "Nation",
                "Current Stance on U.S. Military": "Official Position on U.S. Military",
                "Potential Outcomes": "Likely Consequences",
                "Response to Deportations": "Reaction to Deportations",
            },
        ),
        (
            "000",
            {
                "Country": "State",
                "Current Stance on U.S. Military": "Attitude toward U.S. Military",
                "Potential Outcomes": "Possible Results",
                "Response to Deportations": "Government Reply to Deportations",
            },
        ),
        (
            "001",
            {
                "| Strategy | Objective |": "| Measure | Goal |",
                "| Initiative | Description | Expected Outcome |": "| Programme | Details | Anticipated Result |",
                "| Initiative | Key Performance Indicator |": "| Project | Success Metric |",
            },
        ),
        (
            "001",
            {
                "| Strategy | Objective |": "| Policy Measure | Purpose |",
                "| Initiative | Description | Expected Outcome |": "| Project | Summary | Intended Impact |",
                "| Initiative | Key Performance Indicator |": "| Programme | Measure of Success |",
            },
        ),
    ],
)
async def test_other_headers(number: str, words: dict[str, str], tmp_path: Path) -> None:
    assert await _wrong(_swapped(number, words), tmp_path, *KINDS) == []


@pytest.mark.parametrize(
    "words",
    [
        {
            "Demanding withdrawal": "Insisting on removal",
            "Supportive of Honduras": "Stands with Honduras",
            "Neutral; cautiously observing": "Has abstained; watching closely",
            "Threat to expel U.S. military": "Threatening to oust U.S. military",
        },
        {
            "Demanding withdrawal": "Firmly opposed",
            "Supportive of Honduras": "Aligned with Honduras",
            "Neutral; cautiously observing": "No official position",
            "Threat to expel U.S. military": "Ultimatum over U.S. military",
        },
    ],
)
async def test_other_words_for_the_same_position(words: dict[str, str], tmp_path: Path) -> None:
    assert await _wrong(_swapped("000", words), tmp_path, "stance_table") == []


@pytest.mark.parametrize(
    ("cell", "demanding", "siding"),
    [
        ("Opposes withdrawal", "supports", "supports"),
        ("Does not oppose U.S. Military", "supports", "supports"),
        ("Divided", "mixed", "mixed"),
        ("Supports it only if compensated", "conditional", "conditional"),
        ("Hosting regular summits", "unclear", "unclear"),
    ],
)
async def test_another_position_also_moves_who_sides_with_it(
    cell: str, demanding: str, siding: str, tmp_path: Path
) -> None:
    changed = _swapped("000", {"Demanding withdrawal": cell})
    rows = _first_rows(changed)
    rows[0]["position"], rows[1]["position"] = demanding, siding
    assert await _wrong(changed, tmp_path, "stance_table") == []


async def test_opposing_who_demands_withdrawal_supports_the_presence(tmp_path: Path) -> None:
    changed = _swapped("000", {"Supportive of Honduras": "At odds with Honduras"})
    _first_rows(changed)[1]["position"] = "supports"
    assert await _wrong(changed, tmp_path, "stance_table") == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("000", {"Open Dialogue": "Direct Hotline", "Refugee Programs": "Resettlement Quotas"}),
        ("000", {"Key strategies include:": "Useful measures include:"}),
        ("000", {"This can be achieved through:": "Steps should include:"}),
        ("000", {"approach to diplomatic engagement is essential": "approach to diplomatic engagement is vital"}),
        ("001", {"Officials are exploring a multifaceted approach": "Negotiators are weighing several measures"}),
        ("001", {"Recommendations for such policies may include:": "Proposals for such policies could include:"}),
        ("001", {"Crisis response frameworks": "Early warning cells", "Joint Task Forces": "Mixed Patrols"}),
        ("001", {"Number of jobs created annually": "Share of 18 new posts filled", "Border Security": "Patrols"}),
    ],
)
async def test_other_names_and_lead_ins(number: str, words: dict[str, str], tmp_path: Path) -> None:
    assert await _wrong(_swapped(number, words), tmp_path, *KINDS) == []


@pytest.mark.parametrize(
    ("number", "words", "lost"),
    [
        ("000", {"Key strategies include:": "Key concerns include:"}, "Establishing communication channels"),
        ("001", {"Officials are exploring a multifaceted approach that": "The list of challenges"}, "Collaborating to"),
    ],
)
async def test_a_list_of_something_else_is_no_list_of_measures(
    number: str, words: dict[str, str], lost: str, tmp_path: Path
) -> None:
    changed = _swapped(number, words)
    result = held_against(changed, await extracted(changed.text, tmp_path), "initiative")
    assert any(lost in wanted.record["quotes"][0] for wanted in result.missing)
    assert result.spurious == []


@pytest.mark.parametrize(
    "header", ["Stance on Gene Editing", "Position on Sunday Shopping", "Capital City", "Population", "Currency"]
)
async def test_a_table_about_something_else_yields_nothing(header: str, tmp_path: Path) -> None:
    changed = _swapped("000", {"Response to Deportations": header})
    result = held_against(changed, await extracted(changed.text, tmp_path), "stance_table")
    assert [record.data["topic"] for record in result.spurious] == []
    assert len(result.matched) == 1


def _swapped(number: str, words: dict[str, str]) -> Seed:
    """Swap words that the seed prints: a word that it does not print would make a test of nothing."""
    assert not [word for word in words if word not in seed(number).text]
    return seed(number).swapped(words)


def _first_rows(changed: Seed) -> list[dict[str, Any]]:
    tables = [entry["record"] for entry in changed.expectation["expected"] if entry["kind"] == "stance_table"]
    rows: list[dict[str, Any]] = tables[0]["rows"]
    return rows


async def _wrong(changed: Seed, folder: Path, *kinds: str) -> list[Any]:
    return differences(held_against(changed, await extracted(changed.text, folder), *kinds))
