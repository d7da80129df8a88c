"""Which lines of which lexicons the words of a place are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cache

from core.document import Document, Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.explanation.model import Place, Word
from extraction.engines.rules.grammar import without_word
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import cues_within
from extraction.engines.rules.terms import terms
from extraction.lexicons import Entry, load
from extraction.lexicons.countries import country_lexicon
from extraction.lexicons.folding import fold
from extraction.lexicons.lexicon import FOLDER

SHORT_TEXT_LEXICONS = ("measures", "meetings", "stances", "tables")
"""Folders of lexicons that rules seek in a header, a lead-in or a name rather than in the whole document."""
GRAMMAR = ("auxiliaries", "clause_words", "considers", "deniers", "governors", "intends", "negations")
"""Word classes that decide whether a thing happened; the others only hold a sentence together."""
_GRAMMAR_FOLDER = "rules/grammar/"


def place(document: Document, span: Span) -> Place:
    """Return `span` of the document as a place."""
    return Place(char_start=span[0], char_end=span[1], text=document.text[span[0] : span[1]])


def words_in(analysis: Analysis, spans: Iterable[Span]) -> list[Word]:
    """Return the words of `spans` that decide anything, each line once, in the document's order."""
    found: dict[str, Word] = {}
    for span in spans:
        for word in (*_cues(analysis, span), *_sought(analysis.document, span), *grammar_in(analysis, span)):
            found.setdefault(word.line, word)
    return sorted(found.values(), key=lambda word: (word.place.char_start, word.line))


def _cues(analysis: Analysis, span: Span) -> Iterator[Word]:
    for cue in cues_within(analysis, span):
        yield Word(place=place(analysis.document, cue.span), line=cue.origin, term=cue.lemma, value=cue.value)


def _sought(document: Document, span: Span) -> Iterator[Word]:
    """Yield the countries of `span`, and what lexicons for short texts hold of it."""
    for lexicon in (country_lexicon(), *map(terms, _short_text_lexicons())):
        for found in lexicon.find(document.text, *span):
            for entry in found.entries:
                if entry.origin and entry.value:
                    term = entry.note if lexicon.name.startswith("rules/") else entry.term
                    yield Word(place=place(document, found.span), line=entry.origin, term=term, value=entry.value)


def grammar_in(analysis: Analysis, span: Span) -> Iterator[Word]:
    """Yield the words of `span` that say whether a thing happened: "not", "will", "until"."""
    for sentence in analysis.sentences:
        if sentence.span[0] < span[1] and span[0] < sentence.span[1]:
            yield from _grammar_of(analysis.document, sentence)


def _grammar_of(document: Document, sentence: Sentence) -> Iterator[Word]:
    for token in sentence.tokens:
        for entry in _grammar().get(token.word, ()):
            yield Word(
                place=place(document, (token.start, token.end)), line=entry.origin, term=entry.term, value=entry.value
            )


def grammar_left_out(word: Word) -> AbstractContextManager[None]:
    """Take a word of a grammar lexicon out of its class; nothing for words of others, which go by their line."""
    if not word.line.startswith(_GRAMMAR_FOLDER):
        return nullcontext()
    name = word.line.removeprefix(_GRAMMAR_FOLDER).partition(".tsv:")[0]
    return without_word(name, fold(word.term).text)


@cache
def _grammar() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for name in GRAMMAR:
        for entry in load(f"{_GRAMMAR_FOLDER}{name}").entries:
            found.setdefault(fold(entry.term).text, []).append(entry)
    return found


@cache
def _short_text_lexicons() -> tuple[str, ...]:
    paths = (path for folder in SHORT_TEXT_LEXICONS for path in sorted((FOLDER / "rules" / folder).glob("*.tsv")))
    return tuple(path.relative_to(FOLDER / "rules").with_suffix("").as_posix() for path in paths)
