"""Where a quote that was not copied character for character seems to come from.

Rare words that quote and document share vote for a stretch of the document (as seeds do in sequence alignment); the
longest common subsequence of words within that stretch says where it begins and ends; the similarity of the characters
says whether it is the same sentence. What a paraphrase may not change is checked by `facts.contradiction`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from core.document import Span
from extraction.grounding.alignment import Alignment, align
from extraction.grounding.facts import contradiction, facts_of
from extraction.grounding.index import WORD, DocumentIndex
from extraction.lexicons.folding import fold

THRESHOLD = 75.0
"""The least similarity in per cent; tests/grounding/test_paraphrases.py shows what it keeps apart."""
MIN_WORDS = 5
_RARE = 24
_STRETCHES = 3
_EDGE = 3


@dataclass(frozen=True)
class Similar:
    """A stretch of the document that is similar enough; `objection` is what speaks against taking it."""

    span: Span
    score: float
    objection: str | None


def most_similar(
    index: DocumentIndex,
    quote: str,
    within: Span | None = None,
    threshold: float = THRESHOLD,
    *,
    snaps: bool = True,
) -> Similar | None:
    """Return the stretch of the document that `quote` seems to come from, or None if nothing is similar enough.

    A stretch without objection comes before a more similar one with an objection. If it `snaps`, it is taken for a
    sentence, and begins and ends where that does.
    """
    words = WORD.findall(fold(quote).text)
    if len(words) < MIN_WORDS:
        return None
    limits = index.words_within(index.folded_span(within)) if within else (0, len(index.words))
    aligned: dict[Span, Alignment] = {}
    for first in _stretches(index, words, limits):
        if found := _aligned(index, words, first, limits):
            own = _own_words(index, found, limits)
            aligned[own] = min(found, aligned.get(own, found), key=lambda one: one.said + one.left_out)
    scored = sorted(((_similarity(index, quote, span), span) for span in aligned), reverse=True)
    similar = [
        _objected(index, quote, (span, aligned[span]), score, snaps=snaps)
        for score, span in scored
        if score >= threshold
    ]
    return next((stretch for stretch in similar if stretch.objection is None), similar[0] if similar else None)


def _stretches(index: DocumentIndex, words: list[str], limits: Span) -> list[int]:
    """Return the places in the document's words where most of the rare words of `words` say that it begins."""
    offsets: dict[str, list[int]] = {}
    for offset, word in enumerate(words):
        offsets.setdefault(word, []).append(offset)
    places: dict[str, list[int]] = {word: [] for word in offsets}
    for place in range(*limits):
        if (word := index.words[place]) in places:
            places[word].append(place)
    width = max(4, len(words) // 4)
    votes: Counter[int] = Counter()
    for word, found in places.items():
        if len(found) <= _RARE:
            votes.update({(place - offset) // width for place in found for offset in offsets[word]})
    joined = Counter({bucket: count + votes[bucket + 1] for bucket, count in votes.items()})
    return [bucket * width for bucket, _ in joined.most_common(_STRETCHES)]


def _aligned(index: DocumentIndex, words: list[str], first: int, limits: Span) -> Alignment | None:
    """Return what the words of the quote align with, of the document's words near `first`."""
    slack = max(6, len(words) // 3)
    low, high = max(limits[0], first - slack), min(limits[1], first + len(words) + 2 * slack)
    found = align(words, index.words[low:high])
    return replace(found, words=(low + found.words[0], low + found.words[1])) if found else None


def _own_words(index: DocumentIndex, alignment: Alignment, limits: Span) -> Span:
    """Return the shared words, and within their sentences as many more as the quote says before and after them."""
    start, end = alignment.words
    sentences = index.structure.sentences_in(_original(index, alignment.words))
    if sentences:
        within = index.words_within(index.folded_span((sentences[0].span[0], sentences[-1].span[1])))
        limits = max(limits[0], min(start, within[0])), min(limits[1], max(end, within[1]))
    return max(limits[0], start - alignment.head), min(limits[1], end + alignment.tail)


def _similarity(index: DocumentIndex, quote: str, words: Span) -> float:
    start, end = index.word_spans[words[0]][0], index.word_spans[words[1] - 1][1]
    return fuzz.ratio(fold(quote).text, index.folded.text[start:end])


def _objected(
    index: DocumentIndex, quote: str, stretch: tuple[Span, Alignment], score: float, *, snaps: bool
) -> Similar:
    """Snap to the sentence where the quote's own edge words are not the document's, if that says nothing that matters.

    A negation that stands within a few words before or after it in its sentence belongs to what is said.
    """
    words, alignment = stretch
    own = _original(index, words)
    if not alignment.is_together:
        return Similar(own, score / 100, "its parts do not stand together in the document")
    snapped = _snapped(index, own, alignment) if snaps else own
    objection = contradiction(quote, index.text[snapped[0] : snapped[1]])
    if objection is not None and snapped != own:
        snapped, objection = own, contradiction(quote, index.text[own[0] : own[1]])
    return Similar(snapped, score / 100, objection or (_negation_beside(index, quote, own) if snaps else None))


def _original(index: DocumentIndex, words: Span) -> Span:
    return index.folded.original(index.word_spans[words[0]][0], index.word_spans[words[1] - 1][1])


def _negation_beside(index: DocumentIndex, quote: str, own: Span) -> str | None:
    start, end = _snapped(index, own, None)
    beside = facts_of(f"{index.text[start : own[0]]} {index.text[own[1] : end]}")
    if any(fact.startswith("negation") for fact in beside.strict):
        return contradiction(quote, index.text[start:end])
    return None


def _snapped(index: DocumentIndex, span: Span, alignment: Alignment | None) -> Span:
    """Return `span` from and to where its sentences begin and end, if that is within a few words.

    Where the alignment says that the quote's edge word is the document's, only what is no word is added.
    """
    sentences = index.structure.sentences_in(span)
    if not sentences:
        return span
    first, last = sentences[0].span, sentences[-1].span
    start, end = span
    most_before, most_after = (0 if alignment and edge else _EDGE for edge in _edges(alignment))
    if first[0] <= start and len(WORD.findall(index.text[first[0] : start])) <= most_before:
        start = first[0]
    if last[1] >= end and len(WORD.findall(index.text[end : last[1]])) <= most_after:
        end = last[1]
    return start, end


def _edges(alignment: Alignment | None) -> tuple[bool, bool]:
    return (not alignment.head, not alignment.tail) if alignment else (False, False)
