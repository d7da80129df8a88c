"""The file format of lexicons, and how their words are found."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SchemaError
from extraction.lexicons import Entry, Lexicon, lexicons_hash, load
from extraction.lexicons.lexicon import FOLDER, read

HEADER = "# A comment\nterm\tvalue\tform\tcase\tnote\n"


def found(lexicon: Lexicon, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[item.span[0] : item.span[1]], item.values) for item in lexicon.find(text)]


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.tsv")), ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_every_lexicon_holds_the_format(path: Path) -> None:
    assert read(path, path.stem).entries


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("word\tvalue\n", 1, "must name the columns"),
        (HEADER + "\tvalue\n", 3, "no term"),
        (HEADER + "one\t1\n\none\t1\n", 5, "twice"),
        (HEADER + "one\t1\tform\tloud\n", 3, "'loud' is none of"),
        (HEADER + "one\t1\tform\tany\tnote\tmore\n", 3, "6 columns"),
        (HEADER + "one \t1\n", 3, "white space"),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, content: str, line: int, reason: str) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SchemaError, match=rf"words\.tsv, line {line}: .*{reason}"):
        read(path, "words")


def test_a_missing_lexicon_is_named() -> None:
    with pytest.raises(SchemaError, match=r"nothing_of_the_kind\.tsv"):
        load("nothing_of_the_kind")


def test_the_longest_match_wins_and_words_are_whole() -> None:
    lexicon = Lexicon("test", (Entry("safe", "s"), Entry("safe third country", "stc"), Entry("count", "c")))
    assert found(lexicon, "A SAFE  third\ncountry is safe; unsafe, country") == [
        ("SAFE  third\ncountry", ("stc",)),
        ("safe", ("s",)),
    ]


def test_case_as_the_entry_asks() -> None:
    lexicon = Lexicon(
        "test", (Entry("ICE", "i", case="exact"), Entry("Turkey", "t", case="capital"), Entry("jet", "j"))
    )
    assert found(lexicon, "ice Ice ICE turkey Turkey TURKEY jet JET") == [
        ("ICE", ("i",)),
        ("Turkey", ("t",)),
        ("TURKEY", ("t",)),
        ("jet", ("j",)),
        ("JET", ("j",)),
    ]


def test_a_shorter_term_stands_where_the_longer_one_has_the_wrong_case() -> None:
    lexicon = Lexicon("test", (Entry("polish up", "-", case="capital"), Entry("polish", "p")))
    assert found(lexicon, "they polish up") == [("polish", ("p",))]


def test_equal_terms_are_one_match_with_all_values() -> None:
    lexicon = Lexicon("test", (Entry("Congo", "COD"), Entry("Congo", "COG")))
    assert found(lexicon, "the Congo") == [("Congo", ("COD", "COG"))]
    assert lexicon.values_of("Congo") == ("COD", "COG")
    assert lexicon.values_of("the Congo") == ()


def test_forms_are_lexicons_of_their_own() -> None:
    lexicon = Lexicon("test", (Entry("a", "1", "x"), Entry("b", "2", "y")))
    assert [entry.term for entry in lexicon.of_form("y").entries] == ["b"]
    assert lexicon.of_form("z").find("a b") == []


@given(st.text(alphabet="abß İé-'\n\u00ad", max_size=30), st.text(alphabet="abß İé-'\n\u00ad", max_size=30))
def test_a_word_is_found_at_its_own_characters(before: str, after: str) -> None:
    text = f"{before} Zürich {after}"
    (hit,) = Lexicon("test", (Entry("zurich", "CH"),)).find(text)
    assert text[hit.span[0] : hit.span[1]] == "Zürich"


def test_a_range_is_looked_at_as_if_it_were_all() -> None:
    text = "no one, someone, one"
    spans = [hit.span for hit in Lexicon("test", (Entry("one", "1"),)).find(text, 8)]
    assert spans == [(17, 20)]


def test_the_hash_is_stable() -> None:
    assert lexicons_hash() == lexicons_hash()
    assert len(lexicons_hash()) == 64
