"""Agreements that somebody is reported to have made and denies: "denied a report that it had agreed to take them"."""

from __future__ import annotations

from extraction.engines.rules.agreements.deal import TAKINGS, Deal
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.moods import denier_of, is_negated
from extraction.engines.rules.phrases import subjects_before
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence

_NAMED = 16
"""Words from the verb of denying to the clause that is denied: "denied a report by a newspaper on Monday that"."""
_AUXILIARIES = 4
"""Words of a verb with those before it: "had already been asked"."""
_CLAUSE = 14
"""Words of the denied clause before what it tells."""


@rule
def deny(sentence: Sentence, deal: Deal) -> None:
    """Make `deal` a denied one where its clause is what somebody denies in `sentence`; who denies it has denied it."""
    if deal.told_at is None or deal.modality != "asserted":
        return
    found = _denied_clause(sentence, deal.told_at) or _denied_at_once(sentence, deal.told_at)
    if found is None:
        return
    verb, clause = found
    deal.modality = "negated"
    denying = {mention.code for mention in subjects_before(sentence, sentence.tokens[verb].start)}
    for party in deal.parties:
        if party.country in denying:
            party.confirmed = "denied"
    others = deal.codes - denying
    if _speaks_of_itself(sentence, clause) and deal.kind in TAKINGS and len(others) == len(denying & deal.codes) == 1:
        deal.set_roles(next(iter(others)))


def _denied_clause(sentence: Sentence, offset: int) -> tuple[int, int] | None:
    """Return the tokens of the verb of denying, and of the first word of the clause denied, that `offset` stands in."""
    last, stops = sentence.index_at(offset), {";", *function_words("but")}
    for index in range(last - 1, -1, -1):
        if word_class("deniers").get(sentence.word_at(index)) != "denies" or is_negated(sentence, index):
            continue
        heard = False
        for place in range(index + 1, min(index + 1 + _NAMED, last)):
            word = sentence.word_at(place)
            heard = heard or word_class("hearsay").get(word) == "hearsay"
            opens = word in function_words("that") and (heard or place == index + 1)
            if opens or (heard and sentence.word_at(place - 1) in word_class("having")):
                rest = [sentence.word_at(between) for between in range(place + 1, last)]
                return (index, place + 1) if len(rest) <= _CLAUSE and stops.isdisjoint(rest) else None
            if word == "," or word in stops or word_class("clause_words").get(word) in ("time", "condition"):
                break
    return None


def _denied_at_once(sentence: Sentence, offset: int) -> tuple[int, int] | None:
    """Return the same of a clause that no word opens: "denied it had agreed to take deportees"."""
    last = sentence.index_at(offset)
    for first in range(last, max(last - _AUXILIARIES, 0), -1):
        if (verb := denier_of(sentence, first)) is not None:
            told = (place for place in range(verb + 1, first) if sentence.word_at(place) not in word_class("hearsay"))
            return verb, next(told, verb + 1)
    return None


def _speaks_of_itself(sentence: Sentence, first: int) -> bool:
    """Say whether the denied clause is about who denies it: "that it had agreed", "that the country had agreed"."""
    if sentence.word_at(first) in word_class("personal_pronouns"):
        return True
    start = sentence.tokens[first].start
    return any(
        cue.value == "country" and cue.start <= start + 4 and start < cue.end for cue in sentence.of("references")
    )
