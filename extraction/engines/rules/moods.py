"""What the words around a verb make of it: what governs it, who denies it, what it is only a part of."""

from __future__ import annotations

from typing import Literal

from extraction.engines.rules.auxiliaries import auxiliaries_before, says_when
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Clause, Sentence

Modality = Literal["asserted", "planned", "hypothetical", "negated", "recommended"]
_OBJECT = 10
"""Words of an object that is made to be something: "enabling four times as many Vietnamese nationals to be"."""
_HEARD = 3
"""Words from a verb of denying to the noun of what it denies: "rejected all the claims"."""
_RANKED = 5
"""Words from "third" to the end of its noun: "the third West African country to agree"."""
_SUBJECT = 10
"""Words of a subject between a verb of denying, or an auxiliary that is put first, and the verb of the clause."""
_NEGATED = 3
"""Words from "no" or "not" to what it denies."""
_DENIED = 6
"""Words from a denial to what is denied to be."""


def governed(sentence: Sentence, position: int) -> Modality:
    """Return what the word at `position` makes of the infinitive or gerund after it."""
    word = sentence.word_at(position)
    value = word_class("governors").get(word)
    if word in word_class("negations"):
        return "negated"
    if value is None:
        return "asserted"
    kinds, negated, _ = auxiliaries_before(sentence, position)
    if negated:
        return "negated"
    if value == "asserted":
        return "hypothetical" if "could" in kinds else "planned" if "will" in kinds else "asserted"
    return value  # type: ignore[return-value]


def made_possible(sentence: Sentence, position: int) -> Modality:
    """Return what a verb before an object makes of what is done to that: "enabling 400 people to be returned"."""
    for place in range(position, max(position - _OBJECT, -1), -1):
        word = sentence.word_at(place)
        if word_class("governors").get(word) == "hypothetical":
            return "hypothetical"
        if not word[0].isalnum():
            break
    return "asserted"


def as_reported(sentence: Sentence, first: int) -> Modality | None:
    """Return what a noun before "of" makes of a gerund: "the possibility of signing", "rejected claims of signing"."""
    if sentence.word_at(first - 1) not in word_class("prepositions"):
        return None
    noun = sentence.word_at(first - 2)
    if word_class("hearsay").get(noun) == "hearsay":
        before = (sentence.word_at(place) for place in range(first - 2 - _HEARD, first - 2))
        return "negated" if any(word in word_class("deniers") for word in before) else "hypothetical"
    return "hypothetical" if noun in word_class("prospects") else None


def among_those_who(sentence: Sentence, position: int) -> Modality | None:
    """Return what is said of an infinitive after a noun of those who did it: "became the third state to agree".

    None is returned of any other; whoever "could become the first to" has done nothing yet.
    """
    noun = sentence.word_at(position)
    if noun not in word_class("state_nouns") and noun not in word_class("ranks"):
        return None
    for place in range(position, max(position - _RANKED, 0), -1):
        if sentence.word_at(place) in word_class("ranks"):
            verb = place - 1
            while verb > 0 and sentence.word_at(verb) in word_class("determiners"):
                verb -= 1
            kinds, negated, _ = auxiliaries_before(sentence, verb)
            if sentence.word_at(verb) not in word_class("becoming") or kinds[:1] == ["to"]:
                return None
            if negated:
                return "negated"
            return "hypothetical" if "could" in kinds else "planned" if "will" in kinds else "asserted"
        if not sentence.word_at(place)[:1].isalnum():
            return None
    return None


def is_inverted(sentence: Sentence, clause: Clause, first: int) -> bool:
    """Say whether an auxiliary before its subject makes a condition, or a question, of a clause: "Had Chad agreed"."""
    between = range(clause.first + 1, first)
    opens = 0 < len(between) <= _SUBJECT and sentence.word_at(clause.first) in function_words("inverted")
    return opens and all(sentence.word_at(place)[0].isalnum() for place in between)


def is_negated(sentence: Sentence, index: int) -> bool:
    """Say whether "no" or "not" stands right before a token: "no clear evidence", "has not denied", "is not false"."""
    words = [sentence.word_at(place) for place in range(max(index - _NEGATED, 0), index)]
    return any(word in word_class("negations") or word in word_class("none") for word in words)


def is_denied(sentence: Sentence, clause: Clause) -> bool:
    """Say whether a clause is one that somebody denies: "denied that it had signed", "denied reports that"."""
    if clause.opener != "relative":
        return False
    position = clause.first - 1
    while position > 0 and (sentence.word_at(position) in word_class("hearsay") or says_when(sentence, position)):
        position -= 1
    return sentence.word_at(position) in word_class("deniers")


def denier_of(sentence: Sentence, first: int) -> int | None:
    """Return the token of the verb of denying right before a clause that no word opens: "denied it had signed".

    The clause's verb begins at token `first`. Before it stands its subject, a pronoun or a noun, and before that at
    most what is denied ("rejected claims it had signed") and when; "denied a request it had received" denies that.
    """
    for place in range(first - 1, max(first - 1 - _SUBJECT, -1), -1):
        word = sentence.word_at(place)
        if word_class("deniers").get(word) == "denies":
            opens = place + 1 < first and not is_negated(sentence, place) and _opens_clause(sentence, place, first)
            return place if opens else None
        if not word[0].isalnum() or word in word_class("clause_words") or word in word_class("auxiliaries"):
            return None
    return None


def _opens_clause(sentence: Sentence, denier: int, first: int) -> bool:
    """Say whether the words from a verb of denying to the verb at `first` are a subject, and not what is denied."""
    words = [sentence.word_at(place) for place in range(denier + 1, first)]
    heard = any(word_class("hearsay").get(word) == "hearsay" for word in words)
    if words[-1] in word_class("personal_pronouns"):
        others = (place for place in range(denier + 1, first - 1) if not says_when(sentence, place))
        return all(sentence.word_at(place) in word_class("hearsay") for place in others)
    finite = sentence.word_at(first) in word_class("auxiliaries")
    return finite and (heard or sentence.word_at(denier) in word_class("denying_clauses"))


def is_denied_being(sentence: Sentence, index: int) -> bool:
    """Say whether a phrase at token `index` is what somebody denies to be: "a nié en janvier être en discussion"."""
    if sentence.word_at(index - 1) not in word_class("to_be"):
        return False
    before = (sentence.word_at(place) for place in range(max(index - _DENIED, 0), index - 1))
    return any(word in word_class("deniers") for word in before)
