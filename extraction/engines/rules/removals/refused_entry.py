"""Deportees whom a state does not let in: "refused entry to 30 people deported by Greece", "were denied entry"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import People, people_in
from extraction.engines.rules.phrases import is_of_none, subjects
from extraction.engines.rules.removals.destinations import destinations_of
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.senders import sender_in
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS

_ENTRY = 2
"""Words from a verb of refusing to its noun of coming in."""


@rule
def refused_entry_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals of counted people who were deported by a state and not let in by another one."""
    for verb in sentence.of("flight_verbs"):
        group = verb_group(sentence, verb) if verb.value == "refused" and verb.is_verb else None
        entry = _entry_after(sentence, group) if group is not None and group.happened else None
        people = _people(sentence, group, entry) if group is not None and entry is not None else None
        if group is None or entry is None or people is None or is_of_none(sentence, people.span[0]):
            continue
        deported = _deported(sentence, people)
        if deported is None:
            continue
        removal = Removal([sentence], "refused", people=[people], date=date_near(sentence, verb.start))
        removal.told_at = verb.start
        removal.hedge = hedge_of(sentence, verb.start)
        removal.destination = _destination(sentence, group, entry, deported)
        sender = sender_in(sentence, verb_group(sentence, deported), [])
        removal.sender = sender if sender != removal.destination else None
        if removal.sender or removal.destination:
            yield removal


def without_refused(found: list[Removal], last: Removal | None) -> list[Removal]:
    """Return the removals of a sentence without those that bring people to where they were not let in, or back."""
    refused = [removal for removal in (*found, last) if removal is not None and removal.status == "refused"]
    return [removal for removal in found if not any(_is_of_same(removal, other) for other in refused)]


def _is_of_same(removal: Removal, refused: Removal) -> bool:
    """Say whether a removal only moves those who were refused entry."""
    spans = {group.span for group in refused.people if group.count}
    return removal.status in ("arrived", "departed") and any(group.span in spans for group in removal.people)


def _entry_after(sentence: Sentence, group: VerbGroup) -> int | None:
    """Return the token of "entry" right after a verb of refusing."""
    places = range(group.last, min(group.last + _ENTRY, len(sentence.tokens)))
    return next((index for index in places if sentence.word_at(index) in word_class("entry_nouns")), None)


def _people(sentence: Sentence, group: VerbGroup, entry: int) -> People | None:
    """Return the counted people who are refused entry, or to whom it is refused."""
    if group.passive:
        groups = [
            one for one in people_in(sentence, (sentence.span[0], sentence.tokens[group.first].start)) if one.count
        ]
        return groups[0] if len(groups) == 1 else None
    if sentence.word_at(entry + 1) not in function_words("leads_to"):
        return None
    groups = people_in(sentence, (sentence.tokens[entry + 1].end, sentence.span[1]))
    beside = groups and len(sentence.words_between(sentence.tokens[entry + 1].end, groups[0].span[0])) <= 1
    return groups[0] if beside and groups[0].count else None


def _deported(sentence: Sentence, people: People) -> Cue | None:
    """Return the participle right after people that says that they were deported."""
    after = sentence.index_at(people.span[1] - 1) + 1
    verbs = (verb for verb in sentence.of("removal_verbs") if verb.value == "removal" and verb.is_verb)
    return next((verb for verb in verbs if sentence.index_at(verb.start) == after), None)


def _destination(sentence: Sentence, group: VerbGroup, entry: int, deported: Cue) -> str | None:
    """Return the state that refuses, that they were refused entry to, or to which they were deported."""
    refusing = [] if group.passive else subjects(sentence, group)
    into = [m for m in list_after(sentence, sentence.tokens[entry].end, 2) if group.passive and m.form in NAME_FORMS]
    sent = destinations_of(sentence, deported, sentence.clause_span(deported.start)) if group.passive else []
    found = refusing or into or sent
    return found[0].code if len({mention.code for mention in found}) == 1 else None
