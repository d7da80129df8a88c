"""Agreements of which a sentence names one side: the other is who asked, or the state that the document is about."""

from __future__ import annotations

from collections.abc import Iterator

from core.document import Span
from extraction.engines.rules.agreements.context import kind_of, takes_people
from extraction.engines.rules.agreements.deal import DATED, Deal
from extraction.engines.rules.agreements.names import name_of
from extraction.engines.rules.agreements.parties import between, company, owners, parties
from extraction.engines.rules.agreements.protagonist import protagonist_of
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.agreements.status import doers_of, told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_EARLIER = 2
"""Sentences before a refusal in which it is said who asked others."""
_LIST = 6
"""Words between a verb of refusing and the request that it refuses."""


@rule
def one_sided_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield what became of "a deal with Peru" where nobody is said to do it: the document's own state is the other."""
    first = protagonist_of(analysis)
    for instrument in sentence.of("instruments") if first is not None else ():
        told = told_of(sentence, instrument)
        if told is None or told.modality != "asserted" or not told.cue.is_verb or told.is_object:
            continue
        others = company(sentence, instrument.end) or _fronted(sentence, instrument)
        sides = {mention.code for mention in [*others, *owners(sentence, instrument), *between(sentence, instrument)]}
        if len(sides) != 1 or not others or doers_of(sentence, told) or first is None or first.code in sides:
            continue
        if instrument.value.startswith("joint_") or not in_scope(analysis, sentence, instrument):
            continue
        members = [first, others[0]]
        deal = Deal([sentence], kind_of(instrument.value, [sentence]), parties(sentence, members), told.status)
        deal.parties[0].name = None  # it stands in another sentence
        deal.name = name_of(sentence, instrument)
        deal.told_at = told.cue.start
        deal.hedge = hedge_of(sentence, told.cue.start)
        date = date_near(sentence, told.cue.start)
        if date and told.status in DATED:
            deal.dates[DATED[told.status]] = date.text
        yield deal


def _fronted(sentence: Sentence, instrument: Cue) -> list[CountryMention]:
    """Return the other side at the head of a sentence: "With Paraguay, an agreement was signed"."""
    if sentence.word_at(0) not in word_class("with"):
        return []
    found = list_after(sentence, sentence.tokens[0].end, 3)
    return [mention for mention in found if mention.span[1] <= instrument.start]


@rule
def refusals_near(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield what is refused where the sentences around say what was wanted: "Togo turned down a request from Rome"."""
    if not any(takes_people(other) for other in analysis.around(sentence)):
        return
    for request in sentence.of("requests"):
        pointed = sentence.word_at(sentence.index_at(request.start) - 1) in word_class("similar")
        if takes_people(sentence) and not pointed:
            continue
        asking = owners(sentence, request) or _from(sentence, request)
        asking = asking or (_asking_before(analysis, sentence, request) if pointed else [])
        for verb in sentence.of("agreement_verbs", "flight_verbs"):
            words = sentence.words_between(verb.end, request.start)
            if verb.value not in ("rejected", "refused") or not verb.is_verb or not 0 < len(words) + 1 <= _LIST:
                continue
            if verb.start > request.start or any(word in word_class("clause_words") for word in words):
                continue
            group = verb_group(sentence, verb)
            refusing = subjects(sentence, group) or _speaker_before(sentence, verb)
            codes = {mention.code for mention in refusing}
            if not group.happened or len(codes) != 1 or len({one.code for one in asking} - codes) != 1:
                continue
            deal = Deal([sentence], "third_country_removal", parties(sentence, [asking[-1], refusing[-1]]), "rejected")
            deal.told_at = verb.start
            deal.set_roles(asking[-1].code)
            yield deal
            return


def _asking_before(analysis: Analysis, sentence: Sentence, request: Cue) -> list[CountryMention]:
    """Return who asks others: in the same sentence ("… has pressed Peru, while Chile has rejected such overtures").

    Else it is who asks in the sentence before, or whose people another state agreed there to take.
    """
    asking = [verb for verb in sentence.of("ask_verbs") if verb.is_verb and verb.end <= request.start]
    found = [mention for verb in asking for mention in subjects(sentence, verb_group(sentence, verb))]
    if found or not takes_people(sentence):
        for other in reversed(analysis.before(sentence)[-_EARLIER:] if not found else ()):
            found = found or _wanting(other)
        return found[:1]
    return _wanting(sentence, sentence.clause_span(request.start))


def _wanting(sentence: Sentence, refusing: Span = (0, 0)) -> list[CountryMention]:
    """Return the one state in a sentence on the taking of people that is not who takes them.

    What stands in the characters `refusing` is of somebody else who will not.
    """
    if not takes_people(sentence):
        return []
    asking = [verb for verb in sentence.of("ask_verbs") if verb.is_verb]
    asked = [mention for verb in asking for mention in subjects(sentence, verb_group(sentence, verb))]
    if asked:
        return asked[:1]
    agreeing = [verb for verb in sentence.of("agree_verbs") if verb.is_verb and verb.value == "agreed"]
    takers = {m.code for verb in agreeing for m in subjects(sentence, verb_group(sentence, verb))}
    named = [m for m in actors(sentence, *sentence.span) if not refusing[0] <= m.span[0] < refusing[1]]
    others = [m for m in named if m.code not in takers]
    return others[:1] if takers and len({mention.code for mention in others}) == 1 else []


def _from(sentence: Sentence, request: Cue) -> list[CountryMention]:
    """Return who asks: "requests from Washington", "pressure by the United States"."""
    after = sentence.index_at(request.end - 1) + 1
    if sentence.word_at(after) not in function_words("asker"):
        return []
    return list_after(sentence, sentence.tokens[after].end, 2)[:1]


def _speaker_before(sentence: Sentence, verb: Cue) -> list[CountryMention]:
    """Return the state that says "it had turned down"."""
    if sentence.word_at(verb_group(sentence, verb).first - 1) not in word_class("personal_pronouns"):
        return []
    named = actors(sentence, sentence.span[0], verb.start)
    return named if len({mention.code for mention in named}) == 1 else []
