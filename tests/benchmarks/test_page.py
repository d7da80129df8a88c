"""The page that `make bench` writes: what it says of a budget, and what belongs to a section."""

import pytest

from benchmarks.measurement import Measurement, shown, table
from benchmarks.page import Plot, Section, Table, page


@pytest.mark.parametrize(
    ("budget", "median", "said"),
    [
        ("≥ 4", 4.0, ""),
        ("≥ 4", 3.0, "25 %"),
        ("≥ 50,000 records", 20_000.0, "2.5 ×"),
        ("≤ 5 with loading", 5.5, "10 %"),
        ("≤ 0.1", 0.25, "2.5 ×"),
        ("≤ 0.1", 0.1, ""),
        ("≥ 95", 0.0, "all of it"),
        ("≤ 0", 2.0, "2"),
        ("≤ 0", 0.0, ""),
        ("seconds", 99.0, ""),
        ("", 99.0, ""),
    ],
)
def test_a_median_meets_its_budget_or_misses_it_by_so_much(budget: str, median: float, said: str) -> None:
    assert Measurement("load", "records/s", (0.0, median, 1e9), budget).missed_by == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.53291, "0.5329"), (9.99996, "10"), (1234.5, "1,234"), (16_638.0, "16,640"), (1e9, "1,000,000,000"), (0.0, "0")],
)
def test_a_figure_has_four_digits_and_no_exponent(value: float, said: str) -> None:
    assert shown(value) == said


def test_the_row_of_a_measurement_has_its_median_and_spread_and_says_what_is_missed() -> None:
    row = table([Measurement("load", "records/s", (30.0, 10.0, 20.0), "≥ 25")]).splitlines()[-1]
    assert row == "| load | 20 | 10 | 30 | records/s | ≥ 25 (missed by 20 %) |"


def test_a_page_has_every_section_and_says_first_what_is_missed() -> None:
    slow = Measurement("load", "records/s", (10.0,), "≥ 20")
    quick = Measurement("read", "ms", (1.0,), "≤ 2")
    plot = Plot("growth", "Growth", "documents", "s", {"ours": [(10, 1.0)]})
    cells = Table(("peer", "why"), [("docetl", "needs a|b")], "Left out")
    said = page("# Benchmarks", [Section("Loading", "Words.", [slow, quick], [cells], [plot])], "benchmarks")
    assert said.index("| Loading | load | 10 records/s | ≥ 20 | 2.0 × |") < said.index("## Loading")
    assert "1 of 2 figures that have a budget are within it. These are not:" in said
    assert said.endswith("![Growth](benchmarks/growth.svg)\n")
    assert "**Left out**\n\n| peer | why |\n|---|---|\n| docetl | needs a\\|b |" in said


def test_a_page_without_a_missed_budget_lists_none() -> None:
    said = page("# Benchmarks", [Section("Loading", "", [Measurement("load", "s", (1.0,), "≤ 2")])], "benchmarks")
    assert "1 of 1 figures that have a budget are within it.\n\n## Loading" in said
