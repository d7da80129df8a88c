"""The state that speaks in a document of its own words: "we" in "Remarks by President Trump" is the United States."""

from __future__ import annotations

import regex

from extraction.engines.rules.grammar import word_class
from extraction.lexicons.countries import SPEAKING_FORMS, CountryMention, country_mentions
from extraction.lexicons.folding import fold

_WORD = regex.compile(r"\p{L}+")
_SPEAKER = 60
"""Characters after "by" in which the speaker's state stands: "by the Prime Minister of the Kingdom of Eswatini"."""


def speaker_of(title: str | None) -> CountryMention | None:
    """Return the state whose officials speak in a document of this title, None where it is no one's own words.

    It is a mention of form `reference`: it stands in the title, and at no place of the text.
    """
    words = [(match.start(), fold(match.group()).text) for match in _WORD.finditer(title or "")]
    kinds = [start for start, word in words if word in word_class("speeches")]
    if title is None or not kinds or any(word in word_class("joint_words") for _, word in words):
        return None
    by = next((start for start, word in words if start > kinds[0] and word in word_class("issuers")), None)
    for mention in country_mentions(title) if by is not None else ():
        near = by is not None and by < mention.span[0] <= by + _SPEAKER
        if near and mention.form in SPEAKING_FORMS:
            return CountryMention((0, 0), mention.code, "reference")
    return None
