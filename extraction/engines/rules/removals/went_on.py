"""Where people who were removed came, by what the next sentences say: "They landed in Kabul", "The plane left for"."""

from __future__ import annotations

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import People, people_in, unnamed_in
from extraction.engines.rules.removals.departures import has_gone
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.places_reached import countries_after, place_after
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_NEXT = 2
"""Sentences after a removal in its paragraph in which it may go on, as it may in the first of the next one."""
_SUBJECT = 6
"""Words of "they", "the group of 28", "the chartered plane carrying them" before the verb."""
_WAY = 12
"""Words from "left" to the "for" or "to" of where people went."""


@rule
def add_place_reached(analysis: Analysis, removal: Removal) -> None:
    """Give a removal to no place that is named the one where the next sentences say that its people, or plane, came."""
    if removal.destination or removal.destination_place or removal.status not in ("arrived", "departed"):
        return
    told = removal.sentences[-1]
    for sentence in dict.fromkeys((*analysis.following(told)[:_NEXT], *analysis.later(told)[:1])):
        if not sentence.has("flight_verbs"):
            continue
        for verb in sentence.of("flight_verbs"):
            group = verb_group(sentence, verb) if verb.value in ("arrived", "departed") and verb.is_verb else None
            if group is None or not has_gone(verb, group) or not _is_theirs(sentence, group, removal):
                continue
            if _set_place(analysis, sentence, verb, group, removal):
                removal.date = removal.date or date_near(sentence, verb.start)
                removal.sentences.append(sentence)
                return


def _is_theirs(sentence: Sentence, group: VerbGroup, removal: Removal) -> bool:
    """Say whether those who were removed, or "the plane", are the subject at the head of a sentence."""
    if not 0 < group.first <= _SUBJECT or any(
        word == "," for word in sentence.words_between(*_subject(sentence, group))
    ):
        return False
    opening = sentence.word_at(0)
    if word_class("moved_pronouns").get(opening) == "subject":
        return True
    if opening not in word_class("the"):
        return False
    span = _subject(sentence, group)
    groups = people_in(sentence, span) or unnamed_in(sentence, span)
    if groups:
        return all(_are_the_same(one, removal) for one in groups)
    nouns = any(token.word in word_class("groups") for token in sentence.tokens[: group.first])
    return nouns or any(span[0] <= cue.start < span[1] for cue in sentence.of("flights"))


def _subject(sentence: Sentence, group: VerbGroup) -> tuple[int, int]:
    return sentence.span[0], sentence.tokens[group.first].start


def _are_the_same(people: People, removal: Removal) -> bool:
    """Say whether people are no others than those of a removal: as many, of a nationality that is theirs."""
    counts = [one.count.text.lower() for one in removal.people if one.count]
    codes = {one.nationality.code for one in removal.people if one.nationality}
    as_many = people.count is None or not counts or people.count.text.lower() in counts
    return as_many and (people.nationality is None or not codes or people.nationality.code in codes)


def _set_place(analysis: Analysis, sentence: Sentence, verb: Cue, group: VerbGroup, removal: Removal) -> bool:
    """Set where they came, or went; say whether it is told."""
    if verb.value == "departed":
        bound = _bound_for(sentence, group)
        place = sentence.document[bound.span[0] : bound.span[1]] if bound and bound.form == "capital" else None
        states = [bound] if bound else []
    else:
        states = countries_after(sentence, group)
        place = place_after(sentence, group)
        states = states or [m for m in sentence.countries if place and analysis.text(m.span) == place]
    state = states[0] if states else None
    if state is not None and (state.form != "capital" or state.code in analysis.named):
        removal.destination = state.code if state.code != removal.sender else None
    removal.destination_place = place if removal.destination or state is None or state.form == "capital" else None
    return bool(removal.destination or removal.destination_place)


def _bound_for(sentence: Sentence, group: VerbGroup) -> CountryMention | None:
    """Return the state or capital of "left Leipzig on a chartered flight for Kabul"."""
    for index in range(group.last, min(group.last + _WAY, len(sentence.tokens))):
        if sentence.word_at(index) in function_words("toward"):
            found = list_after(sentence, sentence.tokens[index].end, 1)
            return found[0] if found and found[0].form in NAME_FORMS | {"capital"} else None
        if sentence.word_at(index) in word_class("clause_words"):
            return None
    return None
