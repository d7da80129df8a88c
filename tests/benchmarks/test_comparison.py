"""Where another tool is better, the page says it."""

from benchmarks.comparison import Figure, where_others_are_better

RATE = Figure("documents/s", {"ours": 40.0, "loop": 90.0, "peer": 8.0, "quick": 50.0}, is_more_better=True)
MEMORY = Figure("memory", {"ours": 500.0, "loop": 110.0, "peer": 500.0, "quick": 900.0}, is_more_better=False)


def test_every_better_tool_is_named_with_its_value_the_best_first() -> None:
    assert where_others_are_better([RATE, MEMORY], "ours").rows == [
        ("documents/s", "40", "loop: 90; quick: 50"),
        ("memory", "500", "loop: 110"),
    ]


def test_a_tool_that_nothing_beats_is_said_to_be_that() -> None:
    assert where_others_are_better([RATE], "loop").rows == [("none of these", "", "")]
