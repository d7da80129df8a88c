"""The word that justifies a derived code, from the lexicon `cues`; it shows the code, it never chooses one."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from core.document import Span
from extraction.grounding.bearing import BY_CUE, Bearing
from extraction.grounding.index import DocumentIndex
from extraction.grounding.places import Places
from extraction.lexicons import Lexicon, load

_ROW_INDEX = regex.compile(r"\.\d+(?=\.|$)")


def seek_cue(places: Places, forms: tuple[str, ...], code: str, near: Span | None) -> Bearing | None:
    """Return where a cue for `code` stands in the record's own words: the first one, or the one next to `near`."""
    index = places.index
    found = (cue for span in places.inside for cue in _cues_within(index, forms, code, span))
    best = next(found, None) if near is None else min(found, key=lambda span: _gap(span, near), default=None)
    return Bearing(best, "derived", BY_CUE) if best else None


def _cues_within(index: DocumentIndex, forms: tuple[str, ...], code: str, span: Span) -> tuple[Span, ...]:
    """Return where cues for `code` stand in `span`: looked for once, however many records tell of the same sentence."""
    key = (forms, code, span)
    if (known := index.known_cues.get(key)) is None:
        found = _cues(forms, code).find(index.text, *span)
        known = index.known_cues[key] = tuple([match.span for match in found])
    return known


def _gap(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


@lru_cache(maxsize=4096)
def cue_forms(kind: str, path: str, model: str, field: str) -> tuple[str, ...]:
    """Return under which forms the cues of a leaf are listed: its path in the kind, or its field in its own model."""
    return (f"{kind}.{without_positions(path)}", f"{model}.{field}", f"record.{field}")


@lru_cache(maxsize=4096)
def without_positions(path: str) -> str:
    """Return the path of a field whatever row it is in: `parties.country` for `parties.0.country`."""
    return _ROW_INDEX.sub("", path)


@cache
def _cues(forms: tuple[str, ...], code: str) -> Lexicon:
    entries = next((found.entries for form in forms if (found := load("cues").of_form(form)).entries), ())
    return Lexicon(f"cues for {code}", tuple(entry for entry in entries if entry.value == code))
