"""What later sentences say of an agreement: its end, its money, its examples, and that nobody has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.agreements.deal import DATED, ENDED, Deal
from extraction.engines.rules.agreements.parties import company, owners, parties, seated_government
from extraction.engines.rules.agreements.status import Told, doers_of, told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of, reason_after
from extraction.engines.rules.dates import date_near, date_since
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, list_after
from extraction.engines.rules.verbs import phrase_modality, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_HEAD = 12
"""Characters at the head of a sentence where a reference is its subject."""
_OPEN = frozenset({"negotiating", "proposed"})
"""Statuses of which a document may say that no government has confirmed them."""
_CHANGED = frozenset({"in_force", "under_review", "rejected", "signed", "announced"})
_MADE = frozenset({"signed", "agreed", "announced", "in_force"})
_BEGUN = frozenset({"signed", "in_force"})
"""Statuses that a document tells of what has ended by the time it was written, to say since when it was there."""
_MAKING = frozenset({"negotiating", "signed", "agreed", "rejected"})


@rule
def add_endings(analysis: Analysis, deal: Deal) -> None:
    """Let "that deal collapsed" in the rest of the paragraph say what became of `deal`."""
    for sentence in analysis.later(deal.sentences[0]):
        if any(not cue.value.startswith("joint") and _names_new(sentence, cue) for cue in sentence.of("instruments")):
            return
        for reference in sentence.of("references"):
            told = told_of(sentence, reference) if reference.value == "agreement" else None
            if told is None or told.status not in ENDED | _CHANGED or _is_of_others(sentence, reference, told, deal):
                continue
            if _only_dates(told, deal):
                _add_date(deal, sentence, told)
                continue
            deal.status, deal.modality = told.status, told.modality
            deal.hedge = hedge_of(sentence, told.cue.start) or deal.hedge
            _add_date(deal, sentence, told)
            deal.reason = reason_after(sentence, told.cue.end) or deal.reason
            deal.add(sentence)
            return


def _only_dates(told: Told, deal: Deal) -> bool:
    """Say whether a later sentence tells how a deal began that is there, or has ended, or what is to come of it."""
    if told.status == "announced":
        return deal.status is not None
    if deal.modality == "asserted" and told.modality != "asserted":
        return deal.status in _MADE  # "has not entered into force" unmakes nothing that was signed
    ended = deal.status in ENDED and told.status in _BEGUN
    return ended and not (deal.status == "suspended" and told.status == "in_force")


def _is_of_others(sentence: Sentence, reference: Cue, told: Told, deal: Deal) -> bool:
    """Say whether a reference is to another deal: "the pact with Chile", or one that another state ends."""
    named = {mention.code for mention in [*company(sentence, reference.end), *owners(sentence, reference)]}
    doing = doers_of(sentence, told) or (seated_government(sentence, told.cue) if told.cue.is_verb else [])
    doers = {mention.code for mention in doing}
    return bool(named - deal.codes) or (bool(doers) and not doers & deal.codes)


def _add_date(deal: Deal, sentence: Sentence, told: Told) -> None:
    date = date_near(sentence, told.cue.start) or (date_since(sentence) if told.status == "in_force" else None)
    is_told = told.modality == "asserted" or (told.modality == "planned" and told.status == "in_force")
    if date and told.status in DATED and is_told:
        deal.dates.setdefault(DATED[told.status], date.text)
        deal.add(sentence)


def _names_new(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument's noun is no mere reference to the one before ("that deal")."""
    return (
        not any(
            ref.start <= instrument.start < ref.end for ref in sentence.of("references") if ref.value == "agreement"
        )
        and len({mention.code for mention in actors(sentence, *sentence.span)}) > 1
    )


@rule
def add_money(analysis: Analysis, deal: Deal) -> None:
    """Add the sums that the deal's sentences, or the next one, print with the stage that their verb says."""
    sentences = [*deal.sentences, *_referring(analysis, deal)]
    for sentence in sentences:
        for value in sentence.values_of("money"):
            verbs = [
                v
                for v in sentence.of("payment_verbs")
                if abs(v.start - value.span[0]) <= 60 and _clause(sentence, v, value.span[0])
            ]
            stages = [verb for verb in verbs if not verb.is_verb or verb_group(sentence, verb).modality != "negated"]
            if verbs and not stages:
                continue
            payment = {"text": value.text}
            if stages:
                payment["stage"] = min(stages, key=lambda verb: abs(verb.start - value.span[0])).value
            if payment not in deal.payments:
                deal.payments.append(payment)
                deal.add(sentence)


def _clause(sentence: Sentence, verb: Cue, offset: int) -> bool:
    return sentence.clause_at(verb.start) == sentence.clause_at(offset)


def _referring(analysis: Analysis, deal: Deal) -> list[Sentence]:
    return [
        sentence
        for sentence in analysis.later(deal.sentences[0])
        if any(
            cue.value == "agreement" and (cue.start - sentence.span[0] < _HEAD or deal.codes & _named(sentence))
            for cue in sentence.of("references")
        )
    ]


@rule
def about_to_make(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield what is close to being made where "such a deal" names no other side: "Honduras is close to such a deal"."""
    for reference in sentence.of("references"):
        told = told_of(sentence, reference) if reference.value == "agreement" else None
        if told is None or told.status not in _MAKING or told.modality == "negated":
            continue
        antecedent = _antecedent(analysis, sentence)
        doers = doers_of(sentence, told)
        if antecedent is None:
            continue
        instrument, earlier, makers = antecedent
        others = [maker for maker in makers if maker.code not in {doer.code for doer in doers}][:1]
        for doer in doers if others else []:
            deal = Deal([sentence, earlier], kind_of(instrument.value, [sentence, earlier]), [], told.status)
            deal.parties = parties(earlier, others) + parties(sentence, [doer])
            deal.modality = told.modality
            deal.hedge = hedge_of(sentence, told.cue.start)
            deal.told_at = told.cue.start
            yield deal


@rule
def one_more(sentence: Sentence) -> Iterator[Deal]:
    """Yield what the same state makes with another: "is negotiating a pact with Chad, and has proposed one to Mali"."""
    for instrument in sentence.of("instruments"):
        first = told_of(sentence, instrument)
        makers = doers_of(sentence, first) if first is not None and first.is_object else []
        for verb in sentence.of("agreement_verbs") if len({maker.code for maker in makers}) == 1 else ():
            place = sentence.index_at(verb.end - 1) + 1
            another = sentence.word_at(place) in function_words("one_another")
            aside = verb.is_verb and verb.start > instrument.end and another
            sides = word_class("with").keys() | {"to"}
            group = verb_group(sentence, verb)
            if not aside or sentence.word_at(place + 1) not in sides or verb.value not in _MAKING | {"proposed"}:
                continue
            others = [m for m in list_after(sentence, sentence.tokens[place + 1].end, 2) if m.code != makers[0].code]
            known = {mention.code for mention in doers_of(sentence, Told(verb.value, "asserted", verb, is_object=True))}
            if not others or group.passive or group.modality != "asserted" or known - {makers[0].code}:
                continue
            both = parties(sentence, [makers[0], others[0]])
            deal = Deal([sentence], kind_of(instrument.value, [sentence]), both, verb.value)
            deal.told_at = verb.start
            deal.hedge = hedge_of(sentence, verb.start)
            yield deal


def _antecedent(analysis: Analysis, sentence: Sentence) -> tuple[Cue, Sentence, list[CountryMention]] | None:
    """Return the instrument named last in the sentences before, with its sentence and the states that make it."""
    for earlier in reversed(analysis.before(sentence)):
        for cue in earlier.of("instruments"):
            told = told_of(earlier, cue)
            if told is not None and told.cue.is_verb:
                return cue, earlier, doers_of(earlier, told)
            talks = [talk for talk in earlier.of("talks") if told is None and talk.start < cue.start]
            if talks and company(earlier, talks[-1].end):
                return cue, earlier, company(earlier, talks[-1].end)
    return None


@rule
def examples(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield a hypothetical agreement for each state that is only an example of those a pact is negotiated with."""
    for instrument in sentence.of("instruments"):
        told = told_of(sentence, instrument)
        if told is None or told.status != "negotiating" or told.modality != "asserted" or not told.cue.is_verb:
            continue
        makers = doers_of(sentence, told)
        for place in [sentence, *analysis.following(sentence)[:1]]:
            named = _examples(place)
            for example in named:
                if makers and example.code not in {maker.code for maker in makers}:
                    both = parties(sentence, makers[:1]) + parties(place, [example])
                    places = [sentence] if place is sentence else [sentence, place]
                    yield Deal(places, kind_of(instrument.value, places), both, "negotiating", "hypothetical")


def _examples(sentence: Sentence) -> list[CountryMention]:
    for cue in sentence.of("examples"):
        found = list_after(sentence, cue.end, 2)
        if found:
            return found
    return []


def _named(sentence: Sentence) -> set[str]:
    return {mention.code for mention in actors(sentence, *sentence.span)}


@rule
def add_silence(analysis: Analysis, deals: Sequence[Deal]) -> None:
    """Mark the parties of agreements in negotiation that have said nothing, where a sentence says so of all of them."""
    for sentence in analysis.prose_with({"no_statement"}):
        for cue in sentence.of("no_statement"):
            if not _is_denied(sentence, cue):
                continue
            named = {mention.code for mention in actors(sentence, *sentence.span)}
            for deal in deals:
                for party in deal.parties if deal.status in _OPEN and deal.modality == "asserted" else ():
                    covered = party.country in named if named else party.role == "receiver" or len(deal.parties) == 2
                    if covered and party.country != _maker(deal):
                        party.confirmed = "no_statement"
                        deal.add(sentence)
            return


def _maker(deal: Deal) -> str | None:
    senders = [party.country for party in deal.parties if party.role == "sender"]
    return senders[0] if senders else deal.parties[0].country


def _is_denied(sentence: Sentence, cue: Cue) -> bool:
    return (
        sentence.word_at(0) in word_class("negations")
        or sentence.word_at(0) in word_class("none")
        or phrase_modality(sentence, cue) == "negated"
        or any(
            word in word_class("negations")
            for word in sentence.words_between(max(cue.start - 25, sentence.span[0]), cue.start)
        )
    )


@rule
def add_terms(analysis: Analysis, deals: Sequence[Deal]) -> None:
    """Add what is offered in exchange, and that arrangements are informal, to the talks of the same paragraph."""
    for deal in deals:
        if deal.status not in ("negotiating", "agreed", "signed", "announced", "proposed"):
            continue
        for sentence in [deal.sentences[0], *analysis.following(deal.sentences[0])]:
            if _offers(sentence):
                _add_condition(sentence, deal)
            formal = [cue for cue in sentence.of("informal") if _qualifies_instrument(sentence, cue)]
            if formal and deal.formality is None:
                deal.formality = formal[0].value
                deal.add(sentence)


def _offers(sentence: Sentence) -> bool:
    return sentence.has("conditions") and sentence.has("incentives") and not sentence.values_of("money")


def _add_condition(sentence: Sentence, deal: Deal) -> None:
    cue = sentence.of("conditions")[0]
    start = next((token.start for token in sentence.tokens if token.start >= cue.end and token.word != ","), cue.end)
    end = next(
        (token.start for token in sentence.tokens if token.start > start and token.word in (".", ";")), sentence.span[1]
    )
    deal.conditions.append(sentence.document[start:end].strip())
    deal.add(sentence)


def _qualifies_instrument(sentence: Sentence, cue: Cue) -> bool:
    return any(0 <= instrument.start - cue.end <= 25 for instrument in sentence.of("instruments"))
