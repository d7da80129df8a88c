"""The trust benchmark's cases are what they say they are, the same each time, and scored as it says."""

import json
import sys

import pytest

from benchmarks.trust.asking import Answers
from benchmarks.trust.documents import SEEDS, Text
from benchmarks.trust.invention import MOST_ALIKE, is_elsewhere
from benchmarks.trust.passages import plain
from benchmarks.trust.quotes import FALSE_CLASSES, TRUE_CLASSES, QuoteCase, quote_set
from benchmarks.trust.rewording import HEAVIEST_LIGHT, LIGHTEST_HEAVY, distance
from benchmarks.trust.scoring import Score, score_quotes, score_values
from benchmarks.trust.tools import answering
from benchmarks.trust.values import FIELDS, ValueCase, value_set

TEXTS = [Text(path.stem, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))[1:4]]
BY_NAME = {text.name: text.text for text in TEXTS}
QUOTES = quote_set(TEXTS, seed=7, count=12)
VALUES = value_set(TEXTS, seed=7, count=12)


def words(text: str) -> str:
    """The letters and digits alone: what printing otherwise leaves as it is."""
    return "".join(filter(str.isalnum, text))


def test_the_same_seed_gives_the_same_cases_and_another_seed_others() -> None:
    assert quote_set(TEXTS, seed=7, count=12) == QUOTES
    assert value_set(TEXTS, seed=7, count=12) == VALUES
    assert quote_set(TEXTS, seed=8, count=12) != QUOTES


def test_there_are_cases_of_every_class() -> None:
    assert {case.kind for case in QUOTES} == {*TRUE_CLASSES, *FALSE_CLASSES}
    assert {case.is_true for case in VALUES} == {True, False}
    assert {case.field for case in VALUES} <= set(FIELDS)


@pytest.mark.parametrize("kind", TRUE_CLASSES)
def test_a_true_quote_says_what_stands_at_its_span(kind: str) -> None:
    for case in QUOTES:
        if case.kind == kind:
            assert case.span is not None
            printed = BY_NAME[case.document][slice(*case.span)]
            assert plain(BY_NAME[case.document]).count(plain(printed)) == 1
            changed = distance(" ".join(printed.split()), case.quote)
            if kind == "exact":
                assert case.quote == printed
            elif kind == "printed otherwise":
                assert case.quote != printed
                assert words(case.quote) == words(printed)
            elif kind == "lightly paraphrased":
                assert 0 <= changed <= HEAVIEST_LIGHT
                assert case.quote != " ".join(printed.split())
            else:
                assert changed >= LIGHTEST_HEAVY


def test_a_false_quote_is_nowhere_in_its_document() -> None:
    for case in QUOTES:
        if case.kind in FALSE_CLASSES:
            assert case.span is None
            assert plain(case.quote) not in plain(BY_NAME[case.document])


def test_what_is_of_another_document_is_not_nearly_said_in_this_one() -> None:
    borrowed = [case for case in QUOTES if case.kind == "of another document"]
    assert all(is_elsewhere(case.quote, Text("", BY_NAME[case.document])) for case in borrowed)
    assert all(any(case.quote in text for text in BY_NAME.values()) for case in borrowed)
    assert not is_elsewhere(borrowed[0].quote, Text("", borrowed[0].quote))
    assert MOST_ALIKE < 100


def test_a_false_value_is_not_printed_in_its_quote() -> None:
    for case in VALUES:
        if case.kind == "not in the document":
            assert case.value not in BY_NAME[case.document]


def test_scores_count_what_is_placed_within_three_characters_and_every_false_one_accepted() -> None:
    cases = [
        QuoteCase("exact", "a", "x", (10, 20)),
        QuoteCase("exact", "a", "x", (10, 20)),
        QuoteCase("exact", "a", "x", (10, 20)),
        QuoteCase("number changed", "a", "x", None),
        QuoteCase("number changed", "a", "x", None),
    ]
    answers = Answers([(7, 23), (6, 20), None, (0, 3), None], [], [True, False], [])
    scores = score_quotes(cases, answers)
    assert scores == {"exact": Score(3, 2, 1), "number changed": Score(2, 1, 0)}
    assert scores["exact"].misplaced == 1
    values = [ValueCase("", "date", "a", "x", "y", is_true) for is_true in (True, False)]
    assert score_values(values, answers) == {("date", True): Score(1, 1), ("date", False): Score(1, 0)}


def test_a_tool_is_asked_about_every_case(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "refusing.py").write_text(
        "class Tool:\n"
        "    def place(self, text, quote): return (1, 2) if quote in text else None\n"
        "    def bears(self, text, quote, field, value): return value in quote\n"
        "tool = Tool()\n"
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    asked = {
        "texts": {"a": "one two"},
        "quotes": [["a", "two"], ["a", "three"]],
        "values": [["a", "two", "name", "tw"]],
    }
    (tmp_path / "cases.json").write_text(json.dumps(asked))
    answering.main("refusing.tool", tmp_path / "cases.json", tmp_path / "answers.json")
    said = json.loads((tmp_path / "answers.json").read_text())
    assert [answer for answer, _ in said["quotes"]] == [[1, 2], None]
    assert [answer for answer, _ in said["values"]] == [True]
    assert all(seconds >= 0 for _, seconds in [*said["quotes"], *said["values"]])
