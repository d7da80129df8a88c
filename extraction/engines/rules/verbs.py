"""Verb groups: what tense, voice, mood and negation a verb has by the words before it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from extraction.engines.rules.auxiliaries import auxiliaries_before, french_has, has_past, is_adverb
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.moods import (
    Modality,
    among_those_who,
    as_reported,
    denier_of,
    governed,
    is_denied,
    is_denied_being,
    is_inverted,
    made_possible,
)
from extraction.engines.rules.participles import is_reduced
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue

Tense = Literal["past", "present", "future", "none"]


class VerbGroup(NamedTuple):
    """A verb with its auxiliaries: tokens `[first, last)`.

    `modality` joins what mood, negation, governor ("plans to …", "refused to …") and the clause ("if …", "until …")
    say. `is_infinitive` is true of "to deport", `governor` is then the word that governs it, or "". `tense` "none" is
    that of a bare participle ("migrants deported to …"), a gerund or an infinitive.
    """

    first: int
    last: int
    tense: Tense
    modality: Modality
    passive: bool = False
    progressive: bool = False
    is_infinitive: bool = False
    governor: str = ""

    @property
    def negated(self) -> bool:
        """Say whether the text denies it."""
        return self.modality == "negated"

    @property
    def happened(self) -> bool:
        """Say whether the text asserts that it has happened."""
        return self.modality == "asserted" and self.tense == "past"


@taken_once
def verb_group(sentence: Sentence, verb: Cue) -> VerbGroup:
    """Return the verb group of `verb`, a verb cue of `sentence`; every finder asks for the same ones."""
    index = sentence.index_at(verb.start)
    last = sentence.index_at(verb.end - 1) + 1
    kinds, negated, first = auxiliaries_before(sentence, index)
    if verb.form == "participle" and (has := french_has(sentence, verb, first)) is not None:
        kinds, first = [*kinds, "have"], has
    group = _infinitive(sentence, index, kinds, first, last) if "to" in kinds else None
    group = group or _bare_infinitive(sentence, verb, kinds, last)
    if group is None:
        group = _finite(sentence, verb, kinds, first, last)
    clause = sentence.clause_of(first)
    told = group.tense != "none" and not group.is_infinitive
    if negated or is_denied(sentence, clause) or (told and denier_of(sentence, first) is not None):
        return group._replace(modality="negated")
    if group.modality != "negated" and (clause.opener == "condition" or is_inverted(sentence, clause, first)):
        return group._replace(modality="hypothetical")
    return group


def _finite(sentence: Sentence, verb: Cue, kinds: list[str], first: int, last: int) -> VerbGroup:
    passive = bool(kinds) and kinds[0] == "be" and verb.form in ("participle", "past_or_participle")
    progressive = bool(kinds) and kinds[0] == "be" and verb.form == "gerund"
    modality: Modality = "asserted"
    tense: Tense = "present"
    if "could" in kinds or verb.form == "conditional":
        modality = "hypothetical"
    elif verb.form == "future":
        modality, tense = "planned", "future"
    elif "should" in kinds:
        modality = "recommended"
    elif "will" in kinds:
        modality, tense = "planned", "future"
    elif "have" in kinds or (kinds and has_past(sentence, first, verb)):
        tense = "past"
    elif not kinds:
        tense = _bare_tense(sentence, verb, first)
        if verb.form == "gerund":
            modality = as_reported(sentence, first) or governed(sentence, first - 1)
    if kinds and sentence.word_at(first) in function_words("having"):
        modality = governed(
            sentence, first - 1
        )  # "denied having signed", "denied being asked", "negaron haber acordado"
    if tense == "present" and (sentence.is_headline or sentence.entry is not None) and not progressive:
        tense = "past"  # "5 July. Eight men are flown to Juba"
    return VerbGroup(first, last, tense, modality, passive or is_reduced(sentence, verb, kinds, first), progressive)


def _bare_tense(sentence: Sentence, verb: Cue, first: int) -> Tense:
    if verb.form == "past":
        return "past"
    if verb.form == "past_or_participle":
        return "none" if is_reduced(sentence, verb, [], first) else "past"
    return "present" if verb.form in ("present", "base") else "none"


def _infinitive(sentence: Sentence, index: int, kinds: list[str], first: int, last: int) -> VerbGroup | None:
    position = first - 1
    while position >= 0 and is_adverb(sentence.word_at(position)):
        position -= 1
    if (counted := among_those_who(sentence, position)) is not None:
        return VerbGroup(first, last, "past", counted, "be" in kinds)
    modality = governed(sentence, position)
    governor = sentence.word_at(position) if sentence.word_at(position) in word_class("governors") else ""
    if kinds[-1] == "to" and word_class("auxiliaries").get(sentence.word_at(position)) == "be":
        modality = "planned"  # "is to be deported", "are to sign"
    elif modality == "asserted" and not governor and "be" in kinds:
        modality = made_possible(sentence, position)
    return VerbGroup(first, last, "none", modality, "be" in kinds, is_infinitive=True, governor=governor)


def _bare_infinitive(sentence: Sentence, verb: Cue, kinds: list[str], last: int) -> VerbGroup | None:
    """Return the group of a Spanish infinitive right after what governs it: "planea enviar", "se negó a recibir"."""
    index = sentence.index_at(verb.start)
    if kinds or verb.form != "base":
        return None
    position = index - 2 if sentence.word_at(index - 1) in function_words("governed") else index - 1
    if sentence.word_at(index - 1) == "'" and sentence.word_at(index - 2) == "d":
        position = index - 3  # "a refusé d'accueillir"
    if sentence.word_at(position) in word_class("weekdays"):  # "se negó el domingo a permitir"
        position -= 2 if sentence.word_at(position - 1) in word_class("determiners") else 1
    governor = sentence.word_at(position)
    if governor not in word_class("governors"):
        return None
    return VerbGroup(index, last, "none", governed(sentence, position), is_infinitive=True, governor=governor)


def phrase_modality(sentence: Sentence, cue: Cue) -> Modality:
    """Return what the words before a phrase say of it: "is not in talks", "could be short-lived", "if … in talks"."""
    index = sentence.index_at(cue.start)
    kinds, negated, first = auxiliaries_before(sentence, index)
    clause = sentence.clause_of(first)
    if negated or is_denied(sentence, clause) or is_denied_being(sentence, index):
        return "negated"
    if first < index and denier_of(sentence, first) is not None:
        return "negated"  # "denies it is in talks"
    if clause.opener == "condition" or "could" in kinds:
        return "hypothetical"
    if "to" in kinds:
        return governed(sentence, first - 1)
    return "recommended" if "should" in kinds else "planned" if "will" in kinds else "asserted"
