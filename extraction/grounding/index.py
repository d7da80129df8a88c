"""One document made searchable: folded text, words, numbers, countries and structure, each made once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import islice

from core.document import Document, Metadata, Span
from extraction.grounding.numbers import NumberSpans, may_cut_number, numbers_in
from extraction.grounding.word_places import LONG, WordPlaces
from extraction.lexicons.countries import CountryMention, country_mentions
from extraction.lexicons.folding import Folded, fold
from extraction.structure import Structure, structure_of

WORD = re.compile(r"\w+(?:['.,-]\w+)*")
_MAX_OCCURRENCES = 64


class DocumentIndex:
    """What grounding asks about a document; get it by `index_of`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.folded: Folded = fold(document.text)
        self.structure: Structure = structure_of(document)
        self.known_cues: dict[tuple[tuple[str, ...], str, Span], tuple[Span, ...]] = {}
        """Where cues stand in a span, by the forms and the code that they are for: filled by who looks for them."""
        self._cut_at: dict[int, bool] = {}

    @cached_property
    def metadata(self) -> tuple[Metadata, ...]:
        """The document's title, with its place where the text has it, then its metadata."""
        document = self.document
        if document.title is None or any(item.name == "title" for item in document.metadata):
            return document.metadata
        span = next(self.normalized(fold(document.title).text.strip()), None)
        return (Metadata("title", document.title, span), *document.metadata)

    @cached_property
    def mentions(self) -> list[CountryMention]:
        """The countries the document mentions, in order."""
        return country_mentions(self.text)

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.span[0] for mention in self.mentions]

    @cached_property
    def _numbers(self) -> NumberSpans:
        return NumberSpans(numbers_in(self.text))

    @cached_property
    def words(self) -> list[str]:
        """The folded words of the document, in order."""
        return [self.folded.text[start:end] for start, end in self.word_spans]

    @cached_property
    def word_spans(self) -> list[Span]:
        """Where each of `words` stands in the folded text."""
        return [match.span() for match in WORD.finditer(self.folded.text)]

    @cached_property
    def _places(self) -> WordPlaces:
        return WordPlaces(self.text)

    @cached_property
    def _folded_places(self) -> WordPlaces:
        return WordPlaces(self.folded.text)

    def mentions_in(self, span: Span) -> list[CountryMention]:
        """Return the countries mentioned wholly within `span`."""
        first = bisect_left(self._mention_starts, span[0])
        last = bisect_left(self._mention_starts, span[1])
        return [mention for mention in self.mentions[first:last] if mention.span[1] <= span[1]]

    def folded_span(self, span: Span) -> Span:
        """Return where the characters of `span` stand in the folded text."""
        return self.folded.position(span[0]), self.folded.position(span[1])

    def words_within(self, span: Span) -> Span:
        """Return the range of `words` that stand within the folded `span`."""
        starts = self._word_starts
        return bisect_left(starts, span[0]), bisect_right(starts, span[1] - 1)

    @cached_property
    def _word_starts(self) -> list[int]:
        return [span[0] for span in self.word_spans]

    def exact(self, value: str, within: Span | None = None) -> Iterator[Span]:
        """Yield where `value` stands character for character, cutting no word and no number."""
        start, end = within or (0, len(self.text))
        places = self._places if end - start > LONG else None
        for first in _occurrences(self.text, value, (start, end), places):
            if self.is_whole((first, first + len(value))):
                yield first, first + len(value)

    def normalized(self, folded_value: str, within: Span | None = None) -> Iterator[Span]:
        """Yield where a text that folds to `folded_value` stands, cutting no word and no number."""
        start, end = self.folded_span(within) if within else (0, len(self.folded.text))
        places = self._folded_places if end - start > LONG else None
        for first in _occurrences(self.folded.text, folded_value, (start, end), places):
            span = self.folded.original(first, first + len(folded_value))
            if fold(self.text[span[0] : span[1]]).text == folded_value and self.is_whole(span):
                yield span

    def is_whole(self, span: Span) -> bool:
        """Say whether neither end of `span` cuts a word or a number in two."""
        return not (self._cuts(span[0]) or self._cuts(span[1]))

    def _cuts(self, position: int) -> bool:
        found = self._cut_at.get(position)  # the edges of a quote are asked about for every value in it
        if found is None:
            found = self._cut_at[position] = self._is_cut_at(position)
        return found

    def _is_cut_at(self, position: int) -> bool:
        text = self.text
        if not 0 < position < len(text):
            return False
        if text[position - 1].isalnum() and (text[position].isalnum() or _is_hyphen_and_digit(text, position)):
            return True
        return may_cut_number(text, position) and self._numbers.cuts(position)


def _is_hyphen_and_digit(text: str, position: int) -> bool:
    """Say whether a "-50" begins here; after a letter or a digit that is no minus, as in "level-in-50-years"."""
    return text[position] == "-" and text[position + 1 : position + 2].isdigit()


def _occurrences(text: str, value: str, within: Span, places: WordPlaces | None) -> Iterator[int]:
    """Yield the first few places where `value` begins, by the `places` of the words of `text` if they are given."""
    known = places.occurrences(value) if places else None
    if known is None:
        return islice(_found(text, value, within), _MAX_OCCURRENCES)
    inside = (start for start in known if within[0] <= start and start + len(value) <= within[1])
    return islice(inside, _MAX_OCCURRENCES)


def _found(text: str, value: str, within: Span) -> Iterator[int]:
    position = text.find(value, *within) if value else -1
    while position >= 0:
        yield position
        position = text.find(value, position + 1, within[1])


@lru_cache(maxsize=8)
def index_of(document: Document) -> DocumentIndex:
    """Return the index of `document`; the last few are kept, for all the records of a document ask for it."""
    return DocumentIndex(document)
