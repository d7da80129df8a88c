"""Tables that say in one cell how many people came and when: each such cell is an event, totals and quotas are none."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

TITLE = "# Third-country deportations by the United States\n\n"


def _table(header: str, *rows: str) -> str:
    columns = "|---" * (header.count("|") + 1) + "|"
    return TITLE + "\n".join([f"| {header} |", columns, *(f"| {row} |" for row in rows)]) + "\n"


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("14 people, 3 July 2026", ["arrived USA>SWZ | 3 July 2026 | 14"]),
        ("7 (12 August 2026)", ["arrived USA>SWZ | 12 August 2026 | 7"]),
        ("5 men on 16 July 2025; 10 men on 6 October 2025", [
            "arrived USA>SWZ | 16 July 2025 | 5",
            "arrived USA>SWZ | 6 October 2025 | 10",
        ]),
        ("Nine Cubans, August 2025", ["arrived USA>SWZ | August 2025 | Nine"]),
        ("42 people by 13 October 2025", []),
        ("42 people since May 2025", []),
        ("Up to 160 people, agreed 14 May 2025", []),
        ("3 July 2026", []),
        ("14 people", []),
        ("$5 million, 3 July 2026", []),
        ("2 flights, 3 July 2026", []),
    ],
)  # fmt: skip
def test_a_cell_of_number_and_date_is_an_event(cell: str, lines: list[str]) -> None:
    assert told(_table("Country | First transfer", f"Eswatini | {cell}")) == lines


def test_beside_an_agreement_the_same_row_tells_both() -> None:
    text = _table(
        "Country | Agreement | Status | Removals so far",
        "Eswatini | Memorandum of understanding | Signed | 14 people, 3 July 2026",
        "Rwanda | Agreement | Agreed | none yet",
        "Ghana | Agreement | In force | 42 people by 13 October 2025",
        "Palau | Agreement | In force | 8 people, 4 May 2026",
    )
    assert [line for line in told(text) if line.startswith("arrived")] == [
        "arrived USA>SWZ | 3 July 2026 | 14",
        "arrived USA>PLW | 4 May 2026 | 8",
    ]


def test_a_column_of_other_numbers_tells_none() -> None:
    text = _table("Country | Population", "Eswatini | 1.2 million, 2024", "Palau | 18,000 people, 1 May 2020")
    text += "".join(f"| Chad | about {number} souls counted in May 2020 |\n" for number in range(3))
    assert told(text) == []
