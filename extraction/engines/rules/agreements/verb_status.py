"""What a verb says of the instrument that is its object or subject: by its tense, its mood and who does it."""

from __future__ import annotations

from extraction.engines.rules.agreements.deal import ENDED
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.phrases import agents
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import VerbGroup, phrase_modality
from extraction.engines.rules.vocabulary import Cue

THERE = frozenset({"signed", "agreed", "in_force"})
"""Statuses of what is there: a text that denies one of them answers what a reader would ask."""
_WISHED_FOR = frozenset({"signed", "agreed", "negotiating"})
"""What a state wishes to do of an instrument that it proposes to another."""
_NEAR = 40
"""Characters after a passive verb in which its agent stands."""
_OFFICE = 6
"""Words after "by" in which the office of who did it stands."""


def status_of_verb(sentence: Sentence, verb: Cue, group: VerbGroup) -> tuple[str, str] | None:
    """Return the status and modality that a verb gives its instrument; None for what only could or will not be."""
    return _about_to(sentence, verb, group) or _told(sentence, verb, group)


def _about_to(sentence: Sentence, verb: Cue, group: VerbGroup) -> tuple[str, str] | None:
    """Return "negotiating" for what is close to being made: "is close to finalizing such a deal"."""
    start = sentence.tokens[group.first].start
    for cue in sentence.of("close_to"):
        if 0 <= start - cue.end <= 30 or cue.start <= start < cue.end:
            modality = phrase_modality(sentence, cue)
            return ("negotiating", modality) if modality == "asserted" and _makes(verb) else None
    return None


def _makes(verb: Cue) -> bool:
    return verb.value in ("agreed", "signed", "negotiating", "announced")


def _told(sentence: Sentence, verb: Cue, group: VerbGroup) -> tuple[str, str] | None:
    """Return status and modality; None for what only could, should or will not be."""
    opener = sentence.clause_at(verb.start).opener
    if group.governor in word_class("refusers") and verb.value in THERE:
        return "rejected", "asserted"
    if (aimed := _aimed_at(group, verb)) is not None:
        return aimed, "asserted"
    if group.negated:
        tells = verb.value in ENDED | THERE and group.tense != "future" and group.governor not in word_class("trying")
        return (verb.value, "negated") if tells else None  # "has not tried to conclude one" denies none
    if group.modality == "planned":
        return (verb.value, "planned") if verb.value in ("signed", "announced", "in_force") else None
    if group.modality == "asserted" and group.governor in word_class("agreeing") and verb.value in ("agreed", "signed"):
        return "agreed", "asserted"  # "have agreed to extend the treaty"
    if group.modality != "asserted" or group.is_infinitive:
        return None
    if verb.form == "gerund" and _is_worked_on(sentence, group) and _makes(verb):
        return "negotiating", "asserted"
    value = "negotiating" if group.progressive and verb.value == "agreed" else verb.value  # "is finalising a deal"
    if value in ("negotiating", "under_review"):
        return value, "asserted"
    if verb.value == "in_force" and group.tense == "present" and opener in ("time", "condition"):
        return None  # "once it enters into force"
    present = verb.value == "in_force" or group.progressive
    return (verb.value, "asserted") if group.tense in ("past", "none") or present else None


def _is_worked_on(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether a gerund is of what is still to be done: "is focusing on reaching a deal"."""
    return sentence.word_at(group.first - 1) == "on" and sentence.word_at(group.first - 2) in word_class("working_on")


def _aimed_at(group: VerbGroup, verb: Cue) -> str | None:
    """Return the status of what is only intended: "plans to suspend the deal", "wants to sign one with Chad"."""
    intended = group.modality == "planned" and group.governor in word_class("intends")
    considered = group.modality == "hypothetical" and group.governor in word_class("considers")
    if (intended or considered) and verb.value in ENDED:
        return "under_review"
    if group.modality == "planned" and group.governor in word_class("deciding") and verb.value in ENDED:
        return verb.value
    if intended and group.is_infinitive and verb.value == "negotiating":
        return "proposed"  # "announced plans to negotiate an agreement with Chad"
    if group.is_infinitive and group.governor in word_class("trying") and _makes(verb) and not group.negated:
        return "negotiating"  # "has been trying to conclude a deal with Chad"
    wished = group.is_infinitive and group.governor in word_class("wishing") and not group.negated
    return "proposed" if wished and verb.value in _WISHED_FOR else None


def by_nobody(sentence: Sentence, group: VerbGroup, status: str) -> str:
    """Return `status`; what is ended by nobody who is named ("was scrapped") has just ended."""
    if status == "terminated" and _is_adjective(sentence, group):
        return "ended_unspecified"  # "a cancelled agreement"
    if status != "terminated" or not group.passive:
        return status
    if _by_court(sentence, sentence.tokens[group.last - 1].end):
        return "struck_down"
    return status if agents(sentence, group) or _by_official(sentence, group) else "ended_unspecified"


def _by_official(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether somebody in an office is said to have done it: "by Antony Blinken, then secretary of state"."""
    clause = sentence.clause_at(sentence.tokens[group.first].start)
    by = next((index for index in range(group.last, clause.last) if sentence.word_at(index) == "by"), None)
    for office in sentence.of("offices") if by is not None else ():
        words = sentence.words_between(sentence.tokens[by].end, office.start) if by is not None else ()
        after = by is not None and office.start > sentence.tokens[by].start and len(words) <= _OFFICE
        if after and all(word[0].isalpha() or word in (",", "-") for word in words):
            return not any(word in word_class("clause_words") for word in words)
    return False


def _is_adjective(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether a participle stands between an article and its noun."""
    return group.last - group.first == 1 and sentence.word_at(group.first - 1) in word_class("determiners")


def _by_court(sentence: Sentence, end: int) -> bool:
    """Say whether the agent right after a passive verb is a court: "by the Supreme Court", no "by X after a court"."""
    for court in sentence.of("courts"):
        words = sentence.words_between(end, court.start) if 0 <= court.start - end <= _NEAR else ()
        if "by" in words or "por" in words:
            return not any(word in word_class("clause_words") for word in words)
    return False
