from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cli.folding import folded
from cli.tables import FORMATS, NULL, aligned_text, csv_lines, json_lines, markdown_lines

texts = st.text(st.characters(exclude_categories=["Cs"]))
cells = st.one_of(st.none(), texts, st.integers(), st.booleans(), st.lists(texts, max_size=3))
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[cells] * width), max_size=5).map(lambda rows: (width, rows))
)


@given(tables)
def test_csv_can_be_read_back(table: tuple[int, list[tuple[object, ...]]]) -> None:
    width, rows = table
    columns = [f"c{at}" for at in range(width)]
    text = "\n".join(csv_lines(columns, rows))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[0] == columns
    assert len(read) == len(rows) + 1
    for row, back in zip(rows, read[1:], strict=True):
        for value, cell in zip(row, back, strict=True):
            if isinstance(value, str):
                assert cell == value
            elif isinstance(value, list):
                assert json.loads(cell) == value
            elif value is None:
                assert cell == ""


@given(tables)
def test_json_can_be_read_back(table: tuple[int, list[tuple[object, ...]]]) -> None:
    width, rows = table
    columns = [f"c{at}" for at in range(width)]
    assert json.loads("\n".join(json_lines(columns, rows))) == [dict(zip(columns, row, strict=True)) for row in rows]


@given(tables)
def test_markdown_and_aligned_text_have_one_line_a_row(table: tuple[int, list[tuple[object, ...]]]) -> None:
    width, rows = table
    columns = [f"c{at}" for at in range(width)]
    for lines in (list(markdown_lines(columns, rows)), list(aligned_text(columns, rows))):
        assert len(lines) == len(rows) + 2
        assert not any("\n" in line for line in lines)


def test_values_are_printed_as_analysts_write_them() -> None:
    row = [Decimal("155000000.00"), date(2019, 8, 27), True, None, ["HND", "USA"], "a|b\nc"]
    columns = list("abcdef")
    assert next(json_lines(columns, [row])) == (
        '[{"a": 155000000, "b": "2019-08-27", "c": true, "d": null, "e": ["HND", "USA"], "f": "a|b\\nc"}'
    )
    assert list(markdown_lines(columns, [row]))[2] == (
        '| 155000000.00 | 2019-08-27 | true |  | ["HND", "USA"] | a\\|b c |'
    )
    assert NULL in list(aligned_text(columns, [row]))[2]


def test_long_values_are_cut_only_where_people_read() -> None:
    long = "word " * 1000
    assert "…" in list(aligned_text(["text"], [[long]]))[2]
    for name in ("csv", "json", "markdown"):
        assert "…" not in "".join(FORMATS[name](["text"], [[long]]))


def test_json_stays_json_whatever_duckdb_yields() -> None:
    row = [float("nan"), {date(2026, 1, 31): [float("inf"), Decimal("1.5")]}, b"\x00\xff", 1]
    assert json.loads("".join(json_lines(["a", "b", "c", "a"], [row]))) == [
        {"a": None, "b": {"2026-01-31": [None, 1.5]}, "c": "00ff", "a_1": 1}
    ]


def test_a_result_is_folded_to_the_terminal() -> None:
    for width in (40, 80, 200):
        for columns in (["a", "quote"], ["name", *"bcdefghi"]):
            cells = [["x" * 30, *["Wort für Wort 東京 " * 5] * (len(columns) - 1)]] * 2
            lines = [bold + rest for bold, rest in folded(columns, cells, width)]
            assert max(map(cell_len, lines)) <= width
            assert "".join(lines).count("東京") == 2 * 5 * (len(columns) - 1)


def test_columns_without_room_stand_below_each_other() -> None:
    columns = [f"column_{number}" for number in range(9)]
    lines = [bold + rest for bold, rest in folded(columns, [["a value of some length"] * 9], 80)]
    assert lines[0].startswith("── 1 ──")
    assert lines[1:] == [f"{column}  a value of some length" for column in columns]


def test_a_result_without_rows_shows_its_columns() -> None:
    assert [bold + rest for bold, rest in folded(["a", "b"], [], 80)] == ["a  b", "─  ─"]
