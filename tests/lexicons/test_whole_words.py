"""Terms found as whole words: what one pass finds is what a look at every place finds."""

from hypothesis import given
from hypothesis import strategies as st

from extraction.lexicons.folding import fold
from extraction.lexicons.whole_words import WholeWords

MARKS = [" ", "-", ".", "1", "*", "é", "X", "x", "?", "。", "•", "Ж", "٣", "²", "_", "\u0301", "\ud800", "\x01"]
PIECES = ["us", "u.s.", "a", "as", "the us", "'s", "no-no", "no no", "méxico", "日本", *MARKS]
TERMS = ["us", "u.s.", "a", "the us", "'s", "no-no", "no no", "mexico", "日本", "us 1", "x"]


def by_looking(text: str, terms: list[str]) -> list[tuple[int, int, str]]:
    """Look for each term at each place: where a letter or digit is cut off from another one, it is no word."""
    return sorted(
        (start, -start - len(term), term)
        for term in terms
        for start in range(len(text))
        if text.startswith(term, start) and not _cuts(text, start) and not _cuts(text, start + len(term))
    )


def _cuts(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_finds_what_a_look_at_every_place_finds(printed: str) -> None:
    text = fold(printed).text

    found = WholeWords({term: term for term in TERMS}).find(text)

    assert found == by_looking(text, TERMS)


def test_tells_terms_apart_that_differ_in_their_marks() -> None:
    words = WholeWords({"no-no": "hyphen", "no no": "space", "no.no": "stop"})

    assert words.find("a no-no, no no") == [(2, -7, "hyphen"), (9, -14, "space")]


def test_takes_letters_beyond_ascii_for_letters() -> None:
    words = WholeWords({"us": "word", "日本": "name"})

    assert words.find("日us us日 日本 日本人 us") == [(8, -10, "name"), (15, -17, "word")]
