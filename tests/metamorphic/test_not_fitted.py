"""No lexicon and no code holds a phrase that only one seed has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from extraction.engines.rules.vocabulary import printed_forms
from extraction.lexicons import load
from extraction.lexicons.folding import fold
from extraction.lexicons.lexicon import FOLDER
from schemas.registry import kinds
from schemas.shape import shape
from tests.golden.goldens import ROOT
from tests.golden.goldens import seeds as seed_names
from tests.metamorphic.rewriting import seed

PROPER = ("countries", "governments", "not_countries", "rules/meetings/titles")
"""Lexicons of proper names and offices: countries are excepted, and so is what they call their bodies."""
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
IN_LEXICONS, IN_CODE = 3, 4
"""Words from which on a phrase is one that a single document has."""


def words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(fold(text).text))


@pytest.fixture(scope="module")
def seeds() -> list[tuple[str, ...]]:
    return [words(seed(name[:3]).text) for name in seed_names()]


def seeds_with(phrase: tuple[str, ...], seeds: list[tuple[str, ...]]) -> int:
    size = len(phrase)
    return sum(any(text[i : i + size] == phrase for i in range(len(text) - size + 1)) for text in seeds)


def lexicon_phrases() -> Iterator[str]:
    for path in sorted(FOLDER.rglob("*.tsv")):
        name = path.relative_to(FOLDER).with_suffix("").as_posix()
        if name in PROPER:
            continue
        for entry in load(name).entries:
            yield entry.term
            yield from (printed for printed, _ in printed_forms(entry))


def code_strings() -> Iterator[str]:
    for folder in ("core", "schemas", "prompts", "extraction"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from strings_of(path)


def strings_of(path: Path) -> Iterator[str]:
    """The string constants of a module that it can act on: docstrings and field descriptions are for people."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    spoken |= {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        for argument in [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "description")]
        if node.func.id in ("described", "listed", "located", "Field")
        for part in ast.walk(argument)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node.value


def terms_of_the_field() -> set[str]:
    """The words of the schemas' own codes ("safe_third_country"), what they share, and what "KPI" stands for."""
    codes = {
        code
        for kind in kinds().values()
        for known in shape(kind.model)
        if isinstance(known.type, tuple)
        for code in known.type
    }
    return {code.replace("_", " ") for code in codes if code.count("_") > 1} | {
        "third country",
        "key performance indicator",
    }


def test_no_lexicon_holds_a_phrase_of_one_seed(seeds: list[tuple[str, ...]]) -> None:
    known = terms_of_the_field()
    fitted = sorted(
        {
            " ".join(phrase)
            for term in lexicon_phrases()
            if len(phrase := words(term)) >= IN_LEXICONS
            and not any(common in " ".join(phrase) for common in known)
            and seeds_with(phrase, seeds) == 1
        }
    )
    assert fitted == []


def test_no_code_holds_a_phrase_of_one_seed(seeds: list[tuple[str, ...]]) -> None:
    fitted = sorted(
        {
            phrase
            for string in code_strings()
            for text in [words(string)]
            for i in range(len(text) - IN_CODE + 1)
            if seeds_with(phrase := text[i : i + IN_CODE], seeds) == 1
        }
    )
    assert fitted == []
