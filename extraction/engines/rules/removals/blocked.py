"""Removals that a court stopped: "A judge in Boston blocked the deportation of eight men to South Sudan"."""

from __future__ import annotations

from collections.abc import Iterator

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import People, people_in
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.followups import court_predicate
from extraction.engines.rules.removals.totals import is_total
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS

_OBJECT = 6
"""Words between the verb and the removal that it stops."""


@rule
def blocked_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removal of certain people that a court stopped; a practice that it stopped is no event."""
    predicate = court_predicate(sentence)
    for verb in sentence.of("removal_verbs") if predicate else ():
        blocking = _kept_from(sentence, verb)
        people = _counted_after(sentence, verb) if blocking else None
        if blocking is None or people is None or predicate is None:
            continue
        removal = _blocked(analysis, sentence, blocking, people, predicate)
        kept = actors(sentence, blocking.end, verb.start)
        removal.sender = kept[-1].code if kept and kept[-1].code != removal.destination else None
        if removal.destination:
            yield removal
            return
    for noun in sentence.of("removal_nouns") if predicate else ():
        stopping = _blocking(sentence, noun)
        people = _people_of(sentence, noun) if stopping else None
        if stopping is None or people is None or predicate is None or is_total(sentence, people.count):
            continue
        removal = _blocked(analysis, sentence, stopping, people, predicate)
        certain = people.nationality and (removal.date or people.count)
        if removal.destination or certain:
            yield removal
            return


def _blocked(analysis: Analysis, sentence: Sentence, verb: Cue, people: People, predicate: Span) -> Removal:
    removal = Removal([sentence], "blocked_by_court", people=[people], date=date_near(sentence, verb.start))
    removal.told_at = verb.start
    removal.court_action = analysis.text(predicate)
    removal.destination = _destination(sentence, people)
    return removal


def _kept_from(sentence: Sentence, removing: Cue) -> Cue | None:
    """Return the verb of a court that keeps somebody from removing: "blocked the government from flying"."""
    index = sentence.index_at(removing.start)
    if removing.form != "gerund" or sentence.word_at(index - 1) != "from":
        return None
    for verb in sentence.of("legal_verbs"):
        words = sentence.words_between(verb.end, sentence.tokens[index - 1].start)
        near = verb.end <= removing.start and len(words) <= _OBJECT
        if verb.value == "blocked" and near and verb_group(sentence, verb).happened:
            return verb
    return None


def _counted_after(sentence: Sentence, verb: Cue) -> People | None:
    """Return the counted people who are the object of a verb, and no running total."""
    groups = people_in(sentence, (verb.end, sentence.span[1]))
    beside = groups and len(sentence.words_between(verb.end, groups[0].span[0])) <= 1
    return groups[0] if beside and groups[0].count and not is_total(sentence, groups[0].count) else None


def _blocking(sentence: Sentence, noun: Cue) -> Cue | None:
    """Return the verb of a court that stops the removal: its object, at most a few words on."""
    for verb in sentence.of("legal_verbs"):
        words = sentence.words_between(verb.end, noun.start)
        near = verb.end <= noun.start and len(words) <= _OBJECT
        plain = all(word[0].isalnum() and word not in word_class("clause_words") for word in words)
        if verb.value == "blocked" and near and plain and verb_group(sentence, verb).happened:
            return verb
    return None


def _people_of(sentence: Sentence, noun: Cue) -> People | None:
    """Return the people of "the removal of eight men", if they are counted or one man or woman."""
    after = sentence.index_at(noun.end - 1) + 1
    if sentence.word_at(after) not in function_words("of"):
        return None
    groups = people_in(sentence, (sentence.tokens[after].end, sentence.span[1]))
    single = any(sentence.word_at(place) in word_class("single") for place in (after + 1, after + 2))
    if not groups or len(sentence.words_between(sentence.tokens[after].end, groups[0].span[0])) > 1:
        return None
    return groups[0] if groups[0].count or single else None


def _destination(sentence: Sentence, people: People) -> str | None:
    """Return the state right after "to" that follows the people."""
    for token in sentence.tokens[sentence.index_at(people.span[1] - 1) + 1 :]:
        if word_class("destination_words").get(token.word) == "to":
            found = [
                m for m in list_after(sentence, token.end, 2) if m.form in NAME_FORMS and m.form not in DEMONYM_FORMS
            ]
            return found[0].code if found else None
        if token.word in word_class("clause_words"):
            return None
    return None
