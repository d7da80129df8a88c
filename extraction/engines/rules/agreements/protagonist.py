"""The state that a document is about: the other side where a text names only one ("there is no deal with Libya")."""

from __future__ import annotations

from collections import Counter

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.looks import taken_once
from extraction.lexicons.countries import DEMONYM_FORMS, CountryMention

_GOVERNING = frozenset({"government", "institution", "leader"})
_OFTEN = 3
"""Times that a document names the state it is about, at least."""


@taken_once
def protagonist_of(analysis: Analysis) -> CountryMention | None:
    """Return the first mention of the state that a document names at least twice as often as any other, if any is."""
    first: dict[str, CountryMention] = {}
    counts: Counter[str] = Counter()
    for sentence in analysis.sentences:
        for mention in sentence.countries:
            if mention.form not in DEMONYM_FORMS:
                first.setdefault(mention.code, mention)
                counts[mention.code] += 1
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return first[ranked[0][0]]


@taken_once
def government_of(analysis: Analysis) -> CountryMention | None:
    """Return the first mention of the one state whose government or leaders a document names; None of several."""
    found = [mention for sentence in analysis.sentences for mention in sentence.countries if mention.form in _GOVERNING]
    return found[0] if len({mention.code for mention in found}) == 1 else None
