"""People whom a removal's sentence does not count: those of the sentence before ("They were flown"), or one alone."""

from __future__ import annotations

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.people import People, people_in
from extraction.engines.rules.removals.flight_phrases import phrase_start
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import VerbGroup
from extraction.engines.rules.vocabulary import Cue

_SUBJECT = 4
"""Words of the longest pronoun: "all of the men"."""


def told_before(analysis: Analysis, sentence: Sentence, verb: Cue, group: VerbGroup) -> tuple[Sentence, People] | None:
    """Return the one counted group of the sentence right before, where a pronoun is moved, and the sentence itself."""
    if (within := _in_main_clause(sentence, group)) is not None:
        return sentence, within
    if not (_is_subject(sentence, group) if group.passive else _is_object(sentence, verb)):
        return None
    for earlier in analysis.before(sentence)[-1:]:
        groups = [group for group in people_in(earlier, earlier.span) if group.count]
        if len({group.span for group in groups}) == 1:
            return earlier, groups[0]
    return None


def _in_main_clause(sentence: Sentence, group: VerbGroup) -> People | None:
    """Return the one counted group before "after they were pushed into", in the same sentence."""
    index = group.first - 1
    while sentence.word_at(index) in word_class("adverbs") or sentence.word_at(index).endswith("ly"):
        index -= 1
    clause = sentence.clause_of(group.first)
    if (
        not group.passive
        or clause.first >= index
        or word_class("moved_pronouns").get(sentence.word_at(index)) != "subject"
    ):
        return None
    counted = [one for one in people_in(sentence, (sentence.span[0], sentence.tokens[clause.first].start)) if one.count]
    return counted[0] if len(counted) == 1 else None


def _is_subject(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether "they", "all", "all of them" is right before a passive verb, at the head of its sentence."""
    pronouns = word_class("moved_pronouns")
    words = [sentence.word_at(index) for index in range(min(group.first, _SUBJECT + 1))]
    return 0 < len(words) <= _SUBJECT and all(word in pronouns for word in words) and pronouns[words[0]] != "part"


def _is_object(sentence: Sentence, verb: Cue) -> bool:
    """Say whether "them" is right after an active verb: "flew them to Panama"."""
    after = sentence.index_at(verb.end - 1) + 1
    return word_class("moved_pronouns").get(sentence.word_at(after)) == "object"


def is_of_one(sentence: Sentence, verb: Cue, group: VerbGroup, people: list[People]) -> bool:
    """Say whether one person's removal is told: "A man has been deported to France"; laws are on no certain one."""
    if verb.value != "removal" or not (group.passive and group.happened) or len(people) != 1:
        return False
    index = sentence.index_at(people[0].span[0])
    single = {sentence.word_at(index), sentence.word_at(index - 1)} & word_class("single").keys()
    nouns = (cue for cue in sentence.of("people") if people[0].span[0] <= cue.start < people[0].span[1])
    named = any(cue.form == "singular" or cue.lemma in word_class("persons") for cue in nouns)
    return bool(single) and named and not sentence.clause_at(verb.start).opener


def is_on_one_flight(sentence: Sentence, verb: Cue, group: VerbGroup) -> bool:
    """Say whether people without a number were removed once: "deported rejected asylum seekers on a charter flight"."""
    if verb.value != "removal" or not group.happened:
        return False
    for cue in sentence.of("flights"):
        first = phrase_start(sentence, sentence.index_at(cue.start))
        before = sentence.word_at(sentence.index_at(first) - 1)
        if cue.start > verb.end and cue.form == "singular" and before in word_class("vehicle_words"):
            return sentence.word_at(sentence.index_at(first)) in word_class("definite")
    return False
