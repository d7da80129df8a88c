"""Legal actions: what courts did, suits that were filed, orders that were given and laws that were used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, event_dates
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.law.court_orders import court_orders_in
from extraction.engines.rules.law.filings import filings_in
from extraction.engines.rules.law.invocations import authorities_in, invocations_in
from extraction.engines.rules.law.orders import orders_in
from extraction.engines.rules.law.rulings import Ruling, findings_in, rulings_in
from extraction.engines.rules.removals.senders import sender_of
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, is_oblique
from extraction.engines.rules.subject_matter import (
    CORE,
    LEXICON,
    fields_in,
    is_about_people,
    is_on_migration,
    names_other_field,
    reports_case,
)
from extraction.engines.rules.terms import terms
from extraction.engines.rules.vocabulary import Cue

LAW = frozenset({"courts", "legal_instruments", "orders", "suits", "suit_verbs", "authority"})
"""The lexicons of which a sentence must hold a word to tell a legal action."""
_POSSESSIVE = 3
"""Characters of "'s " between a country and its court."""
_PHRASE = 4
"""Words after "of a" in which the noun of what is removed stands."""
_LAST_NAMED = 12
"""Sentences back in which whoever is "the president" has been named."""
_NEAR = 2
"""Sentences before and after a legal action, in other paragraphs too, that may say what it is over."""


def find(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the legal actions that `analysis`'s document tells, one raw item each."""
    if not analysis.lexicons & LAW or not is_about_people(analysis) or reports_case(analysis):
        return []
    told: list[tuple[Sentence, dict[str, Any]]] = []
    for sentence in analysis.prose_with(LAW):
        if not _in_scope(analysis, sentence):
            continue
        for item in _actions(analysis, sentence):
            if not any(_is_same(one, item) for _, one in told):
                told.append((sentence, item))
    return [item for _, item in told]


def _actions(analysis: Analysis, sentence: Sentence) -> Iterator[dict[str, Any]]:
    for ruling in (*rulings_in(sentence), *findings_in(sentence), *court_orders_in(sentence)):
        yield _of_ruling(analysis, sentence, ruling)
    for filing in filings_in(sentence):
        values = {"action": "filed", "country": _country_of_courts(sentence), "effect": analysis.text(filing.effect)}
        yield _item(analysis, sentence, filing.verb, values, actor=filing.actor, target=filing.target)
    for order in orders_in(sentence) if _is_ordered_over_migration(analysis, sentence) else ():
        country = _country(analysis, sentence, order.actor) or _led_by(analysis, sentence)
        values = {"action": "ordered", "country": country}
        spans = {"actor": order.actor, "instrument": order.instrument, "effect": order.effect}
        yield _item(analysis, sentence, order.verb, values, **spans)
    for used in (*invocations_in(sentence), *authorities_in(sentence)):
        country = used.country or _country(analysis, sentence, used.actor)
        spans = {"actor": used.actor, "instrument": used.instrument, "effect": used.purpose}
        yield _item(analysis, sentence, used.verb, {"action": "invoked", "country": country}, **spans)


def _of_ruling(analysis: Analysis, sentence: Sentence, ruling: Ruling) -> dict[str, Any]:
    international = ruling.court.value == "international"
    values = {
        "action": ruling.action,
        "country": None if international else _country(analysis, sentence, ruling.actor),
        "effect": analysis.text(ruling.effect),
    }
    spans = {"actor": ruling.actor, "target": ruling.target, "instrument": ruling.instrument}
    told = _item(analysis, sentence, ruling.verb, values, **spans)
    within = [value for value in event_dates(sentence) if ruling.effect[0] <= value.span[0] < ruling.effect[1]]
    of_day = next(iter(within), None) or date_near(sentence, ruling.court.start)
    return told if "date" in told or of_day is None else {**told, "date": of_day.text}


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether an item repeats what was told: the same act, and nothing else acted on or brought about."""
    keys = ("country", "actor", "instrument", "action")
    if any(one.get(name) != other.get(name) for name in keys):
        return False
    return all(one.get(name) == other.get(name) or not other.get(name) for name in ("target", "effect"))


def _in_scope(analysis: Analysis, sentence: Sentence) -> bool:
    """Say whether a sentence is about migration: itself, by the title or those next to it if on no other field."""
    things = _removes_things(sentence)
    if _is_on_people(sentence) and not things:
        return True
    if things or names_other_field(sentence):
        return False
    near = analysis.sentences[max(sentence.position - _NEAR, 0) : sentence.position + 2]
    return any(is_on_migration(other) for other in near) or bool(_title_fields(analysis) & CORE)


def _is_ordered_over_migration(analysis: Analysis, sentence: Sentence) -> bool:
    """Say whether the sentence of an order is about migration, or under such a title about a field at all.

    Orders are given one after another, each over something else: the sentences next to them do not tell.
    """
    fields = fields_in(sentence.of(LEXICON))
    return bool(fields & CORE) or bool(fields and _title_fields(analysis) & CORE)


def _removes_things(sentence: Sentence) -> bool:
    """Say whether what is removed is no people: "blocked the removal of a statue", and nothing speaks of migration."""
    nouns = sentence.of("removal_nouns")
    return bool(nouns) and not is_on_migration(sentence) and all(_is_of_things(sentence, noun) for noun in nouns)


def _is_of_things(sentence: Sentence, noun: Cue) -> bool:
    """Say whether "of a" and a noun follow that is none for people, with no country."""
    index = sentence.index_at(noun.end - 1) + 1
    if sentence.word_at(index) not in function_words("of") or sentence.word_at(index + 1) not in word_class(
        "determiners"
    ):
        return False
    words = [sentence.word_at(place) for place in range(index + 2, index + 2 + _PHRASE)]
    start, end = sentence.tokens[index].end, sentence.tokens[min(index + 1 + _PHRASE, len(sentence.tokens) - 1)].end
    people = sentence.has_between(start, end, "people") or bool(sentence.countries_in(start, end))
    return not people and not any(word in word_class("persons") for word in words)


def _is_on_people(sentence: Sentence) -> bool:
    if is_on_migration(sentence) or sentence.has("removal_nouns", "flights"):
        return True
    return sentence.has("removal_verbs") and sentence.has("people")


def _title_fields(analysis: Analysis) -> set[str]:
    found = terms(f"cues/{LEXICON}").find(analysis.document.title or "")
    return {value for match in found for value in match.values}


def _country(analysis: Analysis, sentence: Sentence, actor: Span) -> str | None:
    """Return whose institution acts: printed with it, else of the state that removes people, or the one that acts."""
    own = [m for m in sentence.countries if actor[0] - _POSSESSIVE <= m.span[1] and m.span[0] < actor[1]]
    if own:
        return own[0].code if len({mention.code for mention in own}) == 1 else None
    acting = {
        mention.code
        for place in [*analysis.before(sentence), sentence]
        for mention in actors(place, *place.span)
        if mention.span[1] <= actor[0] and mention.form != "capital" and not is_oblique(place, mention)
    }
    remover = sender_of(analysis)
    if remover is not None and any(remover in {m.code for m in place.countries} for place in analysis.near(sentence)):
        return remover
    return acting.pop() if len(acting) == 1 else None


def _led_by(analysis: Analysis, sentence: Sentence) -> str | None:
    """Return the country of the leader or government named last before a sentence: that of "the president" in it."""
    for other in reversed(analysis.sentences[max(sentence.position - _LAST_NAMED, 0) : sentence.position + 1]):
        codes = {mention.code for mention in other.countries if mention.form in ("leader", "government")}
        if codes:
            return codes.pop() if len(codes) == 1 else None
    return None


def _country_of_courts(sentence: Sentence) -> str | None:
    """Return the country printed right beside a court of the sentence: "the High Court in Accra"."""
    for court in sentence.of("courts"):
        if court.value == "international":
            return None
        for mention in sentence.countries:
            after = sentence.words_between(court.end, mention.span[0])
            before = sentence.words_between(mention.span[1], court.start)
            if mention.span[0] >= court.end and len(after) == 1 and after[0] in word_class("prepositions"):
                return mention.code
            if mention.span[1] <= court.start and before in ((), ("'s",), ("'",)):
                return mention.code
    return None


def _item(
    analysis: Analysis, sentence: Sentence, verb: Cue, values: dict[str, str | None], **spans: Span | None
) -> dict[str, Any]:
    date = date_near(sentence, verb.start)
    named = spans.get("instrument")
    if date and named and named[0] <= date.span[0] < named[1]:
        date = None  # the year of an act
    known = {
        "quotes": analysis.quotes([sentence]),
        "modality": "asserted",
        "hedge": hedge_of(sentence, verb.start),
        **values,
        **{name: analysis.text(span) for name, span in spans.items() if span is not None},
        "date": date.text if date else None,
    }
    return {name: value for name, value in known.items() if value is not None}
