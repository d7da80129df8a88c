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
from extraction.engines.rules.agreements.parties import owners
from extraction.engines.rules.agreements.placed import placed_in
from extraction.engines.rules.agreements.presupposed import is_presupposed
from extraction.engines.rules.agreements.verb_status import THERE, by_nobody, status_of_verb
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.phrases import agents, antecedent_before, subjects, subjects_before
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import LEXICON
from extraction.engines.rules.values import Value
from extraction.engines.rules.verbs import phrase_modality, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_QUOTES = frozenset('"“‘«')
"""Marks before an instrument that is called by its title."""
_SIDES = 12
"""Words after an instrument in which its sides stand, before a clause that is about it."""
_MATTER = 60
"""Characters after "to" in which it is said that an instrument is for moving people."""
_TO = frozenset({"to", "para", "pour"})
_OPENING = 3
"""Words from the head of a sentence to an instrument that what it tells comes after."""
_WISHED = 4
"""Words before an instrument in which it is said to be only wished for."""
_THERE = 4
"""Words before an instrument in which it is said to be there: "there are three confirmed"."""
_ADJECTIVES = 5
"""Words from an article to the last adjective before an instrument."""
_OWN = 6
"""Words from a verb of having to an instrument that is had in place."""
_WHOSE = 2
"""Words from "which" to a verb of having that has it as subject."""
_IS = frozenset({"is", "are"})


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
    found = found or [*_had(sentence, instrument), *_described(sentence, instrument)]
    if not found and is_presupposed(sentence, instrument):
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
    if sentence.word_at(index) not in ("of", "de", "del", "du", "d") or sentence.word_at(index - 1) not in word_class(
        "signing"
    ):
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


def _had(sentence: Sentence, instrument: Cue) -> Iterator[Told]:
    """Yield that it is in force where a state has it with another, or there is one, and not merely "existing" ones."""
    words = word_class("having")
    first = sentence.index_at(instrument.start) - 1
    if sentence.word_at(first - 1) in word_class("similar"):
        first -= 1  # "has a similar standing agreement"
    while sentence.word_at(first) in word_class("determiners") or sentence.word_at(first) in word_class("similar"):
        first -= 1
    if sentence.word_at(first) not in words and sentence.word_at(first) != "had":
        first = _having_one(sentence, first)
    if sentence.word_at(first) == "had":
        first -= 1  # "has had an agreement with Peru since 2010"; who "had" one may have it no more
    after = _after_people(sentence, sentence.index_at(instrument.end - 1) + 1)
    places = word_class("similar").keys() | word_class("with").keys()
    several = len({mention.code for mention in subjects_before(sentence, instrument.start)}) > 1
    there = _there_is(sentence, first)
    sided = sentence.word_at(after) in places or (there and sentence.word_at(after) in word_class("between"))
    if not (sentence.word_at(first) in words or there) or not (several or sided):
        if _is_in_place(sentence, instrument):
            yield Told("in_force", "asserted", instrument, is_object=True)
        return
    clause = sentence.clause_at(instrument.start)
    whose = clause.opener == "relative" and 0 < first - clause.first <= _WHOSE  # "Britain, which has a deal with"
    if phrase_modality(sentence, instrument) == "asserted" and (whose or not clause.opener):
        yield Told("in_force", "asserted", instrument, is_object=True)


def _is_in_place(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether it is had "in place": "Australia and Nauru have, in fact, had a memorandum on transfers in place"."""
    if " in place" not in sentence.text:
        return False
    index = sentence.index_at(instrument.start)
    had = any(sentence.word_at(place) in ("have", "has", "had") for place in range(max(index - _OWN, 0), index))
    words = sentence.words_between(instrument.end, sentence.span[1])
    places = [place for place, word in enumerate(words) if word == "place" and words[place - 1 : place] == ("in",)]
    plain = bool(places) and not any(word in word_class("auxiliaries") for word in words[: places[0]] if word != "to")
    return had and plain and phrase_modality(sentence, instrument) == "asserted"


def _having_one(sentence: Sentence, first: int) -> int:
    """Return the token before an article with adjectives after it that ends at `first`, else `first`.

    "Has a long-standing, secret agreement with": what is had is one, whatever it is called beside.
    """
    for place in range(first, max(first - _ADJECTIVES, 0), -1):
        word = sentence.word_at(place)
        if word in word_class("single"):
            return place - 1
        if not word[:1].isalpha() or word in word_class("prepositions") or word in word_class("auxiliaries"):
            return first
    return first


def _after_people(sentence: Sentence, index: int) -> int:
    """Return the token after the people whom an instrument is on, else `index`: "acuerdos sobre migrantes con"."""
    start = sentence.tokens[index + 1].start if index + 1 < len(sentence.tokens) else -1
    ends = (cue.end for cue in sentence.of("people") if cue.start == start)
    end = next(ends, None) if sentence.word_at(index) in word_class("prepositions") else None
    return sentence.index_at(end - 1) + 1 if end is not None else index


def _there_is(sentence: Sentence, index: int) -> bool:
    """Say whether the words that end at token `index` say that something is there: "there are three confirmed"."""
    for place in range(index, max(index - _THERE, 0), -1):
        word = sentence.word_at(place)
        if word in _IS:
            return sentence.word_at(place - 1) == "there"
        if word in word_class("prepositions") or word in word_class("none"):
            return False  # "there are rumours of"
    return False


def _described(sentence: Sentence, instrument: Cue) -> Iterator[Told]:
    """Yield that there is one of which it is said what it provides: "the pact between A and B, which allows"."""
    first, last = sentence.index_at(instrument.start), sentence.index_at(instrument.end - 1)
    sided = sentence.word_at(last + 1) in word_class("between")
    before = [sentence.word_at(place) for place in range(max(first - 5, 0), first)]
    if sided and any(word in word_class("under") or word in word_class("after") for word in before):
        yield Told("agreed", "asserted", instrument, is_object=True)  # "as part of a deal between A and B"
    elif _opens_after(sentence, first) and sentence.word_at(last + 1) in word_class("with"):
        yield Told("agreed", "asserted", instrument, is_object=True)  # "After the deal with Chad, Italy is turning to"
    if any(sentence.word_at(place) in word_class("single") for place in range(max(first - 4, 0), first)):
        return
    owned = {mention.code for mention in owners(sentence, instrument)}
    sided = sided or len(owned) > 1
    whose = owned or any(sentence.word_at(place) in word_class("own") for place in range(max(first - 3, 0), first))
    beside = sided or (whose and sentence.word_at(last + 1) in word_class("with"))
    if beside and _is_for_moving(sentence, last + 1) and not _is_wished_for(sentence, first):
        yield Told("agreed", "asserted", instrument, is_object=True)
        return
    for place in range(last + 1, min(last + _SIDES, len(sentence.tokens))):
        if word_class("clause_words").get(sentence.word_at(place)) == "relative":
            if sentence.word_at(place + 1) in word_class("providing"):
                yield Told("agreed", "asserted", instrument, is_object=True)
            return
        if sided and sentence.word_at(place) in word_class("providing"):
            yield Told("agreed", "asserted", instrument, is_object=True)
            return


def _opens_after(sentence: Sentence, first: int) -> bool:
    """Say whether a sentence begins with "After the", "Following its", and the noun at token `first`."""
    words = [sentence.word_at(place) for place in range(first) if sentence.word_at(place)[:1].isalnum()]
    led = words[:1] and words[0] in word_class("after")
    return bool(led) and 1 < len(words) <= _OPENING and all(w in word_class("determiners") for w in words[1:2])


def _is_for_moving(sentence: Sentence, start: int) -> bool:
    """Say whether an instrument says what it is for: "Italy's deal with Albania to process asylum seekers"."""
    for place in range(start, min(start + _SIDES, len(sentence.tokens))):
        word = sentence.word_at(place)
        if word in _TO:
            end = sentence.tokens[place].end
            return sentence.has_between(end, end + _MATTER, "people", LEXICON)
        if not word[:1].isalnum() or (word in word_class("clause_words") and word != "and"):
            return False
    return False


def _is_wished_for(sentence: Sentence, first: int) -> bool:
    """Say whether an instrument is one that is not there: "talks on the deal", "calls for an agreement"."""
    words = [sentence.word_at(place) for place in range(max(first - _WISHED, 0), first)]
    return any(word in word_class("wished_for") for word in words)


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
