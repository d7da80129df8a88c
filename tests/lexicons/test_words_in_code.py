"""The rules' code holds no word lists: what a word does is said in a lexicon, where every language has its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from extraction.lexicons import load
from extraction.lexicons.lexicon import FOLDER
from tests.conftest import ROOT

CODE = ROOT / "extraction" / "engines" / "rules"
NAMED_BY_A_WORD = ("function_words", "bound")
"""Lexicons whose values are words themselves: elsewhere a value ("have", "to") is a code that code may list."""


def closed_words() -> set[str]:
    """Return the words of the classes that a rule is most easily written with."""
    names = ("function_words", "determiners", "prepositions", "auxiliaries", "clause_words", "personal_pronouns")
    return {entry.term.lower() for name in names for entry in load(f"rules/grammar/{name}").entries}


def codes() -> set[str]:
    """Return what the lexicons of the rules have their words stand for."""
    files = (path for path in (FOLDER / "rules").rglob("*.tsv") if path.stem not in NAMED_BY_A_WORD)
    names = (path.relative_to(FOLDER).with_suffix("").as_posix() for path in files)
    return {entry.value for name in names for entry in load(name).entries}


def lists_of_words(source: str) -> Iterator[str]:
    """Yield each collection that the source spells out in which two words of a closed class stand."""
    words, known = closed_words(), codes()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            parts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
            told = {part.lower() for part in parts if isinstance(part, str)}
            if len(told & words) > 1 and not told <= known:
                yield ast.unparse(node)


@pytest.mark.parametrize("path", sorted(CODE.rglob("*.py")), ids=lambda path: str(path.relative_to(CODE)))
def test_code_holds_no_word_list(path: Path) -> None:
    assert list(lists_of_words(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        '_OF = frozenset({"of", "de", "del"})',
        'if word in ("to", "a"): ...',
        'if words[:1] in (("under",), ("bajo",), ("by",)): ...',
        '_PERFECT = ["has", "have", "had"]',
    ],
)
def test_a_word_list_is_seen(source: str) -> None:
    assert len(list(lists_of_words(source))) == 1


@pytest.mark.parametrize(
    "source",
    ['if kind in ("be", "have"): ...', 'if words == (",", "the"): ...', '_WAYS = {"to", "at"}', 'print("of", "de")'],
)
def test_codes_and_single_words_are_no_word_list(source: str) -> None:
    assert list(lists_of_words(source)) == []
