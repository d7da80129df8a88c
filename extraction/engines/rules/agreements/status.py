"""What a sentence says became of an instrument: by the verb that has it as object or subject, or by an adjective."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.engines.rules.agreements.arguments import (
    FURTHEST_RELATIVE,
    FURTHEST_SUBJECT,
    is_object_of,
    is_reduced_relative,
    is_relative_object,
    is_subject_of,
    people_follow,
)
from extraction.engines.rules.agreements.deal import ENDED
from extraction.engines.rules.agreements.existing import is_described, is_had
from extraction.engines.rules.agreements.placed import placed_in
from extraction.engines.rules.agreements.presupposed import is_presupposed
from extraction.engines.rules.agreements.verb_status import THERE, by_nobody, status_of_verb
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.phrases import agents, antecedent_before, subjects, subjects_before
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.engines.rules.verbs import phrase_modality, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_QUOTES = frozenset('"“‘«')
"""Marks before an instrument that is called by its title."""
_SIDES = 12
"""Words after an instrument in which its sides stand, before a clause that is about it."""


@dataclass(frozen=True)
class Told:
    """A status that a sentence tells of an instrument, and the cue that tells it."""

    status: str
    modality: str
    cue: Cue
    is_object: bool


@taken_once
def told_of(sentence: Sentence, instrument: Cue) -> Told | None:
    """Return what the nearest fitting verb or adjective says of `instrument`, None where nothing does."""
    found = [*_verbs(sentence, instrument), *_adjectives(sentence, instrument), *_nearness(sentence, instrument)]
    found += [Told(status, "asserted", verb, is_object=True) for status, verb in placed_in(sentence, instrument)]
    found = found or [*_apposed(sentence, instrument)]
    found = found or [*_signed_by_noun(sentence, instrument)]
    if not found and is_had(sentence, instrument):
        found = [Told("in_force", "asserted", instrument, is_object=True)]
    if not found and (is_described(sentence, instrument) or is_presupposed(sentence, instrument)):
        found = [Told("agreed", "asserted", instrument, is_object=True)]
    return min(found, key=lambda told: (not _outweighs(sentence, told), _distance(told.cue, instrument)), default=None)


def _outweighs(sentence: Sentence, told: Told) -> bool:
    """Say whether it is told to have ended, or be in review or change: that outweighs how it began, where both are."""
    if told.modality != "asserted":
        return False
    after = sentence.word_at(sentence.index_at(told.cue.end - 1) + 1)
    changing = told.status == "negotiating" and after in word_class("changes")
    return changing or told.status in ENDED or told.cue.lexicon == "placing_verbs"


def _distance(cue: Cue, instrument: Cue) -> int:
    return cue.start - instrument.end if cue.start >= instrument.end else instrument.start - cue.end


def _verbs(sentence: Sentence, instrument: Cue) -> Iterator[Told]:
    for verb in sentence.of("agreement_verbs"):
        if not verb.is_verb or (verb.start < instrument.end and instrument.start < verb.end):
            continue
        led = sentence.word_at(sentence.index_at(verb.start) - 1)
        if led in word_class("under") or (led == "the" and verb.form == "base"):
            continue  # "under review", "by the end of June"
        if verb.form == "gerund" and led in word_class("none"):
            continue  # "there is no ending deadline in the deal"
        group = verb_group(sentence, verb)
        before = verb.start < instrument.start
        relative = not before and (
            is_relative_object(sentence, group, instrument) or is_reduced_relative(sentence, group, instrument)
        )
        fits = is_object_of(sentence, verb, instrument) if before else is_subject_of(sentence, group, verb, instrument)
        if not fits and not relative:
            continue
        if relative and sentence.word_at(sentence.index_at(verb.end - 1) + 1) == "to":
            continue  # "the agreement, which both declined to comment on"
        status = status_of_verb(sentence, verb, group)
        if status and _is_none(sentence, instrument):
            status = (status[0], "negated") if status[0] in THERE else None
        if status:
            yield Told(by_nobody(sentence, group, status[0]), status[1], verb, before or relative)


def _is_none(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether there is no such instrument: "no agreement has been signed"."""
    index = sentence.index_at(instrument.start)
    return any(sentence.word_at(position) in word_class("none") for position in range(max(index - 3, 0), index))


def doers_of(sentence: Sentence, told: Told) -> list[CountryMention]:
    """Return the states that do what is told: the subject, or the agent of a passive."""
    if not told.cue.is_verb:
        return subjects_before(sentence, told.cue.start) or antecedent_before(sentence, told.cue.start)
    group = verb_group(sentence, told.cue)
    done_by = group.passive or _is_apposed(sentence, told)
    return agents(sentence, group) if done_by else subjects(sentence, group)


def _is_apposed(sentence: Sentence, told: Told) -> bool:
    """Say whether it is told by a participle after a comma and before its doer: "the deal, signed by Australia"."""
    index = sentence.index_at(told.cue.start)
    bare = not told.is_object and sentence.word_at(index - 1) == ","
    return bare and sentence.word_at(sentence.index_at(told.cue.end - 1) + 1) in word_class("agent_words")


def _apposed(sentence: Sentence, instrument: Cue) -> Iterator[Told]:
    """Yield what a participle after a comma, or after the other side, says: "a deal with Peru signed in May"."""
    for verb in sentence.of("agreement_verbs"):
        words = sentence.words_between(instrument.end, verb.start)
        bare = verb.form in ("participle", "past_or_participle") and verb.start >= instrument.end
        closed = words[-1:] == (",",) and "," not in words[:-1]
        company = words[:1] and words[0] in word_class("with") and "," not in words
        sided = words[:1] and words[0] in word_class("between") and len(words) <= _SIDES
        plain = (closed or company) and (len(words) <= FURTHEST_RELATIVE or sided)
        after = sentence.word_at(sentence.index_at(verb.end - 1) + 1)
        if bare and plain and after in word_class("prepositions") and verb.value in THERE | {"announced"}:
            yield Told(verb.value, "asserted", verb, is_object=False)


def _signed_by_noun(sentence: Sentence, instrument: Cue) -> Iterator[Told]:
    """Yield that it was signed, or ended, where a noun says so: "after the signing of a pact", "con la firma de un"."""
    index = sentence.index_at(instrument.start) - 1
    while sentence.word_at(index) in word_class("determiners") or sentence.word_at(index) in _QUOTES:
        index -= 1
    index -= sentence.word_at(index) == "'" and sentence.word_at(index - 1) == "d"  # "la signature d'un accord"
    if sentence.word_at(index) not in function_words("of") or sentence.word_at(index - 1) not in word_class("signing"):
        return
    status = word_class("signing")[sentence.word_at(index - 1)]
    index -= 2
    dates = sentence.values_of("date")
    while sentence.word_at(index) in word_class("determiners") or (index > 0 and _is_dated(sentence, index, dates)):
        index -= 1
    if (
        sentence.word_at(index) in word_class("having_done")
        and sentence.clause_at(instrument.start).opener != "condition"
    ):
        yield Told(status, "asserted", instrument, is_object=True)


def _is_dated(sentence: Sentence, index: int, dates: Sequence[Value]) -> bool:
    """Say whether the word at `index` is of a date: "autorizó el 23 de diciembre la ratificación del acuerdo"."""
    start = sentence.tokens[index].start
    return sentence.word_at(index) in word_class("date_words") or any(
        date.span[0] <= start < date.span[1] for date in dates
    )


def _closes_apposition(words: Sequence[str]) -> bool:
    """Say whether only its sides stand between an instrument and a comma: "the pact of A with B, in force since"."""
    sided = words[:1] and (words[0] in word_class("between") or words[0] in word_class("with"))
    return words[-1:] == (",",) and "," not in words[:-1] and (len(words) == 1 or bool(sided))


def _nearness(sentence: Sentence, instrument: Cue) -> Iterator[Told]:
    """Yield that it is negotiated where somebody is "close to such a deal"."""
    for cue in sentence.of("close_to"):
        words = sentence.words_between(cue.end, instrument.start)
        near = cue.end <= instrument.start and all(word in word_class("determiners") for word in words)
        if near and phrase_modality(sentence, cue) == "asserted":
            yield Told("negotiating", "asserted", cue, is_object=True)


def _adjectives(sentence: Sentence, instrument: Cue) -> Iterator[Told]:
    """Yield what "is dead", "was short-lived", "is on hold" say of the instrument before them, or "defunct" of it."""
    for cue in sentence.of("endings"):
        index = sentence.index_at(cue.start)
        words = sentence.words_between(instrument.end, cue.start)
        after = cue.start >= instrument.end and len(words) <= FURTHEST_SUBJECT
        predicative = after and any(word in word_class("auxiliaries") for word in words[-4:])
        if predicative and cue.lemma in word_class("prepositions"):  # "agreed to cooperate over migration"
            predicative = any(word_class("auxiliaries").get(word) == "be" for word in words[-4:])
        attributive = cue.end <= instrument.start and _is_attribute(sentence.words_between(cue.end, instrument.start))
        attributive = attributive and cue.lemma not in word_class("prepositions")  # "opposition over the plan"
        predicative = predicative or (after and _closes_apposition(words))
        predicative = predicative and not _opens_phrase(sentence, cue)
        if not predicative and not (attributive and cue.value in ENDED and index >= 0):
            continue
        if people_follow(sentence, cue.end):
            continue  # "send back failed asylum seekers"
        if predicative and cue.value == "under_review" and "had" in words[-4:]:
            continue  # "which had been under review": it no longer is
        modality = phrase_modality(sentence, cue) if predicative else "asserted"
        if modality == "asserted" or (modality == "negated" and cue.value in ENDED):
            yield Told(cue.value, modality, cue, is_object=False)


def _is_attribute(words: Sequence[str]) -> bool:
    """Say whether an adjective stands before a noun with these words between: no article, "over a similar deal"."""
    return len(words) <= 2 and not any(word in word_class("determiners") for word in words)


def _opens_phrase(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a word for an end is a preposition here: "the deal is over two years old"."""
    after = sentence.word_at(sentence.index_at(cue.end - 1) + 1)
    governed = after in word_class("determiners") or after in word_class("number_words") or after[:1].isdigit()
    return governed and cue.lemma in word_class("prepositions")
