"""Agreements that a document only speaks of as being there, by both sides: "critics of Britain's deal with Rwanda"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements import followups
from extraction.engines.rules.agreements.arguments import is_object_of, is_subject_of
from extraction.engines.rules.agreements.context import kind_of, takes_people
from extraction.engines.rules.agreements.dating import set_status
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.disclaimed import deny
from extraction.engines.rules.agreements.names import name_of
from extraction.engines.rules.agreements.parties import between, company, owners, parties
from extraction.engines.rules.agreements.presupposed import OPEN, is_drafted, is_owner, is_wished_for, of_two_states
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.agreements.status import told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_SIDES = 2
_QUALIFIED = 5
"""Words from an article to its noun."""
_MOOD = 8
"""Words after an instrument in which it is said what it could do, or should."""
_NOT_YET = frozenset({"could", "should"})


@rule
def spoken_of_in(analysis: Analysis) -> Iterator[Deal]:
    """Yield the agreements over migration that sentences presuppose by naming both sides, and say no more of."""
    for sentence in of_two_states(analysis):
        if sentence.has(*OPEN):
            continue
        for instrument in sentence.of("instruments"):
            sides = _sides(sentence, instrument) if told_of(sentence, instrument) is None else []
            if sides and _is_there(analysis, sentence, instrument, sides):
                deal = _deal(analysis, sentence, instrument, sides)
                if deal.modality == "asserted":
                    yield deal


def _deal(analysis: Analysis, sentence: Sentence, instrument: Cue, sides: list[CountryMention]) -> Deal:
    status = "negotiating" if is_drafted(sentence, min(sides[0].span[0], instrument.start)) else "agreed"
    deal = Deal([sentence], kind_of(instrument.value, [sentence]), parties(sentence, sides), status)
    set_status(sentence, instrument, None, deal)
    deal.name = name_of(sentence, instrument)
    deal.told_at = instrument.start
    deal.hedge = hedge_of(sentence, instrument.start)
    deny(sentence, deal)
    followups.add_endings(analysis, deal)
    followups.add_money(analysis, deal)
    return deal


def _sides(sentence: Sentence, instrument: Cue) -> list[CountryMention]:
    """Return the two sides of "the deal between A and B", "the A-B deal", "A's deal with B"; empty if not just two."""
    if instrument.form == "plural" or instrument.value.startswith("joint_"):
        return []
    whose = owners(sentence, instrument)
    if both := between(sentence, instrument):
        found = both if not whose and _has_article(sentence, instrument) and _leads_on(sentence, instrument) else []
    elif len({mention.code for mention in whose}) == 1:
        found = [*whose, *company(sentence, instrument.end)] if is_owner(sentence, whose[0]) else []
    else:
        found = whose
    start = min(found[0].span[0], instrument.start) if found else instrument.start
    pair = len(found) == len({mention.code for mention in found}) == _SIDES
    return found if pair and not is_wished_for(sentence, start) else []


def _has_article(sentence: Sentence, instrument: Cue) -> bool:
    first = sentence.index_at(instrument.start)
    words = [sentence.word_at(place) for place in range(max(first - _QUALIFIED, 0), first)]
    articles = [place for place, word in enumerate(words) if word in word_class("the")]
    return bool(articles) and not any(word in word_class("prepositions") for word in words[articles[-1] :])


def _leads_on(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether a phrase follows right after: "the pact of 2018 between"; not "the pact ended checks between"."""
    after = sentence.word_at(sentence.index_at(instrument.end - 1) + 1)
    return after in word_class("between") or after in word_class("prepositions")


def _is_there(analysis: Analysis, sentence: Sentence, instrument: Cue, sides: list[CountryMention]) -> bool:
    """Say whether an instrument is one over migration of which nothing is told, and nothing is only possible."""
    near = [sentence] if is_of_class(instrument.lemma.split()[-1], "relations") else analysis.around(sentence)
    about = any(is_on_migration(other) or takes_people(other) for other in near)
    if not about or not in_scope(analysis, sentence, instrument):
        return False
    if sentence.clause_at(instrument.start).opener == "condition":
        return False
    end = max(instrument.end, *(mention.span[1] for mention in sides))
    after = sentence.index_at(end - 1) + 1
    auxiliaries = word_class("auxiliaries")
    moods = [auxiliaries.get(sentence.word_at(place), "") for place in range(after, after + _MOOD)]
    return not _NOT_YET & set(moods) and not _is_of_verb(sentence, instrument)


def _is_of_verb(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether a verb of making or ending governs it that tells nothing: "could sign the UK-Rwanda deal"."""
    for verb in sentence.of("agreement_verbs"):
        if verb.is_verb and verb.end <= instrument.start and is_object_of(sentence, verb, instrument):
            return True
        after = verb.is_verb and verb.start >= instrument.end
        if after and is_subject_of(sentence, verb_group(sentence, verb), verb, instrument):
            return True
    return False
