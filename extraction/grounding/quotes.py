"""From a quote to the characters of the document: exact, normalized, from a table, shortened, or similar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from core.document import Span
from core.lines import Match
from extraction.grounding.bearing import EXACT, NORMALIZED
from extraction.grounding.facts import facts_of
from extraction.grounding.fuzzy import most_similar
from extraction.grounding.index import DocumentIndex
from extraction.grounding.rows import row_occurrences
from extraction.lexicons.folding import fold

MIN_CHARACTERS = 12
"""Shorter quotes count only as a whole cell of a table."""
_OUTER = " \"'.,;:-*_([{)]}"
_ELLIPSIS = regex.compile(r"\s*[\[(]?\s*\.(?:\s?\.){2,}\s*[\])]?\s*")
_MAX_SKIPPED = 400
_WORD_BEFORE = regex.compile(r"[\p{L}'’]+\s+$")
_LONG_WORD = 24


@dataclass(frozen=True)
class Located:
    """Every place where a quote stands, all found in the same way."""

    spans: tuple[Span, ...]
    match: Match
    score: float


@dataclass(frozen=True)
class NotLocated:
    """Why a quote counts for nothing."""

    reason: str


def locate(index: DocumentIndex, quote: str, within: Span | None = None) -> Located | NotLocated:
    """Return where `quote` stands in the document; the first way that finds it counts.

    `within` is the part of the document that was read: found there, it is not sought elsewhere in the same way.

    Copied (`exact`); printed otherwise (`normalized`: white space, quotation marks, dashes, ellipses, case, Unicode
    form, outer punctuation, the pipes of a table); shortened by an ellipsis or paraphrased (`fuzzy`), unless a number,
    a country, a date or a negation is not the document's.
    """
    if found := (within and _literal(index, quote, within)) or _literal(index, quote):
        return _long_enough(index, found, quote) if not _hides_negation(index, found, quote) else _HIDDEN
    if within and isinstance(
        similar := _shortened(index, quote, within) or _paraphrased(index, quote, within), Located
    ):
        return similar
    return _shortened(index, quote) or _paraphrased(index, quote)


_HIDDEN = NotLocated("it begins like a sentence, right after the document's negation")


def _hides_negation(index: DocumentIndex, found: Located, quote: str) -> bool:
    """A quote made to begin like a sentence, with its first letter in another case, right after a negation."""
    if (
        found.match != "normalized"
        or not quote[:1].isupper()
        or quote.isupper()
        or index.text[found.spans[0][0]].isupper()  # not the same character: it may be composed in one of them only
    ):
        return False
    before = (_WORD_BEFORE.search(index.text, max(0, start - _LONG_WORD), start) for start, _ in found.spans)
    return all(word is not None and "negation not" in facts_of(word.group()).strict for word in before)


def _literal(index: DocumentIndex, quote: str, within: Span | None = None) -> Located | None:
    if spans := tuple(index.exact(quote, within)):
        return Located(spans, "exact", EXACT)
    if spans := tuple(_normalized(index, quote, within)):
        return Located(spans, "normalized", NORMALIZED)
    return None


def _normalized(index: DocumentIndex, quote: str, within: Span | None) -> Iterator[Span]:
    folded = fold(quote).text.strip()
    found = list(index.normalized(folded, within))
    if not found and "|" in quote:
        found = [span for span in row_occurrences(index.structure, quote) if _lies_in(span, within)]
    if not found and (inner := folded.strip(_OUTER)) != folded:
        found = list(index.normalized(inner, within))
    return iter(found)


def _lies_in(span: Span, within: Span | None) -> bool:
    return within is None or (within[0] <= span[0] and span[1] <= within[1])


def _long_enough(index: DocumentIndex, found: Located, quote: str) -> Located | NotLocated:
    if len(quote) >= MIN_CHARACTERS:
        return found
    cells = tuple(span for span in found.spans if _is_cell(index, span))
    if cells:
        return Located(cells, found.match, found.score)
    return NotLocated(f"shorter than {MIN_CHARACTERS} characters, and no cell of a table")


def _is_cell(index: DocumentIndex, span: Span) -> bool:
    table = index.structure.table_at(span[0])
    if table is None:
        return False
    cells = [*table.headers, *(cell for row in table.rows for cell in row.cells)]
    return any(cell.span == span for cell in cells)


def _shortened(index: DocumentIndex, quote: str, within: Span | None = None) -> Located | None:
    """A quote with an ellipsis, whose parts stand in this order in one block; the whole stretch is taken."""
    parts = [part.strip() for part in _ELLIPSIS.split(fold(quote).text) if part.strip()]
    if len(parts) < 2 or any(len(part) < MIN_CHARACTERS for part in parts):
        return None
    for first in index.normalized(parts[0], within):
        block = index.structure.block_at(first[0])
        end: int | None = first[1]
        for part in parts[1:]:
            limit = (end, min(block.span[1], end + _MAX_SKIPPED + len(part))) if block and end else (0, 0)
            end = next((span[1] for span in index.normalized(part, limit)), None)
            if end is None:
                break
        if end is not None:
            score = sum(map(len, parts)) / (end - first[0])
            return Located(((first[0], end),), "fuzzy", round(min(score, 1.0), 4))
    return None


def _paraphrased(index: DocumentIndex, quote: str, within: Span | None = None) -> Located | NotLocated:
    similar = most_similar(index, quote, within)
    if similar is None:
        return NotLocated("it stands nowhere in the document")
    if similar.objection is not None:
        return NotLocated(similar.objection)
    return Located((similar.span,), "fuzzy", round(similar.score, 4))
