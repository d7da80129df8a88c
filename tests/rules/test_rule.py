"""A rule is known by name, says what it does, and can be left out."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import extraction.engines.rules as package
from extraction.engines.rules.grammar import without_word, word_class
from extraction.engines.rules.rule import RULES, rule
from extraction.engines.rules.vocabulary import cues_of
from extraction.lexicons import load
from extraction.lexicons.countries import country_mentions
from extraction.lexicons.trial import leaving_out


def test_every_rule_says_what_it_does() -> None:
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(info.name)
    assert RULES
    assert [one.name for one in RULES.values() if not one.does.endswith((".", ";", '"'))] == []


def test_a_rule_left_out_yields_and_changes_nothing() -> None:
    changed: list[int] = []

    @rule
    def yielding() -> Iterator[int]:
        """Yield one."""
        yield 1

    @rule
    def changing() -> None:
        """Change something."""
        changed.append(1)

    names = [f"{__name__}.yielding", f"{__name__}.changing"]
    with leaving_out(names):
        assert list(yielding()) == []
        changing()
    assert changed == []
    assert list(yielding()) == [1]
    for name in names:
        del RULES[name]


def test_a_line_left_out_is_as_if_it_were_not_there() -> None:
    text = "A deportation flight from Honduras landed."
    flight = next(cue for cue in cues_of(text) if cue.lexicon == "flights")
    honduras = next(entry for entry in load("countries").entries if entry.term == "Honduras")
    with leaving_out([flight.origin, honduras.origin]):
        assert flight.origin not in {cue.origin for cue in cues_of(text)}
        assert country_mentions(text) == []
    assert flight in cues_of(text)
    assert [mention.code for mention in country_mentions(text)] == ["HND"]


def test_a_word_taken_out_of_its_class_comes_back_in_its_place() -> None:
    before = list(word_class("negations").items())
    with without_word("negations", before[0][0]):
        assert before[0][0] not in word_class("negations")
    assert list(word_class("negations").items()) == before


def test_every_line_of_a_lexicon_knows_where_it_stands() -> None:
    from extraction.lexicons.lexicon import FOLDER

    for path in sorted(FOLDER.rglob("*.tsv")):
        name = path.relative_to(FOLDER).as_posix().removesuffix(".tsv")
        lines = path.read_text(encoding="utf-8").splitlines()
        for entry in load(name).entries:
            file, _, number = entry.origin.rpartition(":")
            assert file == f"{name}.tsv"
            assert lines[int(number) - 1].split("\t")[0] == entry.term
