"""Who carries out a measure, from the measure's own words."""

from __future__ import annotations

from typing import Any

import regex

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.terms import terms
from extraction.lexicons.countries import NAME_FORMS, CountryMention, country_mentions

LONGEST = 400
"""Characters of an item that are looked at: its doers stand at its beginning."""
_BETWEEN_DOERS = regex.compile(r"(?:[\s,*]|\band\b|\by\b|\bthe\b|&)*", regex.IGNORECASE)
_OPENING = regex.compile(r"[*_\s]*(?:the\s+)?(?:government of\s+)?(?:the\s+)?", regex.IGNORECASE)
_NEXT_WORD = regex.compile(r"['’]?s?[*_\s]+(?P<word>\p{Ll}+)")
_DOER_FORMS = NAME_FORMS | {"institution", "government"}


def doers(text: str) -> list[dict[str, Any]]:
    """Return the countries that are the subject of the first sentence, and those named as partners of the doers."""
    text = text[:LONGEST]
    mentions = [mention for mention in country_mentions(text) if mention.form in _DOER_FORMS]
    found = _subject(text, mentions) + _partners(text, mentions)
    parties: dict[str, dict[str, Any]] = {}
    for mention in found:
        printed = text[mention.span[0] : mention.span[1]]
        name = printed if mention.form in ("institution", "government") else None
        parties.setdefault(mention.code, {"country": mention.code, "name": name})
    return list(parties.values())


def _subject(text: str, mentions: list[CountryMention]) -> list[CountryMention]:
    """Return the countries at the beginning, if a verb follows the last of them."""
    opening = _OPENING.match(text)
    reached = opening.end() if opening else 0
    subject: list[CountryMention] = []
    for mention in mentions:
        if mention.span[0] > reached and not _BETWEEN_DOERS.fullmatch(text, reached, mention.span[0]):
            break
        subject.append(mention)
        reached = mention.span[1]
    after = _NEXT_WORD.match(text, reached) if subject else None
    return subject if after and _is_verb(after["word"]) else []


def _is_verb(word: str) -> bool:
    return word in word_class("auxiliaries") or word.endswith("ed") or bool(terms("measures/status").find(word))


def _partners(text: str, mentions: list[CountryMention]) -> list[CountryMention]:
    """Return the countries right after "in partnership with" and the like, one after another."""
    partners: list[CountryMention] = []
    for found in terms("measures/partners").find(text):
        reached = found.span[1]
        for mention in mentions:
            if mention.span[0] >= reached and _BETWEEN_DOERS.fullmatch(text, reached, mention.span[0]):
                partners.append(mention)
                reached = mention.span[1]
    return partners
