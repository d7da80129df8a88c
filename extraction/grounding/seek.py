"""One value sought where a reader would look; what is found is the characters that bear it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from core.document import Span
from extraction.grounding.bearing import EXACT, IN_HEADING, IN_METADATA, IN_PARAGRAPH, NORMALIZED, Bearing
from extraction.grounding.fuzzy import most_similar
from extraction.grounding.index import DocumentIndex
from extraction.grounding.places import Places
from extraction.lexicons.countries import CountryMention, country_mentions
from extraction.lexicons.folding import fold
from schemas.values.country import countries

_MIN_SIMILAR = 40
"""Shorter values are never sought by similarity: too little is left of them to be sure."""
_WEAK_FORMS = ("leader", "capital", "ambiguous")


def seek_text(places: Places, value: str, *, widely: bool) -> Bearing | None:
    """Return where `value` is printed: in the quotes, their paragraphs, if `widely` in headings and metadata."""
    index = places.index
    for span in places.inside:
        if found := next(index.exact(value, span), None):
            return Bearing(found, "exact", EXACT)
    folded = fold(value).text.strip()
    if found := _first(index, folded, places.inside):
        return Bearing(found, "normalized", NORMALIZED)
    if similar := _similar(index, value, places.inside):
        return similar
    if found := _nearest(places, value, folded):
        return Bearing(found, "context", IN_PARAGRAPH)
    if similar := _similar(index, value, places.paragraphs):
        return Bearing(similar.span, "context", round(similar.score * IN_PARAGRAPH, 4))
    if not widely:
        return None
    if found := _first(index, folded, places.headings):
        return Bearing(found, "context", IN_HEADING)
    return _text_in_metadata(index, folded)


def seek_country(places: Places, code: str) -> Bearing | None:
    """Return where the country with `code` is mentioned; its standard name in a quote is `exact`."""
    index = places.index
    if found := _best_mention(index, code, places.inside):
        return found
    for spans, score in ((places.paragraphs, IN_PARAGRAPH), (places.headings, IN_HEADING)):
        if found := _best_mention(index, code, spans):
            return Bearing(found.span, "context", score)
    return _country_in_metadata(index, code)


def is_standard_name(printed: str, code: str) -> bool:
    """Say whether `printed` is the name by which the table `countries` calls the country."""
    return fold(printed).text == _standard_name(code)


@cache
def _standard_name(code: str) -> str:
    return fold(countries()[code].name).text


def _first(index: DocumentIndex, folded: str, spans: Iterable[Span]) -> Span | None:
    return next((found for span in spans for found in index.normalized(folded, span)), None)


def _nearest(places: Places, value: str, folded: str) -> Span | None:
    """The place in the paragraphs that has the very characters, else only the words, next to the first quote."""
    index, start = places.index, places.inside[0][0]
    found = [span for paragraph in places.paragraphs for span in index.normalized(folded, paragraph)]
    return min(
        found,
        key=lambda span: (index.text[span[0] : span[1]] != value, abs(span[0] - start)),
        default=None,
    )


def _similar(index: DocumentIndex, value: str, spans: Iterable[Span]) -> Bearing | None:
    if len(value) < _MIN_SIMILAR:
        return None
    for span in spans:
        similar = most_similar(index, value, span, snaps=False)
        if similar and similar.objection is None:
            return Bearing(similar.span, "fuzzy", round(similar.score, 4))
    return None


def _best_mention(index: DocumentIndex, code: str, spans: Iterable[Span]) -> Bearing | None:
    """The standard name anywhere in `spans` before any other name, a name before a leader or a capital."""
    mentions = [mention for span in spans for mention in index.mentions_in(span) if mention.code == code]
    for mention in mentions:
        if is_standard_name(index.text[mention.span[0] : mention.span[1]], code):
            return Bearing(mention.span, "exact", EXACT)
    best = min(mentions, key=_weakness, default=None)
    return Bearing(best.span, "normalized", NORMALIZED) if best else None


def _weakness(mention: CountryMention) -> int:
    return _WEAK_FORMS.index(mention.form) + 1 if mention.form in _WEAK_FORMS else 0


def _text_in_metadata(index: DocumentIndex, folded: str) -> Bearing | None:
    for item in index.metadata:
        if item.span is not None:
            if found := next(index.normalized(folded, item.span), None):
                return Bearing(found, "context", IN_METADATA)
        elif _stands_in(folded, fold(item.text).text):
            return Bearing(None, "context", IN_METADATA, item.name)
    return None


def _country_in_metadata(index: DocumentIndex, code: str) -> Bearing | None:
    for item in index.metadata:
        if item.span is not None:
            if found := _best_mention(index, code, (item.span,)):
                return Bearing(found.span, "context", IN_METADATA)
        elif any(mention.code == code for mention in country_mentions(item.text)):
            return Bearing(None, "context", IN_METADATA, item.name)
    return None


def _stands_in(value: str, text: str) -> bool:
    return any(_is_whole(text, first, first + len(value)) for first in _starts(text, value))


def _starts(text: str, value: str) -> Iterator[int]:
    position = text.find(value) if value else -1
    while position >= 0:
        yield position
        position = text.find(value, position + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return before and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))
