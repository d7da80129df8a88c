"""Who does what to whom: the states that are subjects and agents of verbs, and who "we" is."""

from __future__ import annotations

from collections.abc import Sequence

from core.document import Span
from extraction.engines.rules.auxiliaries import auxiliaries_before, is_adverb
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Clause, Sentence
from extraction.engines.rules.state_mentions import (
    actors,
    coordinated,
    is_oblique,
    is_office,
    list_after,
    named_below,
    office_follows,
)
from extraction.engines.rules.verbs import VerbGroup
from extraction.lexicons.countries import CountryMention

_AMONG = 9
"""Words from "among" to the clause on those that it is one of: "among a growing number of African nations that"."""
_SAID = 3
"""Words of a date between a verb of saying and what is said."""


def subjects(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the states that are the subject of a verb, as far as the words before it tell; empty if none."""
    if sentence.speaker is not None and is_first_person(sentence, group.first):
        return [sentence.speaker]
    verb_start = sentence.tokens[group.first].start
    clause = sentence.clause_at(verb_start)
    start = sentence.tokens[clause.first].start
    found = _candidates(sentence, (start, verb_start))
    if found:
        return found
    if clause.opener == "relative" and not _has_pronoun(sentence, clause, group):
        found = _antecedent(sentence, clause) or _one_of_those(sentence, clause, group)
        found = found or _speaker_left_unsaid(sentence, clause, group)
        return found or named_below(sentence, max(clause.first - 1, 0), group.first)
    if group.tense == "none" or _follows_opener(sentence, clause, group):
        found = _candidates(sentence, (sentence.span[0], verb_start), first=True)
    return found or _topic(sentence, group) or named_below(sentence, max(clause.first - 1, 0), group.first)


def is_first_person(sentence: Sentence, index: int) -> bool:
    """Say whether "we" or "I" stands right before the token at `index`, an adverb between them at most."""
    before = index - 1
    if sentence.word_at(before) in word_class("adverbs"):
        before -= 1
    return sentence.word_at(before) in word_class("first_person")


def _topic(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the state that a list's entry is about, where a verb opens the sentence: "Palau. Signed a memorandum"."""
    opens = not group.is_infinitive and not any(token.word[0].isalnum() for token in sentence.tokens[: group.first])
    return [sentence.topic] if sentence.topic is not None and opens and group.tense != "none" else []


def subjects_before(sentence: Sentence, offset: int) -> list[CountryMention]:
    """Return the states that are the subject of a phrase at `offset`: "Honduras is nearing such a deal"."""
    return _candidates(sentence, (sentence.clause_span(offset)[0], offset))


def antecedent_before(sentence: Sentence, offset: int) -> list[CountryMention]:
    """Return the state that a relative clause at `offset` is about: "Britain, which has a deal with Rwanda"."""
    clause = sentence.clause_at(offset)
    return _antecedent(sentence, clause) if clause.opener == "relative" else []


def _candidates(sentence: Sentence, span: Span, *, first: bool = False) -> list[CountryMention]:
    found = [mention for mention in actors(sentence, *span) if not is_oblique(sentence, mention)]
    found = [mention for mention in found if not is_possessor(sentence, mention)]
    if not found:
        return []
    return coordinated(sentence, found, 0 if first else len(found) - 1)


def is_possessor(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a mention only says whose something is: "Trump's first term"; "Mexico's president" speaks for it."""
    if sentence.word_at(sentence.index_at(mention.span[1] - 1) + 1) not in ("'s", "'"):
        return False
    return not office_follows(sentence, CountryMention((mention.span[0], mention.span[1] + 2), mention.code, "demonym"))


def _speaker_left_unsaid(sentence: Sentence, clause: Clause, group: VerbGroup) -> list[CountryMention]:
    """Return who says what it did itself, where Spanish leaves the subject unsaid: "Perú dijo que acordó recibir"."""
    if sentence.word_at(clause.first) != "que" or group.first != clause.first + 1 or group.passive:
        return []
    start = sentence.tokens[clause.first].start
    for verb in sentence.of("reporting_verbs", "agreement_verbs"):
        near = verb.is_verb and verb.end <= start and len(sentence.words_between(verb.end, start)) <= _SAID
        if near and verb.form == "past" and (verb.lexicon == "reporting_verbs" or verb.value == "announced"):
            return _candidates(sentence, (sentence.span[0], verb.start))
    return []


def _antecedent(sentence: Sentence, clause: Clause) -> list[CountryMention]:
    before = actors(sentence, sentence.span[0], sentence.tokens[clause.first].start)
    if not before:
        return []
    gap = sentence.words_between(before[-1].span[1], sentence.tokens[clause.first].start)
    rest = [word for word in gap if word[0].isalnum() and word not in function_words("before_which")]
    return [] if rest else [before[-1]]


def _one_of_those(sentence: Sentence, clause: Clause, group: VerbGroup) -> list[CountryMention]:
    """Return who is said to be one of those that do what a verb says: "Chad is among the nations that agreed"."""
    between = (sentence.word_at(place) for place in range(clause.first + 1, group.first))
    if sentence.word_at(clause.first - 1) not in word_class("several_states") or not all(map(is_adverb, between)):
        return []
    for place in range(max(clause.first - _AMONG, 0), clause.first):
        of = sentence.word_at(place) in function_words("one") and sentence.word_at(place + 1) in function_words("of")
        among = of or sentence.word_at(place) in function_words("among")
        if not among and sentence.word_at(place) not in word_class("joining_those"):
            continue
        elided = sentence.word_at(place - 1) == "'"  # "est l'un des pays qui"
        kinds, negated, first = auxiliaries_before(sentence, place - 2 if elided else place)
        if not negated and set(kinds) <= {"be", "have"} and ("be" in kinds) == among:
            return subjects_before(sentence, sentence.tokens[first].start)
    return []


def _has_pronoun(sentence: Sentence, clause: Clause, group: VerbGroup) -> bool:
    """Say whether the clause's subject is a pronoun: "announced that it had agreed"."""
    return any(
        sentence.word_at(index) in word_class("personal_pronouns") for index in range(clause.first + 1, group.first)
    )


def _follows_opener(sentence: Sentence, clause: Clause, group: VerbGroup) -> bool:
    """Say whether the verb has no subject in its clause at all: "Mexico …, and rejected"; or a pronoun."""
    words = [token.word for token in sentence.tokens[clause.first : group.first]]
    return not words or all(word in word_class("pronouns") or word in word_class("clause_words") for word in words)


def is_of_none(sentence: Sentence, start: int) -> bool:
    """Say whether the noun phrase at the character `start` is of nothing: "no flight", "none of the migrants"."""
    index = sentence.index_at(start)
    return any(
        sentence.word_at(place) in word_class("none") and sentence.word_at(place + 2) != "than"  # "no fewer than 41"
        for place in range(max(index - 3, 0), index + 1)
    )


def agents(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the states by which a passive verb's act is done ("deported by the United States")."""
    clause_end = _clause_end(sentence, group)
    for index in range(group.last, clause_end):
        if sentence.word_at(index) in word_class("agent_words"):
            found = list_after(sentence, sentence.tokens[index].end)
            return [*found, *_further_officials(sentence, found, clause_end)] if found else []
    return []


def _further_officials(sentence: Sentence, found: Sequence[CountryMention], last: int) -> list[CountryMention]:
    """Return the states whose officials stand beside the first: "by Secretary … Marquez and Panama's minister"."""
    end = sentence.tokens[last - 1].end
    return [
        mention
        for mention in actors(sentence, found[-1].span[1], end)
        if _owns_office(sentence, mention) or _is_office_joined(sentence, found[-1], mention)
    ]


def _owns_office(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a state stands between "and" and its own office: "and Panama's minister"."""
    joined = sentence.word_at(sentence.index_at(mention.span[0]) - 1) in function_words("and")
    owner = sentence.word_at(sentence.index_at(mention.span[1] - 1) + 1) in ("'s", "'")
    return joined and owner and (not is_possessor(sentence, mention) or _names_somebody(sentence, mention))


def _is_office_joined(sentence: Sentence, first: CountryMention, mention: CountryMention) -> bool:
    """Say whether the office of another state is joined by "and": "…, Marco Rubio, y el canciller paraguayo"."""
    index = sentence.index_at(mention.span[0]) - 1
    office = False
    while index >= 0 and sentence.tokens[index].start >= first.span[1]:
        word = sentence.word_at(index)
        if word in function_words("and"):
            return office
        has_office = is_office(sentence, index)
        office = office or has_office
        named = sentence.document[sentence.tokens[index].start].isupper()
        if not (has_office or named or word in function_words("de") or word in word_class("determiners")):
            return False
        index -= 1
    return False


def _names_somebody(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a name follows a possessor: "Cambodia's Sar Kheng"."""
    after = sentence.index_at(mention.span[1] - 1) + 2
    return after < len(sentence.tokens) and sentence.document[sentence.tokens[after].start].isupper()


def _clause_end(sentence: Sentence, group: VerbGroup) -> int:
    return sentence.clause_at(sentence.tokens[group.first].start).last
