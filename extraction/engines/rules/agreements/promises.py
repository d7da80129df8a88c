"""What a state says that it will take: "Costa Rica said it would accept 200 deportees from the U.S."."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import parties
from extraction.engines.rules.agreements.taking import kind_of_taking, number_taken
from extraction.engines.rules.agreements.who_sends import only_state, others_named, sends
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import people_in
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_CLAUSE = 30
"""Characters after a verb of agreeing in which its clause begins."""
_STATES = NAME_FORMS | {"government", "leader", "institution", "capital"}


def promises_in(sentence: Sentence, sender: str | None) -> Iterator[Deal]:
    """Yield what a state says that it will take: "Costa Rica said it would accept 200 deportees from the U.S."."""
    if any(clause.opener == "condition" for clause in sentence.clauses):
        return
    for taking in sentence.of("accept_verbs"):
        group = verb_group(sentence, taking)
        promised = sentence.word_at(group.first) in word_class("promises") or taking.form == "future"
        due = group.is_infinitive and group.governor in word_class("scheduled") and group.modality == "planned"
        counted = any(people.count for people in people_in(sentence, (taking.end, sentence.span[1])))
        from_there = _takes_from(sentence, taking)
        counted = counted or from_there
        if taking.form not in ("base", "future") or not (promised or due) or not (counted or sentence.has("elsewhere")):
            continue
        said = [verb for verb in _sayings(sentence) if verb.is_verb and verb.end <= taking.start]
        speaking = subjects(sentence, verb_group(sentence, said[-1])) if said else []
        receivers = own_subject(sentence, group) or (only_state(speaking) if _speaks_of_itself(sentence, group) else [])
        told = bool(said) or due or (group.modality == "planned" and (sentence.has("sources") or from_there))
        if told and len(receivers) == 1 and group.modality in ("planned", "hypothetical"):
            others = [m for m in others_named(sentence, taking, receivers) if sends(sentence, m)]
            kind = kind_of_taking(sentence, taking, receivers[0].code)
            deal = Deal([sentence], kind, parties(sentence, [receivers[0], *others[:1]]), "agreed")
            deal.quota = number_taken(sentence, taking)
            deal.told_at = said[-1].start if said else taking.start
            yield deal.with_taker(receivers[0].code, sender)
            return


def _takes_from(sentence: Sentence, taking: Cue) -> bool:
    """Say whether those who are taken are a named state's deportees: "will receive migrants deported from the U.S."."""
    for verb in sentence.of("removal_verbs"):
        group = verb_group(sentence, verb) if verb.value == "removal" and verb.start > taking.end else None
        if group is not None and group.passive and sentence.has_between(taking.end, verb.start, "people"):
            after = sentence.index_at(verb.end - 1) + 1
            source = any(sentence.word_at(after) in word_class(name) for name in ("origin_words", "agent_words"))
            return source and bool(list_after(sentence, sentence.tokens[after].end, 2))
    return False


def _sayings(sentence: Sentence) -> list[Cue]:
    """Return the verbs of saying and announcing."""
    announced = [verb for verb in sentence.of("agreement_verbs") if verb.value == "announced"]
    agreed = [verb for verb in sentence.of("agree_verbs") if verb.value == "agreed" and _governs_clause(sentence, verb)]
    return sorted([*sentence.of("reporting_verbs"), *announced, *agreed])


def _governs_clause(sentence: Sentence, verb: Cue) -> bool:
    """Say whether what is agreed stands in a clause: "both had agreed in July that Togo would host up to 100"."""
    words = sentence.words_between(verb.end, verb.end + _CLAUSE)
    if not verb.is_verb or not any(word in function_words("that") for word in words[:4]):
        return False
    group = verb_group(sentence, verb)
    return group.happened and len({mention.code for mention in subjects(sentence, group)}) != 2


def own_subject(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the state right before a verb: "said that Costa Rica would accept"."""
    start = sentence.tokens[group.first].start
    return [m for m in subjects(sentence, group) if m.form in _STATES and 0 <= start - m.span[1] <= 1]


def _speaks_of_itself(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether the verb's subject is "it", "we", "his country": the state of who says so."""
    end = sentence.tokens[group.first - 1].end if group.first else -1
    before = sentence.word_at(group.first - 1)  # Spanish needs no pronoun: "anunció que recibirá"
    pronoun = before in word_class("personal_pronouns") or before == "que"
    return pronoun or any(cue.end == end and cue.value == "country" for cue in sentence.of("references"))
