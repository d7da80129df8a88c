"""The pieces of a marked text, and steering characters written out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cli.marking import Mark, pieces, windows
from cli.visible import visible, visible_line

LENGTH = 40
spans = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(spans, max_size=12))
def test_pieces_are_the_text_and_every_mark_opens_and_closes_once(given_spans: list[tuple[int, int]]) -> None:
    marks = [Mark(span, number, 1) for number, span in enumerate(given_spans, start=1)]
    found = list(pieces((0, LENGTH), marks))
    assert [offset for piece in found for offset in range(*piece.span)] == list(range(LENGTH))
    for mark in marks:
        opened = [piece for piece in found if mark in piece.opens]
        closed = [piece for piece in found if mark in piece.closes]
        covered = [offset for piece in found if mark in piece.covers for offset in range(*piece.span)]
        assert covered == list(range(*mark.span))
        if mark.span[0] < mark.span[1]:
            assert [piece.span[0] for piece in opened] == [mark.span[0]]
            assert [piece.span[1] for piece in closed] == [mark.span[1]]


@given(st.lists(spans, max_size=12), spans)
def test_a_window_cuts_marks_to_itself(given_spans: list[tuple[int, int]], window: tuple[int, int]) -> None:
    found = list(pieces(window, [Mark(span, 1, place) for place, span in enumerate(given_spans)]))
    assert [offset for piece in found for offset in range(*piece.span)] == list(range(*window))
    inside = {offset for span in given_spans for offset in range(*span)} & set(range(*window))
    assert {offset for piece in found if piece.covers for offset in range(*piece.span)} == inside


def test_windows_that_touch_become_one() -> None:
    assert windows([(50, 60), (10, 20), (70, 80)], 5, 100) == [(5, 25), (45, 85)]
    assert windows([(0, 4)], 10, 6) == [(0, 6)]


@given(st.text())
def test_visible_text_holds_nothing_that_steers(text: str) -> None:
    shown = visible(text)
    assert all(character.isprintable() or character in "\n\t\xa0\xad" or not character.isascii() for character in shown)
    assert not set(shown) & {"\x1b", "\r", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\ufeff"}
    assert "\n" not in visible_line(text)


def test_escapes_are_readable() -> None:
    assert visible("a\x1b[31m\u202eb\U000e0041\ud800\n\tc") == "a\\x1b[31m\\u202eb\\U000e0041\\ud800\n\tc"
    assert visible_line("  a\n\n b\tc ") == "a b c"
