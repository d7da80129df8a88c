"""Acts by which states take positions: who does what, as a verb ("demanded") or a noun ("its threat to …") tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.engines.rules.aims import aim
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.phrases import agents, subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.spokespeople import Spokespeople
from extraction.engines.rules.stance_objects import (
    Toward,
)
from extraction.engines.rules.state_mentions import coordinated
from extraction.engines.rules.terms import terms
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS, CountryMention

LEXICON = "stance_acts"
_LONGEST_GAP = 90
"""Characters between a subject and its verb: names and titles stand there, not another clause."""
_LONGEST_OFFICE = 45
"""Characters of an office with what it is for ("'s migration minister"): whatever stands in it belongs to it."""
_NOUN_REACH = 4
_PREPOSITION = 1
"""Characters between a date and the preposition before it."""
_GAP_MARKS = frozenset({",", "'s", "'", "-", "."})


@dataclass(frozen=True)
class Act:
    """One act in one sentence: its cue, its code, its holders and what it is toward."""

    sentence: Sentence
    cue: Cue
    code: str
    holders: tuple[CountryMention, ...]
    toward: Toward


@rule
def acts_in(sentence: Sentence, spokespeople: Spokespeople | None = None) -> Iterator[Act]:
    """Yield the acts that states do in `sentence`, by their verbs and nouns, and by those who speak for them."""
    holders: list[CountryMention] = []
    done = sentence.span[0]
    for cue in sentence.of(LEXICON):
        if cue.start < done:
            continue  # "rechazó" and "rechazo" fold to the same
        if not (cue.is_verb and holders and _is_coordinated(sentence, cue)):
            holders = _by_verb(sentence, cue, spokespeople) if cue.is_verb else _by_noun(sentence, cue)
        if not holders:
            continue
        done = cue.end
        found = aim(sentence, cue, holders)
        if found is not None:
            yield Act(sentence, cue, found[0], tuple(holders), found[1])


def _by_verb(sentence: Sentence, cue: Cue, spokespeople: Spokespeople | None = None) -> list[CountryMention]:
    """Return the states that are the subject of a verb that says that the act happens or has happened."""
    group = verb_group(sentence, cue)
    if group.modality != "asserted" or group.is_infinitive:
        return []
    if group.passive:
        return agents(sentence, group)
    if group.tense == "none" and not group.progressive:
        return []
    found = _adjacent(sentence, _together(sentence, subjects(sentence, group)), group)
    return found or (spokespeople.subject(sentence, group.first) if spokespeople else [])


def _is_coordinated(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a verb shares the subject of the one before: "condemned … and called on …"."""
    group = verb_group(sentence, cue)
    said = group.modality == "asserted" and not group.passive and group.tense in ("past", "present")
    return said and sentence.word_at(group.first - 1) in function_words("and")


def _together(sentence: Sentence, mentions: list[CountryMention]) -> list[CountryMention]:
    """Return the subject: all of "A, B and C"; of "…, A, B" without an "and", only the last one."""
    for index in range(len(mentions) - 1, 0, -1):
        one, other = mentions[index - 1], mentions[index]
        if one.code != other.code:
            joined = function_words("and") & set(sentence.words_between(one.span[1], other.span[0]))
            return mentions if joined else mentions[index:]
    return mentions


def _adjacent(sentence: Sentence, holders: list[CountryMention], group: VerbGroup) -> list[CountryMention]:
    """Return the subjects if nothing but their titles and names stands between them and the verb."""
    if not holders:
        return []
    start, end = holders[-1].span[1], sentence.tokens[group.first].start
    if end - start > _LONGEST_GAP or end < start or _is_former(sentence, holders[0]) or _is_host(sentence, holders[0]):
        return []
    offices = sentence.of("offices")
    for token in sentence.tokens[sentence.index_at(start) : group.first]:
        if token.start < start:
            continue
        named = sentence.document[token.start].isupper() or token.word in _GAP_MARKS
        office = any(start <= token.start < cue.end <= start + _LONGEST_OFFICE for cue in offices)
        adverb = token.word in word_class("adverbs") or token.word.endswith("ly")
        said = token.word in word_class("pronouns") or any(
            verb.start <= token.start < verb.end for verb in sentence.of("reporting_verbs")
        )
        if not (named or office or adverb or said or token.word in word_class("determiners")):
            dates = sentence.values_of("date")
            if not any(date.span[0] <= token.end + _PREPOSITION and token.end <= date.span[1] for date in dates):
                return []
    return holders


def _is_host(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a country is only where the subject is sent ("Russia's ambassador to Mali")."""
    return sentence.word_at(sentence.index_at(mention.span[0]) - 1) in function_words("to")


def _is_former(sentence: Sentence, mention: CountryMention) -> bool:
    index = sentence.index_at(mention.span[0])
    words = {sentence.word_at(place) for place in range(max(index - 4, 0), index)}
    former = {entry.term for entry in terms("stances/discounted").entries if entry.value == "former"}
    return bool(words & former)


def _by_noun(sentence: Sentence, cue: Cue) -> list[CountryMention]:
    """Return the states whose act a noun names: "Honduras's threat", "the Honduran demand", "Mexico issued a …"."""
    index = sentence.index_at(cue.start)
    discounted = {entry.term for entry in terms("stances/discounted").entries}
    for place in range(index - 1, max(index - 1 - _NOUN_REACH, -1), -1):
        token = sentence.tokens[place]
        if token.word in discounted or token.word in word_class("negations"):
            return []
        if token.word in ("'s", "'"):
            return _possessor(sentence, token.start)
        mention = next((m for m in sentence.countries if m.span[1] == token.end and m.form in DEMONYM_FORMS), None)
        if mention is not None and place == index - 1:
            return [mention]
        light = next((verb for verb in sentence.of("light_verbs") if verb.end == token.end and verb.is_verb), None)
        if light is not None:
            return _by_verb(sentence, light)
    return []


def _possessor(sentence: Sentence, end: int) -> list[CountryMention]:
    """Return the states before a possessive: "Honduras and Peru's", "the Honduran government's"."""
    earlier = [mention for mention in sentence.countries if mention.span[1] <= end]
    if not earlier:
        return []
    between = sentence.document[earlier[-1].span[1] : end].strip()
    if between and not any(cue.start >= earlier[-1].span[1] and cue.end == end for cue in sentence.of("offices")):
        return []
    if not between and earlier[-1].form in DEMONYM_FORMS:
        return []
    return coordinated(sentence, earlier, len(earlier) - 1)


def is_shared_by_all(sentence: Sentence, act: Act) -> bool:
    """Say whether the act is one that its holders do together: language of cooperation rather than a stance.

    Toward what another state does it is a stance.
    """
    codes = {holder.code for holder in act.holders}
    others = {mention.code for mention in sentence.countries_in(*act.toward.span)} - codes
    return len(codes) > 1 and not others and act.code in ("support", "agree", "welcome")
