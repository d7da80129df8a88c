"""What every rule reads: the document cut into sentences with the cues, countries and values found in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, KeysView, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import regex

from core.document import Document, Span
from extraction.engines.rules.datelines import outside_datelines
from extraction.engines.rules.grammar import alternatives
from extraction.engines.rules.once import once
from extraction.engines.rules.own_words import speaker_of
from extraction.engines.rules.references import with_references
from extraction.engines.rules.sentence import LONGEST, Sentence, spelled_plainly
from extraction.engines.rules.topics import topics_of
from extraction.engines.rules.values import Value, may_be_date, values_in
from extraction.engines.rules.vocabulary import Cue, by_lexicon, cues_of
from extraction.lexicons.countries import NAME_FORMS, CountryMention, country_mentions
from extraction.structure import Block, Structure, structure_of

MOST_QUOTES = 3
_POINTER = 12
"""Characters of the longest word that points at a noun, with the space after it."""
_LABEL = 40
"""Characters at the head of a block in which the date of an entry stands."""
_ENTRY = regex.compile(r"[*_]*\s?[.:–—][*_]*\s")
_LONGEST_TITLE = 300
"""Characters of a heading that are read as a title."""
NEXT = 4
"""Sentences after another in which a story goes on across paragraphs."""
FURTHEST = 12
"""Sentences that one looks at before and after another: what belongs together stands together, and looking is cheap."""


@dataclass(frozen=True, eq=False)
class Analysis:
    """A document as the finders of all kinds read it; built once, by `analyse`."""

    document: Document
    structure: Structure
    sentences: tuple[Sentence, ...]
    cues: tuple[Cue, ...]
    _paragraphs: dict[int, list[Sentence]] = field(repr=False)

    def paragraph_of(self, sentence: Sentence) -> Sequence[Sentence]:
        """Return the sentences of the block that `sentence` stands in, in order."""
        return self._paragraphs[sentence.paragraph]

    def block_of(self, sentence: Sentence) -> Block:
        """Return the block that `sentence` stands in."""
        return self.structure.blocks[sentence.paragraph]

    def prose(self) -> Sequence[Sentence]:
        """Return the sentences of paragraphs and list items."""
        return self._parted[0]

    def headings(self) -> Sequence[Sentence]:
        """Return the headings."""
        return self._parted[1]

    @once
    def _parted(self) -> tuple[list[Sentence], list[Sentence]]:
        """The sentences of prose, and those that are headings."""
        parted: tuple[list[Sentence], list[Sentence]] = ([], [])
        for sentence in self.sentences:
            parted[self.block_of(sentence).kind == "heading"].append(sentence)
        return parted

    def prose_with(self, lexicons: Set[str]) -> list[Sentence]:
        """Return the sentences of prose that hold a cue of any of `lexicons`: most rules have work in few of them."""
        if self.lexicons.isdisjoint(lexicons):
            return []
        return [sentence for sentence in self.prose() if not sentence.lexicons.isdisjoint(lexicons)]

    def following(self, sentence: Sentence) -> Sequence[Sentence]:
        """Return the sentences after `sentence` in its paragraph, as far as a reader would look."""
        paragraph = self.paragraph_of(sentence)
        index = sentence.position - paragraph[0].position
        return paragraph[index + 1 : index + 1 + FURTHEST]

    def before(self, sentence: Sentence) -> Sequence[Sentence]:
        """Return the sentences before `sentence` in its paragraph, as far as a reader would look."""
        paragraph = self.paragraph_of(sentence)
        index = sentence.position - paragraph[0].position
        return paragraph[max(index - FURTHEST, 0) : index]

    def later(self, sentence: Sentence) -> Sequence[Sentence]:
        """Return the next sentences under the same heading, whatever their paragraph: news have one a sentence."""
        found: list[Sentence] = []
        for other in self.sentences[sentence.position + 1 : sentence.position + 1 + NEXT]:
            if self.block_of(other).kind == "heading":
                break
            found.append(other)
        return found

    def around(self, sentence: Sentence) -> Sequence[Sentence]:
        """Return the sentences next to `sentence`, itself included, whatever their paragraph."""
        return around(self.sentences, sentence)

    def near(self, sentence: Sentence) -> Sequence[Sentence]:
        """Return `sentence` with those before and after it in its paragraph."""
        return [*self.before(sentence), sentence, *self.following(sentence)]

    def sentence_from(self, offset: int) -> Sentence | None:
        """Return the first sentence that begins at the character `offset` or after it; None after the last one."""
        index = bisect_left(self.sentences, offset, key=lambda sentence: sentence.span[0])
        return self.sentences[index] if index < len(self.sentences) else None

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the character at `offset`, or else the first one after it."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.span[0]) - 1
        if index >= 0 and offset < self.sentences[index].span[1]:
            return self.sentences[index]
        return self.sentences[index + 1] if index + 1 < len(self.sentences) else None

    def text(self, span: Span) -> str:
        """Return the document's characters of `span`."""
        return self.document.text[span[0] : span[1]]

    def quotes(self, sentences: Iterable[Sentence]) -> list[str]:
        """Return verbatim quotes of `sentences`, best first: adjacent ones of a paragraph are one, at most three."""
        wanted = list(dict.fromkeys(sentences))
        spans: list[Span] = []
        for sentence in wanted:
            span = sentence.span
            for other in spans:
                if self._adjacent(other, span):
                    spans[spans.index(other)] = (min(other[0], span[0]), max(other[1], span[1]))
                    break
            else:
                spans.append(span)
        return [self.text(span) for span in spans[:MOST_QUOTES]]

    def _adjacent(self, one: Span, other: Span) -> bool:
        first, second = sorted((one, other))
        gap = self.text((first[1], second[0]))
        return first[1] >= second[0] or (gap.isspace() and "\n" not in gap) or not gap

    @once
    def looks(self) -> dict[tuple[object, ...], Any]:
        """What was found out about the whole document, by the look that was taken (`looks.taken_once`)."""
        return {}

    @once
    def named(self) -> frozenset[str]:
        """The countries that the document names otherwise than by their capitals."""
        return frozenset(
            mention.code for sentence in self.sentences for mention in sentence.countries if mention.form != "capital"
        )

    @once
    def _by_lexicon(self) -> dict[str, tuple[Cue, ...]]:
        return by_lexicon(self.cues)

    @once
    def lexicons(self) -> KeysView[str]:
        """The cue lexicons that anything of the document was found in: gates for rules that need them."""
        return self._by_lexicon.keys()

    def of(self, lexicon: str) -> Sequence[Cue]:
        """Return the document's cues of one lexicon, in order."""
        return self._by_lexicon.get(lexicon, ())


def around(sentences: Sequence[Sentence], sentence: Sentence) -> Sequence[Sentence]:
    """Return those of a document's `sentences` that stand next to `sentence`, itself included."""
    return sentences[max(sentence.position - NEXT, 0) : sentence.position + 1 + NEXT]


def analyse(document: Document) -> Analysis:
    """Read `document` once for all kinds."""
    structure = structure_of(document)
    text = document.text
    cues = _with_pointers(text, cues_of(text))
    mentions = outside_datelines(text, structure, country_mentions(text))
    countries = with_references(text, _resolved([*mentions]), cues)
    cue_starts, country_starts = [cue.start for cue in cues], [mention.span[0] for mention in countries]
    sentences: list[Sentence] = []
    paragraphs: dict[int, list[Sentence]] = {}
    entries = _entries(text, structure)
    topics = topics_of(text, structure, countries)
    plain = spelled_plainly(text)
    speaker = speaker_of(document.title or _first_heading(text, structure))
    for position, (span, block) in enumerate(structure.sentences):
        end = min(span[1], span[0] + LONGEST)
        sentence = Sentence(
            text,
            plain,
            span,
            position,
            block,
            tuple(cues[bisect_left(cue_starts, span[0]) : bisect_left(cue_starts, end)]),
            tuple(countries[bisect_left(country_starts, span[0]) : bisect_left(country_starts, end)]),
            entries.get(block),
            topics.get(block),
            speaker,
        )
        sentences.append(sentence)
        paragraphs.setdefault(block, []).append(sentence)
    return Analysis(document, structure, tuple(sentences), tuple(cues), paragraphs)


def _first_heading(text: str, structure: Structure) -> str | None:
    """Return the first heading, for a document without a title."""
    first = next((block.text_span for block in structure.blocks if block.kind == "heading"), None)
    return text[first[0] : min(first[1], first[0] + _LONGEST_TITLE)] if first is not None else None


def _entries(text: str, structure: Structure) -> dict[int, Value]:
    """Return the date of each entry of a chronicle by its block; one alone is a dateline, and makes none."""
    dates = ((index, _entry_date(text, block.text_span)) for index, block in enumerate(structure.blocks))
    entries = {index: date for index, date in dates if date is not None}
    return entries if len(entries) > 1 else {}


def _entry_date(text: str, span: Span) -> Value | None:
    """Return the date that a block begins with as an entry of a chronicle does: "**5 July 2025.** Eight men …"."""
    start, end = span[0], min(span[1], span[0] + _LABEL)
    begins = end - len(text[start:end].lstrip("*_ \t"))
    if not (any(map(str.isdigit, text[start:end])) and may_be_date(text, (begins, end))):
        return None
    date = next(iter(values_in(text, (start, end))), None)
    if date is None or date.kind != "date" or date.span[0] > begins:
        return None
    return date if _ENTRY.match(text, date.span[1]) else None


@cache
def _pointing() -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{alternatives('pointing')})\s+$", regex.IGNORECASE)


def _with_pointers(text: str, cues: list[Cue]) -> list[Cue]:
    """Make a reference of each noun for a deal that a word points at: "that deal", "such an agreement"."""
    found = [
        cue._replace(start=pointer.start(), lexicon="references")
        for cue in cues
        if cue.lexicon == "reference_nouns"
        and (pointer := _pointing().search(text, max(cue.start - _POINTER, 0), cue.start))
    ]
    return sorted([*cues, *found], key=lambda cue: cue.start) if found else cues


def _resolved(mentions: list[CountryMention]) -> list[CountryMention]:
    """Leave of a term that may mean several countries ("Congolese") the one that the document also names, if any."""
    named = {mention.code for mention in mentions if mention.form in NAME_FORMS}
    meanings: dict[Span, list[str]] = {}
    for mention in mentions:
        if mention.form == "ambiguous" and mention.code in named:
            meanings.setdefault(mention.span, []).append(mention.code)
    return [
        mention if mention.form != "ambiguous" else CountryMention(mention.span, mention.code, "demonym")
        for mention in mentions
        if mention.form != "ambiguous" or meanings.get(mention.span) == [mention.code]
    ]
