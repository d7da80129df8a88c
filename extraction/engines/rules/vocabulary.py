"""All cue lexicons of the rules in one automaton: a document is read once, however many lexicons there are.

`lexicons/rules/cues/` holds one file a class of cue. A line's `value` is the code that the words stand for, its `form`
says how they are printed: `verb` and `noun` are given in their base form and inflected, any other form is found as it
stands (Spanish verbs stand in each of their forms: `past`, `participle`, `present`, `base`, `gerund`; future and
conditional are made from `base`).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from core.document import Span
from extraction.engines.rules.morphology import noun_forms, spanish_future_forms, verb_forms
from extraction.lexicons import Entry, load
from extraction.lexicons.folding import fold
from extraction.lexicons.lexicon import FOLDER
from extraction.lexicons.trial import left_out
from extraction.lexicons.whole_words import WholeWords

CUES = "rules/cues"
_ENDINGS = ("o", "ó")
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
    """What a printed form means: `fields` are the cue's own, `entry` is given if not every printing of it counts."""

    lexicon: str
    fields: tuple[str, str, str, str, str]
    entry: Entry | None


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
def _cue_words() -> WholeWords[tuple[_Meaning, ...]]:
    meanings: dict[str, tuple[_Meaning, ...]] = {}
    nouns = {entry.term for lexicon in cue_lexicons() for entry in load(f"{CUES}/{lexicon}").entries if _is_noun(entry)}
    for lexicon in cue_lexicons():
        for entry in load(f"{CUES}/{lexicon}").entries:
            for printed, form in printed_forms(entry):
                fields = (lexicon, entry.value, entry.term, form, entry.origin)
                told_apart = entry.term in nouns or (form == "past" and _without_accent(entry.term) in nouns)
                choosy = entry.case != "any" or form == "future" or told_apart
                folded = fold(printed).text
                meanings[folded] = (*meanings.get(folded, ()), _Meaning(lexicon, fields, entry if choosy else None))
    return WholeWords(meanings)


def _is_noun(entry: Entry) -> bool:
    """Say whether a line is a noun that a past tense is told from by its accent alone: "retorno", "retornó"."""
    return entry.form == "singular" and entry.term.endswith("o")


def _without_accent(term: str) -> str:
    return term[:-1] + "o" if term.endswith("ó") else ""


def by_lexicon(cues: Iterable[Cue]) -> dict[str, tuple[Cue, ...]]:
    """Return `cues` by their lexicon, in order."""
    found: defaultdict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        found[cue.lexicon].append(cue)
    return {lexicon: tuple(cues) for lexicon, cues in found.items()}


def cues_of(text: str) -> list[Cue]:
    """Return every cue in `text` in order; where two of one lexicon overlap, the first and longest of them."""
    folded = fold(text)
    reached: dict[str, int] = {}
    cues: list[Cue] = []
    missing = left_out()
    for first, before_last, meanings in _cue_words().find(folded.text):
        last = -before_last
        span = folded.original(first, last)
        for lexicon, fields, entry in meanings:
            far = reached.get(lexicon, 0)
            if first < far and not _same(cues, lexicon, span):
                continue
            if entry is not None and not _is_printed_as(entry, fields[3], text[span[0] : span[1]]):
                continue
            if missing and fields[4] in missing:
                continue
            cues.append(_new(Cue, span + fields))
            if last > far:
                reached[lexicon] = last
    return cues


def _is_printed_as(entry: Entry, form: str, printed: str) -> bool:
    if form in ("singular", "past") and entry.term[-1:] in _ENDINGS and not _ends_alike(entry.term, printed):
        return False
    if form == "future" and not _is_accented(printed) and (entry.form != form or _is_accented(entry.term)):
        return False
    return entry.is_printed_as(printed)


def _ends_alike(term: str, printed: str) -> bool:
    """Say whether the last letter is accented as in the term; capitals may be without accents."""
    last = unicodedata.normalize("NFC", printed)[-1:]
    return last.lower() == term[-1] or (printed.isupper() and last == "O")


def _is_accented(printed: str) -> bool:
    """Say whether a Spanish future has its accent: "publicará" will happen, "que publicara" is only wanted."""
    return "á" in unicodedata.normalize("NFC", printed).lower()


def _same(cues: list[Cue], lexicon: str, span: Span) -> bool:
    """Say whether these very words were just found in the same lexicon, with another value."""
    return any(cue.lexicon == lexicon and cue.span == span for cue in cues[-4:])
