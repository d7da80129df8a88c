"""The words that the parsers know, read from the commented tables in `schemas/values/words`; code holds none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

WORDS_FOLDER = Path(__file__).with_name("words")


class Word(NamedTuple):
    """One row of a table: a form in lower case without accents, what kind of word it is, and its value."""

    form: str
    kind: str
    value: str


@cache
def words(table: str) -> tuple[Word, ...]:
    """Return the rows of `schemas/values/words/<table>.tsv`."""
    lines = (WORDS_FOLDER / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    return tuple(Word(form, kind, value) for form, kind, value in rows[1:])


def forms(table: str, kind: str) -> dict[str, str]:
    """Return the forms of one kind in a table, with their values."""
    return {word.form: word.value for word in words(table) if word.kind == kind}


def alternation(choices: Iterable[str]) -> str:
    """Return a regular expression that matches any of `choices`, the longest first, white space as in the text."""
    return "|".join(re.escape(choice) for choice in sorted(choices, key=len, reverse=True))


def collapse(text: str) -> str:
    """Return `text` with every run of white space as one space and none at its ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return `text` in lower case and without accents, character for character: offsets stay what they were."""
    if not text.isascii():
        beyond = set(_BEYOND_ASCII.findall(text))
        if len(beyond) > _FEW:
            text = _BEYOND_ASCII.sub(lambda match: _fold_character(match[0]), text)
        else:  # what one folds to is folded no further, so that they may be replaced one after another
            for character in beyond:
                text = text.replace(character, _fold_character(character))
    return text.lower()


_FEW = 50
"""Characters beyond ASCII of which a text mostly has fewer, each of them often."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@cache
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character
