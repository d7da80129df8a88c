"""What a sentence tells of an agreement beside its sides: its status, why it ended, and the dates of both."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.agreements.deal import DATED, Deal, Party
from extraction.engines.rules.agreements.names import name_of
from extraction.engines.rules.agreements.status import Told
from extraction.engines.rules.claims import hedge_of, reason_after
from extraction.engines.rules.dates import date_near, date_since
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.engines.rules.vocabulary import Cue

_WHY = frozenset({"terminated", "suspended", "ended_unspecified", "struck_down", "rejected"})


def told_deal(sentence: Sentence, instrument: Cue, told: Told | None, sides: Sequence[Party]) -> Deal:
    """Return the agreement between `sides` that an instrument names, with what is told of it."""
    deal = Deal([sentence], kind_of(instrument.value, [sentence]), list(sides))
    deal.name = name_of(sentence, instrument)
    set_status(sentence, instrument, told, deal)
    return deal


def set_status(sentence: Sentence, instrument: Cue, told: Told | None, deal: Deal) -> None:
    """Give `deal` what is told of `instrument`: its status, the reason for that, its dates, and how formal it is."""
    year = _bare_year(sentence, instrument)
    if year:
        deal.dates["announced"] = year.text
    if told is None:
        return
    deal.status, deal.modality, deal.told_at = told.status, told.modality, told.cue.start
    deal.hedge = hedge_of(sentence, told.cue.start)
    if told.status in _WHY:
        deal.reason = reason_after(sentence, max(told.cue.end, instrument.end))
    date = _date_of(sentence, instrument, told, year)
    status = _status_of_date(sentence, date) or told.status if date else None
    if date and status in DATED and told.modality != "negated":
        deal.dates.setdefault(DATED[status], date.text)
    formal = [cue.value for cue in sentence.of("informal") if 0 <= instrument.start - cue.end <= 25]
    deal.formality = formal[0] if formal else None


def _bare_year(sentence: Sentence, instrument: Cue) -> Value | None:
    """Return a year right before the noun ("the 2022 deal"), or any date in brackets after it."""
    for value in sentence.values_of("date"):
        gap = sentence.words_between(value.span[1], instrument.start)
        if (
            value.text.isdigit()
            and value.span[1] <= instrument.start
            and len(gap) <= 3
            and all(w.isalpha() or "-" in w for w in gap)
        ):
            return value
        bracketed = sentence.document[value.span[0] - 1 : value.span[0]] == "("
        if bracketed and 0 <= value.span[0] - instrument.end <= 60:
            return value
    return None


def _date_of(sentence: Sentence, instrument: Cue, told: Told, year: Value | None) -> Value | None:
    date = date_near(sentence, told.cue.start)
    if date is None and told.status == "in_force":
        date = date_since(sentence)
    if date is None or date == year or _is_of_another(sentence, instrument, told, date):
        return None
    return date


def _is_of_another(sentence: Sentence, instrument: Cue, told: Told, date: Value) -> bool:
    """Say whether a date is of what was done under it, or of another one.

    "Landed on Monday as part of a deal between A and B", "announced a pact like the protocol signed in May".
    """
    if told.status == "agreed" and told.cue == instrument and date.span[1] <= instrument.start:
        return True
    if told.cue.start > instrument.start and date.span[1] <= instrument.start:
        return sentence.has_between(sentence.span[0], instrument.start, "flight_verbs")  # "landed on Monday, under a"
    between = [cue for cue in sentence.of("instruments") if told.cue.end <= cue.start < date.span[0]]
    others = [cue for cue in between if cue.start >= instrument.end]
    verbs = [verb for verb in sentence.of("agreement_verbs") if verb.is_verb and verb.start > told.cue.start]
    return any(other.end <= verb.start < date.span[0] for other in others for verb in verbs)


def _status_of_date(sentence: Sentence, date: Value | None) -> str | None:
    """Return what a participle right before a date says of it, whatever else is told: "signed in 2017"."""
    for verb in sentence.of("agreement_verbs") if date else ():
        words = sentence.words_between(verb.end, date.span[0]) if date else ()
        if date and verb.is_verb and verb.end <= date.span[0] and len(words) <= 2:
            return verb.value if all(word in word_class("prepositions") for word in words) else None
    return None
