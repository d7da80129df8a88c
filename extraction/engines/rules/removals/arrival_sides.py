"""Where people came, and who sent them, where the words after the verb of arriving do not say it."""

from __future__ import annotations

from extraction.engines.rules.agreements.anaphora import last_named
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.people import People
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.removals.vehicles import vehicle_mode
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS, CountryMention

_FRONTED = 6
"""Words from the place at the head of a clause to its verb: "A Panamá, según el gobierno, llegaron"."""
_PLACE = 80
"""Characters after a verb of arriving in which the place stands, with what it is near."""
_OWNER = 20
"""Characters before "deportees" in which the name of who deported them begins."""
_COUNTRY = 4
"""Characters between a verb of arriving and "the country": its preposition."""


def receiver(sentence: Sentence, arrival: Cue) -> list[CountryMention]:
    """Return the state that takes people in, where the same sentence only says that they came, and on what."""
    if vehicle_mode(sentence, arrival) is None:
        return []
    taking = (verb for verb in sentence.of("accept_verbs") if verb.is_verb and verb.end <= arrival.start)
    found = [mention for verb in taking for mention in subjects(sentence, verb_group(sentence, verb))]
    return found[:1] if len({mention.code for mention in found}) == 1 else []


def home(analysis: Analysis, sentence: Sentence, verb: Cue, came: list[People]) -> list[CountryMention]:
    """Return where people came who are only said to have come: on a removal flight home, or to "the country"."""
    for cue in sentence.of("references"):
        if cue.value == "country" and 0 < cue.start - verb.end <= _COUNTRY:
            theirs = word_class("own_country").get(sentence.word_at(sentence.index_at(cue.start))) == "own"
            return [] if theirs else last_named(analysis, sentence)
    own = came[-1].nationality if came else None
    removed = any(cue.value.endswith("_removal") and cue.start > verb.end for cue in sentence.of("flights"))
    return [own] if own is not None and own.form in DEMONYM_FORMS and removed else []


def to_the_country(sentence: Sentence, verb: Cue, came: list[People]) -> list[CountryMention]:
    """Return the country of those who came "al país", "to their country", "home"."""
    own = came[-1].nationality if came else None
    words = sentence.words_between(verb.end, verb.end + _PLACE)
    home = any(word_class("own_country").get(word) == "country" or word in word_class("homeward") for word in words)
    return [own] if own is not None and home else []


def who_says_so(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the state that tells of deportees who came, or which a list's entry is about: they came there."""
    start = sentence.tokens[group.first].start
    said = [verb for verb in sentence.of("reporting_verbs") if verb.is_verb and verb.end <= start]
    speaking = subjects(sentence, verb_group(sentence, said[-1])) if said else []
    if speaking or sentence.topic is None:
        return speaking if len({mention.code for mention in speaking}) == 1 else []
    return [sentence.topic]


def fronted(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the state at the head of the verb's clause that people came to: "A Panamá llegaron 299 migrantes"."""
    first = sentence.clause_of(group.first).first
    if sentence.word_at(first) not in word_class("destination_words") or group.first - first > _FRONTED:
        return []
    found = list_after(sentence, sentence.tokens[first].end, 1)
    return [m for m in found if m.form in NAME_FORMS and m.span[1] < sentence.tokens[group.first].start]


def sent_by(sentence: Sentence, called: Cue, countries: list[CountryMention]) -> str | None:
    """Return the state right after the "from" of "deportees from the United States", or that of "US deportees"."""
    for mention in sentence.countries_in(called.start - _OWNER, called.start):
        if mention.span[1] + 1 == called.start and mention.form not in DEMONYM_FORMS | {"capital"}:
            return mention.code
    after = sentence.index_at(called.end - 1) + 1
    if sentence.word_at(after) not in word_class("origin_words"):
        return None
    found = list_after(sentence, sentence.tokens[after].end, 2)
    codes = {mention.code for mention in found} - {mention.code for mention in countries}
    return codes.pop() if len(codes) == 1 else None


def beside(analysis: Analysis, sentence: Sentence, verb: Cue) -> str | None:
    """Return the country of the capital that a place of arrival is near, where the document names that country."""
    for mention in sentence.countries_in(verb.end, verb.end + _PLACE):
        before = sentence.word_at(sentence.index_at(mention.span[0]) - 1)
        if mention.form == "capital" and mention.code in analysis.named and before in word_class("beside"):
            return mention.code
    return None
