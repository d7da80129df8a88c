"""Removals that are said to have taken place, in a series of them: "The last operation took place on April 25"."""

from __future__ import annotations

from collections.abc import Iterator

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, is_day
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.people import people_in
from extraction.engines.rules.removals.departures import has_gone
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.setting import goes_on_about_removals, is_about_migration
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS

_SUBJECT = 14
"""Words between the noun and its verb: where from, where to, under what."""
_RANKED = 4
"""Words before the noun in which "first", "last" stands."""


@rule
def occurrences_in(analysis: Analysis, sentence: Sentence, last: Removal | None = None) -> Iterator[Removal]:
    """Yield the removals of a series of which a sentence says on what day they took place, and between which states.

    One whose sentence names neither state went the way of `last`, told before.
    """
    for verb in sentence.of("event_verbs"):
        if not (is_of_class(verb.lemma, "occurring") and verb.is_verb and has_gone(verb, verb_group(sentence, verb))):
            continue
        noun = _ranked_before(analysis, sentence, verb)
        date = date_near(sentence, verb.start)
        if noun is None or not is_day(date):
            continue
        removal = Removal([sentence], "arrived", date=date, told_at=verb.start, hedge=hedge_of(sentence, verb.start))
        flown = [cue.value for cue in sentence.of("flights") if cue.span == noun]
        removal.mode = flown[0].removesuffix("_removal") if flown else None
        removal.people = [one for one in people_in(sentence, (verb.end, sentence.span[1])) if one.count][:1]
        _set_way(analysis, sentence, (noun[1], verb.start), removal)
        if last is not None and not (removal.sender or removal.destination):
            removal.sender, removal.destination = last.sender, last.destination
        if removal.destination and removal.destination != removal.sender:
            yield removal


def _ranked_before(analysis: Analysis, sentence: Sentence, verb: Cue) -> Span | None:
    """Return the noun of "the first deportation to Chad", "the last operation", that is the subject of a verb."""
    cues = (cue for cue in sentence.of("event_nouns", "flights") if cue.value != "arrival" and cue.form != "plural")
    nouns = [cue.span for cue in cues]
    nouns += [(one.start, one.end) for one in sentence.tokens if one.word in word_class("operations")]
    noun = max((span for span in nouns if span[1] <= verb.start), default=None)
    if noun is None:
        return None
    words = sentence.words_between(noun[1], verb.start)
    parted = any(word in (",", ";", ":") or word_class("clause_words").get(word) == "relative" for word in words)
    if parted or len(words) > _SUBJECT or not _is_ranked(sentence, sentence.index_at(noun[0])):
        return None
    return noun if is_about_migration(analysis) or goes_on_about_removals(analysis, sentence) else None


def _is_ranked(sentence: Sentence, index: int) -> bool:
    """Say whether "first", "last" stands before the noun at token `index`: "the first US deportation flight"."""
    before = (sentence.word_at(place) for place in range(max(index - _RANKED, 0), index))
    return any(word in word_class("ordinals") or word in word_class("further") for word in before)


def _set_way(analysis: Analysis, sentence: Sentence, span: Span, removal: Removal) -> None:
    """Set the states between which it went, by the noun's own words; of a pact's two, by whom the text sends where."""
    for token in sentence.tokens[sentence.index_at(span[0]) : sentence.index_at(span[1] - 1) + 1]:
        leaves = token.word in word_class("leaving")
        if span[0] <= token.start < span[1] and (leaves or word_class("destination_words").get(token.word) == "to"):
            named = [m for m in list_after(sentence, token.end, 1) if m.form in NAME_FORMS]
            if len(named) == 1 and leaves:
                removal.sender = named[0].code
            elif len(named) == 1:
                removal.destination = named[0].code
    pair = {mention.code for mention in sentence.countries_in(*span)}
    if len(pair) > 1 and not (removal.sender or removal.destination):
        removal.sender, removal.destination = _direction(analysis, pair)


def _direction(analysis: Analysis, pair: set[str]) -> tuple[str | None, str | None]:
    """Return the one of two states "from" which the document sends people, and the other one, "to" which it does."""
    for sentence in analysis.sentences:
        if {mention.code for mention in sentence.countries} != pair:
            continue
        ends: dict[str, str] = {}
        for mention in sentence.countries:
            index = sentence.index_at(mention.span[0]) - 1
            index -= sentence.word_at(index) in word_class("determiners")
            ends.setdefault(sentence.word_at(index), mention.code)
        if {ends.get("from"), ends.get("to")} == pair and sentence.has("removal_verbs", "removal_nouns", "event_nouns"):
            return ends["from"], ends["to"]
    return None, None
