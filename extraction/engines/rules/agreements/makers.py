"""What other parts of a document say of an agreement: with whom it was made, and that others' people are taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from extraction.engines.rules.agreements.anaphora import other_state
from extraction.engines.rules.agreements.counterpart import titled_beside
from extraction.engines.rules.agreements.deal import MOVING, Deal, Party
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.people import people_in
from extraction.engines.rules.rule import rule
from extraction.lexicons.countries import NAME_FORMS

_ONE_WAY = MOVING | {"other", "returns_arrangement"}
_SEVERAL = 2
_GOVERNING = frozenset({"government", "institution", "leader"})


@rule
def add_maker(analysis: Analysis, deals: Sequence[Deal]) -> None:
    """Give agreements of which one side is told the other one: the state that made others, or whose rulers it names."""
    takers = {party.country for deal in deals for party in deal.parties if party.role == "receiver"}
    maker, ruled = _maker_of_others(deals), _ruled(analysis, takers)
    for deal in deals:
        of_people = any(sentence.has("people") for sentence in deal.sentences)
        alone = len(deal.parties) == 1 and of_people
        other = maker or (ruled or _only_other(analysis, deal.parties[0].country) if alone else None)
        other = titled_beside(analysis, deal.codes) if deal.kind == "returns_arrangement" else other
        if deal.kind in _ONE_WAY and len(deal.parties) == 1 and other is not None and other not in deal.codes:
            deal.parties.append(Party(other))
            if deal.parties[0].role == "receiver":
                deal.set_roles(other)


def _ruled(analysis: Analysis, takers: Collection[str]) -> str | None:
    """Return the state whose government and leaders a document names most, often, and which takes nobody in."""
    mentions = (mention for sentence in analysis.sentences for mention in sentence.countries)
    counts = Counter(mention.code for mention in mentions if mention.form in _GOVERNING).most_common(2)
    clear = counts and counts[0][1] >= _SEVERAL and (len(counts) == 1 or counts[0][1] >= 2 * counts[1][1])
    return counts[0][0] if clear and counts[0][0] not in takers else None


def _only_other(analysis: Analysis, taker: str) -> str | None:
    """Return the other one of the two states that a document is about, or the only other whose rulers it names."""
    ruling = {m.code for sentence in analysis.sentences for m in sentence.countries if m.form in _GOVERNING} - {taker}
    return other_state(analysis, taker) or (ruling.pop() if len(ruling) == 1 else None)


def _maker_of_others(deals: Sequence[Deal]) -> str | None:
    """Return the state that made several of the agreements that a document tells of, if one did."""
    made = {deal.codes for deal in deals if deal.kind in MOVING and len(deal.parties) == _SEVERAL}
    counts = Counter(code for codes in made for code in codes).most_common(2)
    if not counts or counts[0][1] < _SEVERAL or counts[0][1] < len(made):
        return None
    return counts[0][0]


def takes_foreigners(analysis: Analysis, deal: Deal) -> bool:
    """Say whether people of other nationalities than a party's were brought there, as the document tells elsewhere."""
    if len(deal.codes) != _SEVERAL or "removal_verbs" not in analysis.lexicons:
        return False
    return any(taker in deal.codes and not deal.codes & people for taker, people in _taken(analysis))


def _taken(analysis: Analysis) -> list[tuple[str, frozenset[str]]]:
    """Return whose nationals are said to be moved to which state, by the sentences that name both."""
    found: list[tuple[str, frozenset[str]]] = []
    for sentence in analysis.prose():
        if not sentence.has("removal_verbs", "flight_verbs") or not sentence.has("people"):
            continue
        people = {group.nationality.code for group in people_in(sentence, sentence.span) if group.nationality}
        for mention in sentence.countries if people else ():
            before = sentence.word_at(sentence.index_at(mention.span[0]) - 1)
            if mention.form in NAME_FORMS and word_class("destination_words").get(before) == "to":
                found.append((mention.code, frozenset(people)))
    return found
