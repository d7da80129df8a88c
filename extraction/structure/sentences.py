"""Sentences, with their characters: a fast splitter by punctuation, abbreviations and how the next word begins.

Own code because spaCy's blank pipeline does 120 to 160 documents a second, below the budget of the whole rules engine.
English and Spanish; other languages with spaces and full stops come out well where abbreviations do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from core.document import Span
from extraction.structure.words import word_table, words

_PACKAGE = "extraction.structure"
_END = regex.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]*_]*+(?=\s)|[。！？]++[」』”’]*+")
_NEXT_WORD = regex.compile(r"\s*+[\"'“‘«(\[*_¿¡]*+(?P<word>[^\s,;:.!?]{0,40}+)")
_LONGEST_ABBREVIATION = 24
_EDGES_TO_SPACES = str.maketrans(dict.fromkeys("\n\t\u00a0\u202f-—–/", " "))
_OPENING = "\"'“‘«([*_¿¡"
_INITIALS = regex.compile(r"(?:\p{L}\.)*+\p{L}")
_ELLIPSES = ("…", "...")


def sentence_spans(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentences within `span` of `text`, in order, without the white space between them."""
    start, end = span
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, match, start):
            if sentence := _trimmed(text, start, match.end()):
                yield sentence
            start = match.end()
    if sentence := _trimmed(text, start, end):
        yield sentence


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end].lstrip()
    begin = end - len(piece)
    return (begin, begin + len(piece.rstrip())) if piece else None


def _ends_sentence(text: str, match: regex.Match[str], start: int) -> bool:
    if text[match.end()] == " " and text[match.end() + 1 : match.end() + 2].islower():
        return False  # the next word begins right there, and need not be sought
    following = _NEXT_WORD.match(text, match.end())
    word = following["word"] if following else ""
    if word[:1].islower():
        return False
    mark = match.group()
    if not mark.startswith(".") or mark.startswith("..."):
        return True
    return not _is_abbreviation(text, start, match.start(), word)


def _is_abbreviation(text: str, start: int, stop: int, following: str) -> bool:
    """Say whether the full stop at `stop` belongs to the word before it and ends nothing."""
    before = text[max(start, stop - _LONGEST_ABBREVIATION) : stop]
    token = before.translate(_EDGES_TO_SPACES).rpartition(" ")[2].lstrip(_OPENING)
    role = _roles().get(token.casefold())
    if role == "number":
        return following[:1].isdigit()
    if role == "name":
        return True
    initial = len(token) == 1 and token.isupper()
    if role == "either" or initial or ("." in token and _INITIALS.fullmatch(token)):
        # "in the U.S. The talks" ends a sentence, "the U.S. Government" and "Kevin K. McAleenan" do not.
        return following.casefold() not in words(_PACKAGE, "sentence_starters")
    return False


@cache
def _roles() -> dict[str, str]:
    return {row[0].rstrip(".").casefold(): row[1] for row in word_table(_PACKAGE, "abbreviations")}
