"""All cue lexicons of the rules in one automaton: a document is read once, however many lexicons there are.

`lexicons/rules/cues/` holds one file a class of cue. A line's `value` is the code that the words stand for, its `form`
says how they are printed: `verb` and `noun` are given in their base form and inflected, any other form is found as it
stands (Spanish verbs stand in each of their forms: `past`, `participle`, `present`, `base`, `gerund`; future and
conditional are made from `base`).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from operator import itemgetter
from typing import NamedTuple

import ahocorasick

from core.document import Span
from extraction.engines.rules.morphology import noun_forms, spanish_future_forms, verb_forms
from extraction.lexicons import Entry, load
from extraction.lexicons.folding import fold
from extraction.lexicons.lexicon import FOLDER
from extraction.lexicons.trial import left_out

CUES = "rules/cues"
_PLACE = itemgetter(0, 1)
_new = tuple.__new__
"""A named tuple's own constructor takes twice the time, and a document has a thousand cues."""
VERB_FORMS = frozenset(
    {"base", "present", "gerund", "past", "participle", "past_or_participle", "future", "conditional"}
)


class Cue(NamedTuple):
    """Words of a cue lexicon in a text. `value` is the code, `lemma` the lexicon's term, `form` the printed form.

    `origin` is the line that says so, as `Entry.origin` has it.
    """

    start: int
    end: int
    lexicon: str
    value: str
    lemma: str
    form: str
    origin: str = ""

    @property
    def span(self) -> Span:
        """The cue's characters in the document."""
        return self.start, self.end

    @property
    def is_verb(self) -> bool:
        """Say whether the cue is a form of a verb."""
        return self.form in VERB_FORMS


class _Meaning(NamedTuple):
    lexicon: str
    entry: Entry
    form: str


def printed_forms(entry: Entry) -> list[tuple[str, str]]:
    """Return (printed form, form) for one line of a lexicon."""
    if entry.form == "verb":
        return verb_forms(entry.term)
    if entry.form == "noun":
        return noun_forms(entry.term)
    if entry.form == "base":
        return [(entry.term, entry.form), *spanish_future_forms(entry.term)]
    return [(entry.term, entry.form)]


def cue_lexicons() -> tuple[str, ...]:
    """Return the names of the cue lexicons, sorted."""
    return tuple(sorted(path.stem for path in (FOLDER / CUES).glob("*.tsv")))


@cache
def _automaton() -> ahocorasick.Automaton:
    meanings: dict[str, list[_Meaning]] = {}
    for lexicon in cue_lexicons():
        for entry in load(f"{CUES}/{lexicon}").entries:
            for printed, form in printed_forms(entry):
                meanings.setdefault(fold(printed).text, []).append(_Meaning(lexicon, entry, form))
    automaton = ahocorasick.Automaton()
    for key, found in sorted(meanings.items()):
        automaton.add_word(key, (len(key), tuple(found)))
    automaton.make_automaton()
    return automaton


def cues_of(text: str) -> list[Cue]:
    """Return every cue in `text` in order; where two of one lexicon overlap, the first and longest of them."""
    folded = fold(text)
    reached: dict[str, int] = {}
    cues: list[Cue] = []
    missing = left_out()
    for first, before_last, meanings in _hits(folded.text):
        last = -before_last
        span = folded.original(first, last)
        for lexicon, entry, form in meanings:
            if first < reached.get(lexicon, 0) and not _same(cues, lexicon, span):
                continue
            if entry.case != "any" and not entry.is_printed_as(text[span[0] : span[1]]):
                continue
            if missing and entry.origin in missing:
                continue
            if form == "future" and not _is_accented(text[span[0] : span[1]]):
                continue
            cues.append(_new(Cue, (*span, lexicon, entry.value, entry.term, form, entry.origin)))
            reached[lexicon] = max(last, reached.get(lexicon, 0))
    return cues


def _is_accented(printed: str) -> bool:
    """Say whether a Spanish future has its accent: "publicará" will happen, "que publicara" is only wanted."""
    return "á" in unicodedata.normalize("NFC", printed).lower()


def _same(cues: list[Cue], lexicon: str, span: Span) -> bool:
    """Say whether these very words were just found in the same lexicon, with another value."""
    return any(cue.span == span and cue.lexicon == lexicon for cue in cues[-4:])


def _hits(text: str) -> list[tuple[int, int, tuple[_Meaning, ...]]]:
    """Return the whole words found, as (start, minus end, meanings): sorted, so that the first and longest leads."""
    size = len(text)
    hits: list[tuple[int, int, tuple[_Meaning, ...]]] = []
    for last, (length, meanings) in _automaton().iter(text):
        end = last + 1
        first = end - length
        if (first == 0 or not (text[first].isalnum() and text[first - 1].isalnum())) and (
            end == size or not (text[end].isalnum() and text[last].isalnum())
        ):
            hits.append((first, -end, meanings))
    hits.sort(key=_PLACE)
    return hits
