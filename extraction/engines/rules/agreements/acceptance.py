"""States that agree, or are asked, to take people: "Palau agreed to accept 75 deportees from the United States"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extraction.engines.rules.agreements.anaphora import country_meant, is_both
from extraction.engines.rules.agreements.consents import terms_in
from extraction.engines.rules.agreements.context import takes_people
from extraction.engines.rules.agreements.deal import Deal, Party
from extraction.engines.rules.agreements.entries import both_of
from extraction.engines.rules.agreements.paid_for import paid_for, paid_for_reception
from extraction.engines.rules.agreements.parties import parties
from extraction.engines.rules.agreements.promises import own_subject, promises_in
from extraction.engines.rules.agreements.rejected_requests import rejections_in
from extraction.engines.rules.agreements.several import some_between, some_of_subject
from extraction.engines.rules.agreements.taking import kind_of_taking, number_taken
from extraction.engines.rules.agreements.who_sends import senders_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.moods import denier_of
from extraction.engines.rules.people import people_in, unnamed_in
from extraction.engines.rules.phrases import agents, subjects
from extraction.engines.rules.removals.setting import goes_on_about_removals, is_about_migration
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, list_after, named_below
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_NEAR = 6
_OBJECT = 60
"""Characters after a verb of resuming in which the removals stand that are resumed."""
_COUNTED = 40
"""Characters after a verb of taking in which its people are counted."""


@rule
def acceptances_in(analysis: Analysis, sentence: Sentence, sender: str | None) -> Iterator[Deal]:
    """Yield what states agreed or are asked to take; `sender` removes people where the sentence names nobody else."""
    if sentence.has("consent_nouns"):
        yield from terms_in(analysis, sentence, sender)
        yield from paid_for_reception(sentence)
    if not sentence.has("accept_verbs") or not (takes_people(sentence) or _takes_in(analysis, sentence)):
        return
    yield from rejections_in(analysis, sentence)
    yield from paid_for(sentence)
    yield from promises_in(sentence, sender)
    for taking in sentence.of("accept_verbs"):
        for consent in sentence.of("agree_verbs", "ask_verbs"):
            if not taking.is_verb or not consent.is_verb or not _governs(sentence, consent, taking):
                continue
            group = verb_group(sentence, consent)
            told = group.modality == "asserted" or _is_denied(sentence, consent)
            if not told or group.tense == "future" or _is_noun(sentence, consent):
                continue
            if consent.lexicon == "ask_verbs":
                yield from _requests(sentence, consent, taking, sender)
            elif _consents_to(sentence, consent) and (group.tense == "past" or _is_seen(sentence, consent)):
                yield from _consents(analysis, sentence, consent, taking, sender)
            return


def _is_denied(sentence: Sentence, consent: Cue) -> bool:
    """Say whether a clause is what somebody denies: "denied that it had agreed to take"; so is the deal then."""
    if denier_of(sentence, verb_group(sentence, consent).first) is not None:
        return True  # "denied it had agreed to take"
    clause = sentence.clause_at(consent.start)
    return clause.opener == "relative" and word_class("deniers").get(sentence.word_at(clause.first - 1)) == "denies"


def _is_seen(sentence: Sentence, consent: Cue) -> bool:
    """Say whether a state is said to be seen agreeing: "an arrangement that has seen Kosovo agreeing to take"."""
    start = sentence.tokens[sentence.index_at(consent.start) - 1].start if consent.form == "gerund" else -1
    seen = [mention for mention in sentence.countries if mention.span[0] <= start < mention.span[1]]
    return bool(seen) and sentence.word_at(sentence.index_at(seen[0].span[0]) - 1) in word_class("witnessing")


def _consents_to(sentence: Sentence, consent: Cue) -> bool:
    """Say whether a verb tells of an agreement, or an offer; a promise is one only to take deportees."""
    if consent.value == "promised":
        deported = any(cue.value in ("deported", "removal") for cue in sentence.of("people", "removal_verbs"))
        return deported or sentence.has("elsewhere")
    return consent.value in ("agreed", "proposed")


def _takes_in(analysis: Analysis, sentence: Sentence) -> bool:
    """Say whether a state takes in people who are only counted, or lets them pass, in a text on those who are moved."""
    taking = [verb for verb in sentence.of("accept_verbs") if verb.is_verb and verb.value != "resume"]
    if not taking or not sentence.has("agree_verbs", "ask_verbs", "reporting_verbs", "payment_verbs"):
        return False
    if any(_are_deported(sentence, verb) for verb in taking):
        return True
    if not (is_about_migration(analysis) or goes_on_about_removals(analysis, sentence)):
        return False
    return any(verb.value == "transit" or _is_of_counted(sentence, verb) for verb in taking)


def _are_deported(sentence: Sentence, taking: Cue) -> bool:
    """Say whether a participle before people who are taken says that they are removed: "accept deported men"."""
    removed = [verb for verb in sentence.of("removal_verbs") if 0 <= verb.start - taking.end <= _NEAR]
    return any(0 < people.start - verb.end <= 1 for verb in removed for people in sentence.of("people"))


def _is_of_counted(sentence: Sentence, verb: Cue) -> bool:
    span = (verb.end, min(verb.end + _COUNTED, sentence.span[1]))
    if sentence.words_between(*span)[:1] == ("them",):
        return True  # those of whom the text has told
    if not sentence.values_of("number", span):
        return False
    return any(group.count for group in people_in(sentence, span) or unnamed_in(sentence, span))


def _governs(sentence: Sentence, consent: Cue, taking: Cue) -> bool:
    """Say whether "to accept" depends on the verb before it, with a list of states or a date at most in between."""
    if taking.start <= consent.end or taking.start - consent.end > 150:
        return False
    if taking.value == "resume" and not _resumes_removals(sentence, taking):
        return False
    index = sentence.index_at(taking.start)
    about = (
        consent.lexicon == "ask_verbs"
        and taking.form == "gerund"
        and sentence.word_at(index - 1) in word_class("matters")
    )
    again = taking.form == "gerund" and sentence.word_at(index - 1) in word_class("starting_again")
    if sentence.word_at(index - 1) not in function_words("to") and taking.form != "base" and not (about or again):
        return False
    words = sentence.words_between(consent.end, taking.start)
    if consent.lexicon == "ask_verbs":  # no question whether they had agreed to is a request
        return not any(word_class("clause_words").get(word) == "condition" for word in words)
    return len(words) <= _NEAR


def _resumes_removals(sentence: Sentence, taking: Cue) -> bool:
    """Say whether removals themselves are taken up again, or increased: no talks about them, no work on them."""
    span = (taking.end, taking.end + _OBJECT)
    done = [cue for cue in sentence.of("flights", "removal_nouns") if span[0] <= cue.start < span[1]]
    words = sentence.words_between(taking.end, done[0].start) if done else ("about",)
    talked = sentence.has_between(taking.end, done[0].start, "talk_nouns", "instruments") if done else True
    return not talked and not any(word in word_class("matters") for word in words)


def _is_noun(sentence: Sentence, consent: Cue) -> bool:
    """Say whether what may be a verb of asking is a noun: "pressure from Washington", "the request"."""
    after = sentence.word_at(sentence.index_at(consent.end - 1) + 1)
    if consent.form in ("base", "present") and after in function_words("asker"):
        return True  # also "requests from officials to hold people"
    return consent.form == "base" and verb_group(sentence, consent).first == sentence.index_at(consent.start)


def _consents(analysis: Analysis, sentence: Sentence, consent: Cue, taking: Cue, sender: str | None) -> Iterator[Deal]:
    group = verb_group(sentence, consent)
    if is_both(sentence, group):
        yield from _of_both(analysis, sentence, consent, taking)
        return
    receivers = _paid(sentence, consent, taking) or subjects(sentence, group)
    receivers = receivers or country_meant(analysis, sentence, group)
    receivers = receivers or some_of_subject(sentence, group, taking.end)
    if taking.value == "resume" and len({receiver.code for receiver in receivers}) == 2:
        yield _of_two(sentence, consent, taking, [receiver.code for receiver in receivers])
        return
    if one := _one_of_two(sentence, receivers, taking):
        yield _of_two(sentence, consent, taking, [receiver.code for receiver in receivers]).with_taker(one, None)
        return
    receivers = [receiver for receiver in receivers if receiver.code != sender] or receivers
    others = senders_of(sentence, taking, receivers, sender)
    for receiver in receivers:
        kind = kind_of_taking(sentence, taking, receiver.code)
        deal = Deal([sentence], kind, parties(sentence, [receiver, *others[:1]]))
        deal.status = "proposed" if consent.value == "proposed" else "agreed"
        deal.hedge = hedge_of(sentence, consent.start)
        deal.told_at = consent.start
        deal.quota = number_taken(sentence, taking) if len(receivers) == 1 else None
        yield deal.with_taker(receiver.code, sender)


def _paid(sentence: Sentence, consent: Cue, taking: Cue) -> list[CountryMention]:
    """Return who is to be paid for taking people: "agreed to pay Rwanda to accept", "offered Kosovo $1m to take in"."""
    for verb in sentence.of("payment_verbs"):
        if consent.end <= verb.start and verb.end <= taking.start and verb.value == "paid" and verb.form == "base":
            return [mention for mention in list_after(sentence, verb.end, 2) if mention.span[1] <= taking.start]
    offered = actors(sentence, consent.end, taking.start) if consent.value == "proposed" else []
    words = sentence.words_between(consent.end, taking.start)
    given = any(word in word_class("given_for") for word in words)
    return offered if given or sentence.values_of("money", (consent.end, taking.start)) else []


def _one_of_two(sentence: Sentence, agreeing: list[CountryMention], taking: Cue) -> str | None:
    """Return which of two states that agree with each other is to take: "Chile and Peru agreed that Peru would"."""
    codes = {mention.code for mention in agreeing}
    takers = {mention.code for mention in own_subject(sentence, verb_group(sentence, taking))}
    return next(iter(takers)) if len(codes) == 2 and len(takers) == 1 and takers < codes else None


def _of_both(analysis: Analysis, sentence: Sentence, consent: Cue, taking: Cue) -> Iterator[Deal]:
    """Yield what "both governments agreed" to: one agreement of the two."""
    codes = both_of(analysis, sentence)
    if len(codes) == 2:
        yield _of_two(sentence, consent, taking, codes)


def _of_two(sentence: Sentence, consent: Cue, taking: Cue, codes: Sequence[str]) -> Deal:
    """Return one agreement of two states that agree with each other."""
    deal = Deal([sentence], kind_of_taking(sentence, taking, codes[0]), [Party(code) for code in codes], "agreed")
    deal.told_at = consent.start
    deal.hedge = hedge_of(sentence, consent.start)
    deal.quota = number_taken(sentence, taking)
    return deal


def _requests(sentence: Sentence, asking: Cue, taking: Cue, sender: str | None) -> Iterator[Deal]:
    group = verb_group(sentence, asking)
    asked = list_after(sentence, asking.end) if not group.passive else subjects(sentence, group)
    asked = asked or ([] if group.passive else some_between(sentence, asking.end, taking.start))
    asked = asked or named_below(sentence, group.last, sentence.index_at(taking.start))
    askers = agents(sentence, group) if group.passive else subjects(sentence, group)
    for one in asked:
        others = [asker for asker in askers if asker.code != one.code][-1:]
        deal = Deal([sentence], kind_of_taking(sentence, taking, one.code), parties(sentence, [*others, one]))
        deal.status = "agreed" if _is_granted(sentence, one, taking) else "proposed"
        deal.hedge = hedge_of(sentence, asking.start)
        deal.told_at = asking.start
        yield deal.with_taker(one.code, sender)


def _is_granted(sentence: Sentence, asked: CountryMention, taking: Cue) -> bool:
    """Say whether a further clause says that who is asked has agreed: "…, and the government agreed"."""
    for verb in sentence.of("agree_verbs"):
        group = verb_group(sentence, verb) if verb.value == "agreed" and verb.start > taking.end else None
        if group is None or group.modality != "asserted" or group.tense != "past" or group.passive:
            continue
        agreeing = {mention.code for mention in subjects(sentence, group)}
        before = sentence.word_at(group.first - 1)
        joined = word_class("clause_words").get(before) == "and"
        alike = joined or before in word_class("personal_pronouns") or before in word_class("governments")
        return agreeing == {asked.code} or (not agreeing - {asked.code} and alike)
    return False
