"""What a report begins with names no party: where it was written, when and by whom."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

DENIED = "Ghana denied that it had reached a returns deal with Sweden."
OF_BOTH = ["agreed returns_arrangement GHA+SWE (negated)"]


@pytest.mark.parametrize(
    "line",
    [
        "WASHINGTON (AP) — ",
        "WASHINGTON — ",
        "LONDON, Oct 3 (Reuters) - ",
        "LONDON, Oct. 3, 2025 - ",
        "London (CNN) — ",
        "ISLAMABAD/BERLIN, July 18, 2025 (Agency) - ",
        "ROME, Italy (AP) – ",
        "**Ciudad de México, 5 feb (EFE).-** ",
    ],
)
def test_a_dateline_names_no_party(line: str) -> None:
    assert told(line + DENIED) == OF_BOTH
    assert told(f"A headline of the day\n\n{line}{DENIED}") == OF_BOTH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GHANA – a returns agreement with Sweden was signed in 2019.", ["signed returns_arrangement GHA+SWE"]),
        ("- Ghana, July 2019 – signed a returns agreement with Sweden", ["signed returns_arrangement GHA+SWE"]),
    ],
)
def test_an_entry_of_a_list_is_no_dateline(text: str, expected: list[str]) -> None:
    assert told(text) == expected
