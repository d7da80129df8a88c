"""Whose an agreement is: the sides that a sentence names for an instrument and what is told of it."""

from __future__ import annotations

from extraction.engines.rules.agreements.parties import (
    acting_under,
    after_word,
    agreeing_in,
    between,
    company,
    company_of_maker,
    makers_named,
    members_named,
    other_actors,
    owners,
    seated_government,
    speaker_after,
)
from extraction.engines.rules.agreements.status import Told, doers_of
from extraction.engines.rules.agreements.taking import is_to_take
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_TWO = 2
_GOVERNED = 4
"""Words between an instrument and the infinitive of what it is for."""
_SENT = 40
"""Characters between a verb of sending and the people who are sent."""
_BESIDE = 30
"""Characters after a verb in which "with" belongs to it."""
_WITH_SENDER = frozenset({"asylum_cooperative_agreement", "safe_third_country", "third_country_removal"})
"""Types of agreement that one state, who sends people, makes with each of several."""
_MADE = frozenset({"signed", "agreed", "in_force", "announced"})
"""Statuses of what is made, with each of those that are named."""


def sides_of(sentence: Sentence, instrument: Cue, told: Told | None) -> list[list[CountryMention]]:
    """Return the parties, a list for each agreement: "agreements with A and B" are two, "a pact of A and B" is one."""
    both = between(sentence, instrument)
    if not both and told is not None and told.cue.is_verb and told.cue.start > instrument.end:
        both = after_word(sentence, told.cue.end, "between")  # "a deal was struck between A and B"
        both = both or makers_named(sentence, told.cue.end)  # "the treaty, concluded in May by A and B"
    if len({mention.code for mention in both}) >= 2:
        return [both]
    whose = owners(sentence, instrument)
    others = _several_named(sentence, instrument, told) or company(sentence, instrument.end)
    if len({mention.code for mention in whose}) >= 2:
        return [[*whose, *others]]
    doers = _doers(sentence, told) if told else []
    if not others and told is not None and told.is_object:
        others = _company_of_verb(sentence, told, instrument) or company_of_maker(sentence, instrument)
    own = whose or [doer for doer in doers if doer.code not in {other.code for other in others}]
    if not others and not whose and (each := _each_with_another(sentence, instrument, told, doers)) is not None:
        return each
    unnamed = not others and not own
    acting = (acting_under(sentence, instrument) or agreeing_in(sentence, instrument, told)) if unnamed else []
    if len({mention.code for mention in acting}) == _TWO:
        return [acting]
    if not others:
        objects = [mention for mention in doers if mention.code not in {one.code for one in whose}]
        return [[*whose, *objects]] if told and (whose or doers) else []
    if instrument.form == "plural" and len(others) == 1:
        return [[one, others[0]] for one in own]
    if instrument.form == "plural" or (len(others) > 1 and len(own) <= 1):
        return [[*own[:1], other] for other in others]
    return [[*own, *others]]


def _several_named(sentence: Sentence, instrument: Cue, told: Told | None) -> list[CountryMention]:
    made = told is not None and told.status in _MADE and told.modality == "asserted"
    return members_named(sentence, instrument) if made else []


def _doers(sentence: Sentence, told: Told) -> list[CountryMention]:
    """Return the states that do what is told; a government that is not named is that of the capital it sits in."""
    found = doers_of(sentence, told)
    if found or not told.cue.is_verb:
        return found
    found = seated_government(sentence, told.cue)
    passive = verb_group(sentence, told.cue).passive
    return found or (speaker_after(sentence, told.cue.end) if passive and told.modality == "asserted" else [])


def _each_with_another(
    sentence: Sentence, instrument: Cue, told: Told | None, doers: list[CountryMention]
) -> list[list[CountryMention]] | None:
    """Return the sides of what several states made each with another one, who may be named nowhere; else None."""
    announcing = _announcing(sentence, instrument, told, doers) if told is not None else None
    if announcing is not None:
        return [[announcing, doer] for doer in doers]
    return [] if _is_with_somebody_else(sentence, instrument, doers) else None


def _announcing(sentence: Sentence, instrument: Cue, told: Told, doers: list[CountryMention]) -> CountryMention | None:
    """Return who announces what several others signed: "the U.S. announced that Honduras and Peru signed asylum pacts".

    It is the other side of each, of instruments under which people are sent, or by which they are to be taken in.
    """
    plural = instrument.form == "plural"
    sends = instrument.value in _WITH_SENDER or (plural and is_to_take(sentence, instrument))
    if not sends or not told.is_object or len({doer.code for doer in doers}) < 2:
        return None
    start = doers[0].span[0]
    announced = [verb for verb in sentence.of("agreement_verbs") if verb.value == "announced" and verb.end < start]
    if not announced or not announced[-1].is_verb:
        return None
    group = verb_group(sentence, announced[-1])
    found = subjects(sentence, group) if group.happened else []
    codes = {mention.code for mention in found}
    return found[-1] if len(codes) == 1 and not codes & {doer.code for doer in doers} else None


def _is_with_somebody_else(sentence: Sentence, instrument: Cue, doers: list[CountryMention]) -> bool:
    """Say whether several states made agreements each with another one: "some, among them A, B and C, signed pacts"."""
    if instrument.form != "plural" or len(doers) < 2:
        return False
    return len(doers) > 2 or points_at_kind(sentence, instrument) or bool(other_actors(sentence, doers))


def points_at_kind(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument is called one like another: "a similar deal", "such a standing agreement"."""
    index = sentence.index_at(instrument.start)
    after = sentence.index_at(instrument.end - 1) + 1
    return any(sentence.word_at(place) in word_class("similar") for place in (index - 1, index - 2, after))


def _company_of_verb(sentence: Sentence, told: Told, instrument: Cue) -> list[CountryMention]:
    """Return the other side beside the verb: "agreed with Panama on a deal", "the pact that it signed with Panama"."""
    end = instrument.start if told.cue.end <= instrument.start else told.cue.end + _BESIDE
    for token in sentence.tokens:
        if told.cue.end <= token.start < end and token.word in word_class("with"):
            return list_after(sentence, token.end)
    return _proposed_to(sentence, told, instrument) if told.status == "proposed" else []


def _proposed_to(sentence: Sentence, told: Told, instrument: Cue) -> list[CountryMention]:
    """Return the states right after "to": between the verb and the instrument, or right after that."""
    after = sentence.index_at(instrument.end - 1) + 1
    for index, token in enumerate(sentence.tokens):
        beside = told.cue.end <= token.start < instrument.start or index == after
        named = list_after(sentence, token.end, 2) if beside and token.word in function_words("to") else []
        if named and named[0].span[0] == token.end + 1:
            return named
    return []


def moved_under(sentence: Sentence, instrument: Cue) -> tuple[CountryMention, CountryMention] | None:
    """Return who sends people to whom under it: "migrants sent to Guatemala under an asylum agreement"."""
    before = sentence.words_between(max(instrument.start - 30, sentence.span[0]), instrument.start)
    led = [index for index, word in enumerate(before) if word in function_words("under")]
    if not led or any(word in word_class("after") for word in before[led[-1] :]):
        return None  # "under a new scheme, after agreements with Peru fell through"
    for verb in sentence.of("removal_verbs"):
        modality = verb_group(sentence, verb).modality
        if not verb.is_verb or verb.end > instrument.start or modality not in ("asserted", "planned"):
            continue
        places = [m for m in sentence.countries_in(verb.end, instrument.start) if m.form in NAME_FORMS]
        senders = [
            m for m in sentence.countries_in(sentence.span[0], verb.start) if m.form not in ("demonym", "capital")
        ]
        if places and senders and senders[-1].code != places[0].code:
            return senders[-1], places[0]
    return None


def sent_to(sentence: Sentence, instrument: Cue) -> list[CountryMention]:
    """Return the state that people are to be sent to under it: "a deal to transfer asylum seekers to Rwanda"."""
    first = sentence.index_at(instrument.end - 1) + 1
    for verb in sentence.of("removal_verbs"):
        index = sentence.index_at(verb.start)
        governed = verb.start >= instrument.end and sentence.word_at(index - 1) == "to" and index - first <= _GOVERNED
        people = sentence.has_between(verb.end, verb.end + _SENT, "people")
        joining = function_words("and") | function_words("or")
        for token in sentence.tokens[index:] if governed and people else ():
            if token.word in word_class("clause_words") and token.word not in joining:
                break
            places = [m for m in sentence.countries if m.span[0] == token.end + 1 and m.form in NAME_FORMS]
            if places and word_class("destination_words").get(token.word) == "to":
                return places
    return []


def sides_named(sentence: Sentence, instrument: Cue, told: Told) -> bool:
    """Say whether the sentence itself names two parties."""
    return any(len({member.code for member in members}) > 1 for members in sides_of(sentence, instrument, told))


def deny_together(sentence: Sentence, instrument: Cue, told: Told) -> bool:
    """Say whether several states deny a deal of each with somebody else: "both governments denied signing one"."""
    together = len(doers_of(sentence, told)) > 1 and not between(sentence, instrument)
    return told.modality == "negated" and together and not company(sentence, instrument.end)
