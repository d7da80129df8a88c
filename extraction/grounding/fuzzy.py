"""Where a quote that was not copied character for character seems to come from.

Rare words that quote and document share vote for a stretch of the document (as seeds do in sequence alignment); the
longest common subsequence of words within that stretch says where it begins and ends; the similarity of the characters
says whether it is the same sentence. What a paraphrase may not change is checked by `facts.contradiction`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from core.document import Span
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
    aligned = {span for first in _stretches(index, words, limits) if (span := _aligned(index, words, first, limits))}
    scored = sorted(((_similarity(index, quote, span), span) for span in aligned), reverse=True)
    similar = [_objected(index, quote, span, score, snaps=snaps) for score, span in scored if score >= threshold]
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


def _aligned(index: DocumentIndex, words: list[str], first: int, limits: Span) -> Span | None:
    """Return the range of the document's words, near `first`, that the words of the quote align with."""
    slack = max(6, len(words) // 3)
    low, high = max(limits[0], first - slack), min(limits[1], first + len(words) + 2 * slack)
    window = index.words[low:high]
    blocks = [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in Indel.opcodes(words, window)
        if code.tag == "equal"
    ]
    blocks = _without_outliers(_without_outliers(blocks)[::-1], reverse=True)[::-1]
    if not blocks:
        return None
    begin, end = blocks[0][1], blocks[-1][1] + blocks[-1][2]
    unmatched_head, unmatched_tail = blocks[0][0], len(words) - blocks[-1][0] - blocks[-1][2]
    return max(low, low + begin - unmatched_head), min(high, low + end + unmatched_tail)


def _without_outliers(blocks: list[tuple[int, int, int]], *, reverse: bool = False) -> list[tuple[int, int, int]]:
    """Drop leading blocks of one or two words that stand far from the next one in the document, not in the quote."""
    while len(blocks) > 1:
        one, two = (blocks[1], blocks[0]) if reverse else (blocks[0], blocks[1])
        gap_in_quote = two[0] - one[0] - one[2]
        gap_in_text = two[1] - one[1] - one[2]
        if blocks[0][2] > 2 or gap_in_text <= gap_in_quote + _EDGE:
            break
        blocks = blocks[1:]
    return blocks


def _similarity(index: DocumentIndex, quote: str, words: Span) -> float:
    start, end = index.word_spans[words[0]][0], index.word_spans[words[1] - 1][1]
    return fuzz.ratio(fold(quote).text, index.folded.text[start:end])


def _objected(index: DocumentIndex, quote: str, words: Span, score: float, *, snaps: bool) -> Similar:
    """Snap to the sentence if it begins or ends within a few words and says nothing more that matters."""
    own = index.folded.original(index.word_spans[words[0]][0], index.word_spans[words[1] - 1][1])
    snapped = _snapped(index, own) if snaps else own
    objection = contradiction(quote, index.text[snapped[0] : snapped[1]])
    if objection is None or snapped == own:
        return Similar(snapped, score / 100, objection)
    added = facts_of(f"{index.text[snapped[0] : own[0]]} {index.text[own[1] : snapped[1]]}")
    if any(fact.startswith("negation") for fact in added.strict):
        return Similar(snapped, score / 100, objection)
    return Similar(own, score / 100, contradiction(quote, index.text[own[0] : own[1]]))


def _snapped(index: DocumentIndex, span: Span) -> Span:
    sentences = index.structure.sentences_in(span)
    if not sentences:
        return span
    first, last = sentences[0].span, sentences[-1].span
    start, end = span
    if first[0] <= start and len(WORD.findall(index.text[first[0] : start])) <= _EDGE:
        start = first[0]
    if last[1] >= end and len(WORD.findall(index.text[end : last[1]])) <= _EDGE:
        end = last[1]
    return start, end
