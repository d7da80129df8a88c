"""What a PDF does not say: which lines are one paragraph, which hyphens are the typesetter's, what only repeats."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.reading.pdf.box import Box
from extraction.reading.pdf.grid import grids, joined
from extraction.reading.pdf.page import Line, Page, Word
from extraction.reading.pdf.ruling import Edge
from extraction.reading.pdf.text import pdf_text

WIDE = 5.0
"""Points that a letter of these pages takes, and 12 points down to the next line."""


def line(text: str, top: float, left: float = 72.0, size: float = 10.0, *, broken: bool = False) -> Line:
    words, at = [], left
    for word in text.split():
        width = WIDE * len(word) * size / 10
        words.append(Word(word, Box(at, top, at + width, top + size)))
        at += width + WIDE
    if broken:
        words[-1] = Word(words[-1].text, words[-1].box, is_broken=True)
    return Line(tuple(words))


def page(number: int, *lines: Line, edges: Sequence[Edge] = ()) -> Page:
    return Page(number, 612.0, 792.0, lines, tuple(edges), 0.0)


def text_of(*pages: Page) -> str:
    return "".join(pdf_text(pages).pieces)


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "read_as"),
    [
        ("depor-", "tation", "deportation", "deportation"),
        ("third-", "country", "third-country", "third-country"),
        ("third-", "country", "nothing", "third-country"),  # in doubt what is printed
        ("US-", "Mexico", "nothing", "US-Mexico"),
        ("2019-", "2020", "nothing", "2019-2020"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(first: str, second: str, elsewhere: str, read_as: str) -> None:
    lines = [
        line(f"The flights of which this register speaks are flights of {first}", 100, broken=True),
        line(f"{second} and nothing else.", 112),
    ]
    assert f"flights of {read_as} and nothing else." in text_of(page(1, *lines, line(f"Of {elsewhere} more.", 300)))


def test_a_document_that_divides_words_divides_others_too() -> None:
    lines = [
        line("The register speaks of depor-", 100, broken=True),
        line("tation, and the deportation of many is what the govern-", 112, broken=True),
        line("ment had in mind.", 124),
    ]
    assert (
        text_of(page(1, *lines))
        == "The register speaks of deportation, and the deportation of many is what the government had in mind."
    )


def test_a_sentence_goes_on_overleaf_past_footer_header_and_footnote() -> None:
    pages = []
    for number in range(1, 6):
        lines = [
            line("Ministry of Hours", 30),
            line(f"Sentence {number} begins far from the end of this page and", 600),
        ]
        if number > 1:
            lines.insert(1, line(f"it ends here, the {number - 1} of them, for all that anybody knows.", 110))
        lines += [line(f"{number} A note.", 660, size=7.0), line(f"{number} / 5", 760)]
        pages.append(page(number, *lines))
    text = text_of(*pages)
    assert "Sentence 1 begins far from the end of this page and it ends here, the 1 of them" in text
    assert text.count("Ministry of Hours") == 1
    assert "2 / 5" not in text
    assert all(f"{number} A note." in text for number in range(1, 6))


def test_chapters_that_begin_at_the_top_of_their_pages_are_no_headers() -> None:
    pages = [
        page(
            number,
            line(f"Chapter {number // 2 + 1}", 40, size=16.0),
            line("Some text of it stands here, and it ends.", 120),
        )
        for number in range(1, 9, 2)
    ]
    assert [f"# Chapter {number}\n" in text_of(*pages) for number in (1, 2, 3, 4)] == [True] * 4


def test_lines_with_room_for_the_next_word_are_no_paragraph() -> None:
    lines = [
        line("Ministry of Foreign Affairs", 100),
        line("Street of the Republic 5", 112),
        line("The minister said that nobody had told him of the flight before it had left the airport", 136),
        line("of the capital, and that he would ask.", 148),
        line("A second paragraph begins without a gap.", 160, left=84.0),
    ]
    assert text_of(page(1, *lines)).split("\n\n") == [
        "Ministry of Foreign Affairs",
        "Street of the Republic 5",
        "The minister said that nobody had told him of the flight before it had left the airport of the capital, "
        "and that he would ask.",
        "A second paragraph begins without a gap.",
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        line("The register of flights has a page for", 100),
        line("each week, and each page has as many", 112),
        line("entries as were told to it, by whoever", 124),
        line("saw them, and no entry is ever changed.", 136),
        line("A second paragraph of it begins at the", 160),
        line("foot of the first column and", 172),
    ]
    right = [line("goes on at the head of the second one", 100, left=320.0), line("until it ends.", 112, left=320.0)]
    across = line("A line across both of them, as the feet of pages have one, for all of its width", 700)
    assert text_of(page(1, *left, *right, across)).split("\n\n") == [
        "The register of flights has a page for each week, and each page has as many entries as were told to it, by "
        "whoever saw them, and no entry is ever changed.",
        "A second paragraph of it begins at the foot of the first column and goes on at the head of the second one "
        "until it ends.",
        "A line across both of them, as the feet of pages have one, for all of its width",
    ]


def test_a_table_between_three_level_rules() -> None:
    rules = [Edge(is_vertical=False, at=at, start=70, end=400) for at in (100, 116, 160)]
    cells = [
        line(text, top, left)
        for top, row in ((103, ("Country", "Flights")), (120, ("Chad", "12")), (140, ("Togo", "7")))
        for text, left in zip(row, (72, 250), strict=True)
    ]
    below = line("After it.", 200)
    assert text_of(page(1, *cells, below, edges=rules)) == (
        "| Country | Flights |\n| --- | --- |\n| Chad | 12 |\n| Togo | 7 |\n\nAfter it."
    )
    apart = [Edge(is_vertical=False, at=at, start=70, end=400) for at in (90, 190)]
    assert "|" not in text_of(page(1, *cells, edges=apart))


@given(columns=st.integers(2, 6), rows=st.integers(2, 6), gap=st.floats(0, 2), data=st.data())
def test_every_cell_of_a_full_grid_is_found_however_its_rules_are_drawn(
    columns: int, rows: int, gap: float, data: st.DataObject
) -> None:
    xs = [50 + 60 * column for column in range(columns + 1)]
    ys = [100 + 30 * row for row in range(rows + 1)]
    edges = []
    for row in range(rows):
        for column in range(columns):  # each cell draws its own border, as browsers do
            left, right, top, bottom = xs[column] + gap, xs[column + 1], ys[row] + gap, ys[row + 1]
            edges += [Edge(is_vertical=True, at=at, start=top, end=bottom) for at in (left, right)]
            edges += [Edge(is_vertical=False, at=at, start=left, end=right) for at in (top, bottom)]
    edges = data.draw(st.permutations(edges))
    [grid], alone = grids(joined(edges, vertical=True), joined(edges, vertical=False))
    assert alone == []
    assert [len(row) for row in grid.cells] == [columns] * rows
    assert len({cell for row in grid.cells for cell in row}) == columns * rows
    middle = (xs[1] + xs[2]) / 2, (ys[0] + ys[1]) / 2
    assert grid.cell_at(middle) == grid.cells[0][1]


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 600), st.floats(0, 600), st.floats(0, 300)), max_size=40))
def test_any_rules_make_grids_whose_cells_are_where_they_say(drawn: list[tuple[bool, float, float, float]]) -> None:
    edges = [Edge(upright, at, start, start + length) for upright, at, start, length in drawn]
    found, _ = grids(joined(edges, vertical=True), joined(edges, vertical=False))
    for grid in found:
        assert len(grid.cells) == len(grid.ys) - 1
        assert all(len(row) == len(grid.xs) - 1 for row in grid.cells)
        assert list(grid.xs) == sorted(grid.xs)
        assert grid.cell_at((grid.xs[-1] + 1, grid.ys[0])) is None


@given(
    st.lists(
        st.tuples(st.text("ab -.1|#", min_size=1, max_size=30), st.integers(0, 760), st.integers(0, 500)), max_size=30
    )
)
def test_no_word_of_any_page_is_lost_or_made_up(drawn: list[tuple[str, int, int]]) -> None:
    lines = [line(text, top, left) for text, top, left in drawn if text.strip()]
    text = pdf_text([page(1, *lines)])
    printed = sorted("".join(word.text for each in lines for word in each.words))
    written = sorted("".join(text.pieces).replace("\n", "").replace(" ", ""))
    if not any(each.words[-1].text.endswith("-") for each in lines):
        assert "".join(char for char in written if char != "#") == "".join(char for char in printed if char != "#")
    assert [stretch[0] for stretch in text.stretches] == ([1] if lines else [])
