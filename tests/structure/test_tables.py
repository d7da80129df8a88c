"""Pipe tables: what is one, and the exact characters of each cell."""

from pathlib import Path

import pytest

from extraction.reading import read_document
from extraction.structure import Structure, structure_of
from extraction.structure.tables import MAX_FILLED_CELLS
from tests.structure.documents import shown, structured

SEEDS = Path(__file__).parents[2] / "seeds"
TABLE = "| Country | Stance |\n|---|:-:|\n| Peru | for |\n| Chile | against |"


def cells(structure: Structure, index: int = 0) -> list[list[str]]:
    table = structure.tables[index]
    return [[cell.text for cell in row] for row in (table.headers, *(row.cells for row in table.rows))]


@pytest.mark.parametrize("before", ["", "Text.\n", "Text.\n\n", "- item\n", "## Heading\n"])
@pytest.mark.parametrize("after", ["", "\n", "\nText.", "\n\nText.", "\n- item"])
def test_with_or_without_blank_lines_around(before: str, after: str) -> None:
    structure = structured(before + TABLE + after, markdown=True)
    assert cells(structure) == [["Country", "Stance"], ["Peru", "for"], ["Chile", "against"]]
    assert structure.tables[0].span == (len(before), len(before) + len(TABLE))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A | B\n---|---\n1 | 2", [["A", "B"], ["1", "2"]]),
        ("|A|B\n|:--|--:\n|1|2", [["A", "B"], ["1", "2"]]),
        ("|A|\n|-|\n|1|", [["A"], ["1"]]),
        ("|A|B|\n|-|-|\n|a \\| b|c|", [["A", "B"], ["a \\| b", "c"]]),
        ("|A|B|C|\n|-|-|-|\n|1|\n|1||3|\n||||", [["A", "B", "C"], ["1", "", ""], ["1", "", "3"], ["", "", ""]]),
        ("|A|B|\n|-|-|\n|1|2|3|4|", [["A", "B"], ["1", "2", "3", "4"]]),
        ("  | A\u00a0|\t B |\n | --- | --- |\n  | 1 | \u00a02 |  ", [["A", "B"], ["1", "2"]]),
        ("|A|B|\n|-|-|", [["A", "B"]]),
        ("|Menu|\n|A|B|\n|-|-|\n|1|2|", [["A", "B"], ["1", "2"]]),
    ],
)
def test_cells(text: str, expected: list[list[str]]) -> None:
    assert cells(structured(text)) == expected


@pytest.mark.parametrize(
    "text", ["a | b\nc | d", "|---|---|", "| A |\n\n|---|\n| 1 |", "A\n---\nB", "| A |\n| -x- |", "|A|\n| : |"]
)
def test_no_tables(text: str) -> None:
    assert structured(text).tables == ()


def test_lead_in_and_heading() -> None:
    text = (
        f"Where They Stand\nThe two sides differ, as this shows:\n{TABLE}\nAgain:\n- item one\n- item two\n\n{TABLE}\n"
    )
    structure = structured(text)
    assert [shown(text, table.lead_in) for table in structure.tables] == [
        "The two sides differ, as this shows:",
        "Again:",
    ]
    assert [shown(text, table.heading) for table in structure.tables] == ["Where They Stand"] * 2
    assert [structure.blocks[table.block].kind for table in structure.tables] == ["table", "table"]
    assert shown(text, structure.tables[1].header_span) == "| Country | Stance |"


def test_a_wide_header_over_short_rows_takes_no_more_memory_than_github_allows() -> None:
    text = "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|b\n" * 2_000
    rows = structured(text).tables[0].rows
    assert sum(len(row.cells) for row in rows) == MAX_FILLED_CELLS + 2_000
    assert len(rows) == 2_000


def test_tables_of_the_seeds() -> None:
    structures = {path.name[:3]: structure_of(read_document(str(path))) for path in sorted(SEEDS.glob("*.txt"))}
    assert {name: len(structure.tables) for name, structure in structures.items()} == {
        "000": 2, "001": 3, "002": 0, "003": 0, "004": 0,
    }  # fmt: skip
    assert cells(structures["000"], 0) == [
        ["Country", "Current Stance on U.S. Military", "Potential Outcomes"],
        ["Honduras", "Demanding withdrawal", "Increased instability or negotiations"],
        ["Guatemala", "Supportive of Honduras", "Regional coalition against deportations"],
        ["El Salvador", "Neutral; cautiously observing", "Possible shift in relations based on outcomes"],
    ]
    assert cells(structures["000"], 1) == [
        ["Country", "Response to Deportations"],
        ["Honduras", "Threat to expel U.S. military; Seeking diplomatic talks"],
        ["El Salvador", "Mobilizing support for affected citizens; Heightened diplomatic engagements"],
        ["Guatemala", "Potential collaboration with regional partners to address humanitarian impacts"],
    ]
    assert cells(structures["001"], 0) == [
        ["Strategy", "Objective"],
        ["Border Security", "Enhance control and deter illegal crossings"],
        ["Economic Development", "Create local jobs to curb migration"],
        ["Humanitarian Aid", "Support displaced populations effectively"],
        ["Crisis Protocols", "Establish emergency response frameworks"],
    ]
    assert cells(structures["001"], 1) == [
        ["Initiative", "Description", "Expected Outcome"],
        ["Joint Task Forces", "Cooperative units targeting drug cartels.", "Reduced drug flow and violence."],
        ["Training Programs", "Workshops for law enforcement personnel.", "Enhanced policing capabilities."],
        ["Investment in Infrastructure", "Upgraded border facilities.", "Improved border management."],
    ]
    assert cells(structures["001"], 2) == [
        ["Initiative", "Key Performance Indicator"],
        ["Job Creation Programs", "Number of jobs created annually"],
        ["Education Initiatives", "Increase in graduation rates"],
        ["Legal Migration Pathways", "Number of visas issued per year"],
        ["Community Safety Programs", "Reduction in crime rates"],
    ]
