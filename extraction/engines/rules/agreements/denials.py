"""Agreements and talks that there are not: "There is no deal with Libya", "denied having an agreement"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import between, company, owners, parties
from extraction.engines.rules.agreements.protagonist import government_of, protagonist_of
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import speakers_of
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.moods import is_negated
from extraction.engines.rules.phrases import subjects_before
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, is_oblique
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_LABEL = regex.compile(r"(?:\p{Lu}[\p{Lu}.’'-]+\s+){0,4}\p{Lu}[\p{Lu}.’'-]+:\s")
"""Who speaks in a transcript: "MS. PSAKI:"."""
_QUOTED = regex.compile(r"[\"“”«»]")
_REACH = 14
"""Words before the noun in which what denies it stands: "denied that it has any kind of agreement"."""


@rule
def denials_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield the agreements and talks of which `sentence` says that there are none."""
    for noun in sentence.of("instruments", "talk_nouns"):
        if not _is_denied(analysis, sentence, noun) or not _is_on_migration(analysis, sentence, noun):
            continue
        pairs = [pair for pair in _members(analysis, sentence, noun) if len({member.code for member in pair}) == 2]
        is_talk = noun.lexicon == "talk_nouns"
        kind = kind_of("other" if is_talk else noun.value, [sentence])
        for members in pairs:
            deal = Deal([sentence], kind, parties(sentence, members), "negotiating" if is_talk else "agreed", "negated")
            deal.told_at = noun.start
            yield deal
        if pairs:
            return


def _is_denied(analysis: Analysis, sentence: Sentence, noun: Cue) -> bool:
    """Say whether nothing but words of being and having stands between the noun and a word that denies it."""
    index = sentence.index_at(noun.start)
    exists = False
    for position in range(index - 1, max(index - 1 - _REACH, -1), -1):
        word = sentence.word_at(position)
        if noun.value == "safe_third_country" and _is_of_becoming(word):
            exists = True
            continue
        if word in word_class("deniers"):
            denied = (
                exists or word_class("deniers")[word] == "denies"
            )  # "rechazaron que exista", no "rechazó un acuerdo"
            return denied and not is_negated(sentence, position)  # "has not denied having a deal"
        if word in word_class("negations") or word in word_class("none"):
            return (exists or _is_there(sentence, position - 1)) and _is_said(analysis, sentence, noun)
        if not (word in word_class("existence") or word in word_class("hearsay")):
            return False
        exists = exists or word_class("existence").get(word) == "exists"
    return False


def _is_of_becoming(word: str) -> bool:
    """Say whether a word may stand where a state denies what it would be: "negó haber aceptado ser un «tercer país"."""
    plain = word in word_class("becoming_third") or word in word_class("date_words") or word in word_class("weekdays")
    return plain or word.endswith("mente") or word in ('"', "“", "”", "«", "»", "'", "‘", "’")


def _is_said(analysis: Analysis, sentence: Sentence, noun: Cue) -> bool:
    """Say whether somebody says so: that two states have no agreement is nothing that a reader would look for."""
    label = _LABEL.match(analysis.text(analysis.block_of(sentence).text_span))
    return label is not None or bool(_QUOTED.search(sentence.text)) or bool(speakers_of(sentence, noun.start))


def _is_there(sentence: Sentence, index: int) -> bool:
    """Say whether the verb of being or having stands before the negation: "there is no", "has no"."""
    return word_class("existence").get(sentence.word_at(index)) == "exists"


def _is_on_migration(analysis: Analysis, sentence: Sentence, noun: Cue) -> bool:
    if noun.lexicon == "instruments":
        return in_scope(analysis, sentence, noun)
    return any(is_on_migration(other) for other in analysis.near(sentence))


def _speaking(sentence: Sentence, noun: Cue) -> list[CountryMention]:
    """Return the one state that acts before a denial whose clause leaves it unsaid: "Perú rechazó que su gobierno"."""
    named = [mention for mention in actors(sentence, sentence.span[0], noun.start) if not is_oblique(sentence, mention)]
    return named[-1:] if len({mention.code for mention in named}) == 1 else []


def _members(analysis: Analysis, sentence: Sentence, noun: Cue) -> list[list[CountryMention]]:
    """Return the two sides, once for each who denies it: those of the noun, and else the state of the document."""
    sides = between(sentence, noun) or [*owners(sentence, noun), *company(sentence, noun.end)]
    codes = {side.code for side in sides}
    if not codes:
        denying = subjects_before(sentence, noun.start) or _speaking(sentence, noun)
        if noun.value == "safe_third_country" and len({mention.code for mention in denying}) == 1:
            sending = [m for m in actors(sentence, noun.end, sentence.span[1]) if m.code != denying[-1].code]
            return [[denying[-1], sending[0]]] if len({mention.code for mention in sending}) == 1 else []
        return [denying]
    joint = bool(between(sentence, noun)) or bool(owners(sentence, noun))
    if len(codes) != 1 and joint:
        return [sides]
    if len(codes) != 1:  # "has no agreement with Chad and Mali": with each of them
        own = [m for m in subjects_before(sentence, noun.start) if m.code not in codes]
        return [[first, side] for first in own[:1] for side in sides]
    denying = [mention for mention in subjects_before(sentence, noun.start) if mention.code not in codes]
    spans = speakers_of(sentence, noun.start)
    others = denying or [m for span in spans for m in actors(sentence, *span) if m.code not in codes][:1]
    for first in (protagonist_of(analysis), government_of(analysis)) if not others else ():
        others = others or ([first] if first is not None and first.code not in codes else [])
    return [[other, *sides] for other in others]
