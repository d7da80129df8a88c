"""Every finding is explained by a rule and by lines that are where they are said to be, and that decide it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from core.document import Document
from extraction.engine import Request
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.engine import RulesEngine, finders
from extraction.engines.rules.explanation import Explanation, explain
from extraction.engines.rules.explanation.model import Word
from extraction.lexicons.lexicon import FOLDER
from extraction.reading import read_document
from schemas.registry import kinds, select_kinds
from tests.conftest import SEEDS

SEED_FILES = sorted(SEEDS.glob("*.txt"))


@cache
def explained(path: Path) -> tuple[Document, Explanation]:
    document = read_document(str(path))
    return document, explain(document, list(kinds().values()))


def of_text(text: str, kind: str) -> Explanation:
    return explain(Document(text=text, source="test"), select_kinds([kind]))


def assert_stands_where_it_says(word: Word, text: str) -> None:
    file, _, number = word.line.rpartition(":")
    term, value = (FOLDER / file).read_text(encoding="utf-8").splitlines()[int(number) - 1].split("\t")[:2]
    assert (term, value) == (word.term, word.value)
    assert text[word.place.char_start : word.place.char_end] == word.place.text


@pytest.mark.parametrize("path", SEED_FILES, ids=lambda path: path.stem[:3])
def test_every_record_of_every_seed_has_its_sentence_its_rule_and_its_lines(path: Path) -> None:
    document, explanation = explained(path)
    answer = RulesEngine().answer(Request(document, tuple(kinds().values())))
    assert [record.finding for record in explanation.records] == [one for found in answer.values() for one in found]
    assert explanation.is_whole
    for record in explanation.records:
        assert record.outcome == "recorded"
        assert record.sentences
        assert any(rule.makes or rule.changes for rule in record.rules)
        assert record.words
        for used in record.words:
            assert_stands_where_it_says(used.word, document.text)
    for sentence in explanation.unrecorded:
        assert sentence.words
        for word in [*sentence.words, *(word for miss in sentence.but_for for word in miss.words)]:
            assert_stands_where_it_says(word, document.text)


def test_a_line_that_is_needed_is_named_and_a_line_that_colours_says_how() -> None:
    (record,) = of_text("Peru is reportedly in talks with the United States to accept deportees.", "agreement").records
    needed = {used.word.line.partition(":")[0] for used in record.words if used.needed}
    assert {"rules/cues/talks.tsv", "rules/cues/accept_verbs.tsv", "countries.tsv"} <= needed
    (hedge,) = [used for used in record.words if used.word.place.text == "reportedly"]
    assert [(change.field, change.actual, change.otherwise) for change in hedge.changes] == [
        ("hedge", "reportedly", None)
    ]
    assert [rule.rule for rule in record.rules if rule.makes] == ["agreements.talks.talks_in"]


def test_a_condition_is_named_as_what_kept_a_sentence_from_being_recorded() -> None:
    explanation = of_text(
        "If Honduras signed an agreement with the United States, it would take migrants.", "agreement"
    )
    assert explanation.records == []
    (sentence,) = explanation.unrecorded
    assert sentence.kinds == ["agreement"]
    assert ("If", "condition") in {(word.place.text, word.value) for miss in sentence.but_for for word in miss.words}


def test_words_that_keep_a_sentence_out_only_together_are_named_together() -> None:
    text = "If President Mulino could not meet with President Trump on migration, Panama would suffer."
    explanation = of_text(text, "engagement")
    assert explanation.records == []
    (miss,) = explanation.unrecorded[0].but_for
    assert [word.place.text for word in miss.words] == ["If", "not"]
    assert miss.finding["format"] == "meeting"


def test_a_trial_leaves_nothing_behind() -> None:
    document, _ = explained(SEED_FILES[3])
    answers = []
    for _ in range(2):
        answers.append([finders()[name](analyse(document)) for name in sorted(finders())])
        explain(document, select_kinds(["deportation_flight"]))
    assert answers[0] == answers[1]


def test_a_long_document_is_explained_as_far_as_time_allows() -> None:
    document = Document(text="Peru is in talks with the United States to accept deportees.\n" * 3, source="test")
    explanation = explain(document, select_kinds(["agreement"]), most_characters=5 * len(document.text))
    assert len(explanation.records) == 1
    assert not explanation.is_whole
