"""Whether an instrument is the object or the subject of a verb that says what became of it."""

from __future__ import annotations

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.verbs import VerbGroup
from extraction.engines.rules.vocabulary import Cue

FURTHEST_RELATIVE = 6
"""Words between an instrument and the relative clause that is about it."""
FURTHEST_OBJECT, FURTHEST_SUBJECT = 9, 14
"""Words between a verb and the instrument as its object, and as its subject."""
_REDUCED = 45
"""Characters between an instrument and the verb of a clause about it that has no word of its own before it."""
_UNDER = 4
"""Words before an instrument in which it is said that something is done under it."""
_TALKS = 6
"""Words between talks and what they are on."""
_MATTER = 2
"""Words right after an instrument that say what it is on: "on migration"."""
_TRANSITIVE_ONLY = frozenset(
    {"signed", "announced", "proposed", "rejected", "struck_down", "under_review", "negotiating"}
)


def is_object_of(sentence: Sentence, verb: Cue, instrument: Cue) -> bool:
    """Say whether an instrument after a verb is its object: "signed a deal", no "announced the end of the deal"."""
    words = sentence.words_between(verb.end, instrument.start)
    words = _without_brackets(words)
    if len(words) > FURTHEST_OBJECT or any(word in (";", ":", "(", ")", ".") for word in words):
        return False
    clauses = word_class("clause_words")
    if any(clauses.get(word) in ("condition", "relative", "reason", "time") for word in words):
        return False
    governs = words[:1] == ("to",) and words[1:2] and words[1] not in word_class("determiners")
    if "of" in words or (governs and not _is_to_a_state(sentence, verb)):
        return False  # "announced the end of the deal", "declined to describe the deal"
    if any(word in word_class("told_about") for word in words):
        return False  # "released few details about how the deals would be implemented"
    if words[:1] and words[0] in word_class("own") and "to" in words:
        return False  # "announced its intention to launch partnerships"
    if any(word in word_class("under") for word in words[-_UNDER:]):
        return False  # "offered visas under a deal"
    if verb.value == "announced" and _is_of_nearer_verb(sentence, verb, instrument):
        return False  # "announced plans to negotiate a deal"
    return not _another_between(sentence, verb.end, instrument.start)


def _is_of_nearer_verb(sentence: Sentence, verb: Cue, instrument: Cue) -> bool:
    """Say whether an infinitive between a verb and an instrument has that as its object."""
    return any(
        other.form == "base" and sentence.word_at(sentence.index_at(other.start) - 1) == "to"
        for other in sentence.of("agreement_verbs")
        if other.is_verb and verb.end <= other.start < instrument.start
    )


def _without_brackets(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return `words` without what stands in brackets: "a €100 million ($103 million) agreement"."""
    if "(" not in words or ")" not in words or words.index("(") > words.index(")"):
        return words
    return words[: words.index("(")] + words[words.index(")") + 1 :]


def _is_to_a_state(sentence: Sentence, verb: Cue) -> bool:
    """Say whether "to" after a verb names a state: "proposed to Suriname an agreement"."""
    to = sentence.index_at(verb.end - 1) + 1
    start = sentence.tokens[to].end + 1 if to < len(sentence.tokens) else -1
    return any(mention.span[0] == start for mention in sentence.countries)


def is_relative_object(sentence: Sentence, group: VerbGroup, instrument: Cue) -> bool:
    """Say whether a relative clause has the instrument as its object: "the memorandum which both signed"."""
    clause = sentence.clause_at(sentence.tokens[group.first].start)
    if clause.opener != "relative" or group.passive or sentence.tokens[clause.first].start < instrument.end:
        return False
    between = sentence.words_between(instrument.end, sentence.tokens[clause.first].start)
    if _is_left_unsaid(sentence, clause.first, group):
        return not between
    own = [sentence.word_at(index) for index in range(clause.first + 1, group.first)]
    subject = own and not any(word in word_class("auxiliaries") for word in own[:1])
    plain = all(word[0].isalnum() for word in between) and len(between) <= FURTHEST_RELATIVE
    start = sentence.tokens[clause.first].start
    named = actors(sentence, start, sentence.tokens[group.first].start) or sentence.has_between(
        start, sentence.tokens[group.first].start, "joint_actors"
    )
    return bool(subject and plain and named) and not _another_between(sentence, instrument.end, start)


def _is_left_unsaid(sentence: Sentence, first: int, group: VerbGroup) -> bool:
    """Say whether a Spanish relative clause leaves its subject unsaid: "los acuerdos que había firmado con Perú"."""
    after = sentence.word_at(group.last)
    return sentence.word_at(first) == "que" and group.first == first + 1 and after in word_class("with")


def is_subject_of(sentence: Sentence, group: VerbGroup, verb: Cue, instrument: Cue) -> bool:
    """Say whether an instrument before a verb is its subject: "the deal collapsed", "the pact was signed"."""
    passive = group.passive or sentence.word_at(group.first - 1) == "se"  # "el acuerdo se firmó en julio"
    if not passive and verb.value in _TRANSITIVE_ONLY:
        return False
    if verb.form == "gerund" and not group.progressive:
        return False  # "upheld the agreement, ending a long dispute"
    if (
        not passive
        and verb.value in ("terminated", "suspended", "agreed")
        and verb.lemma not in word_class("ends_itself")
    ):
        return False
    if _is_of_people(sentence, group, verb) or _is_about_people(sentence, verb, instrument):
        return False
    if _is_of_talks(sentence, instrument):
        return False  # "the talks on the agreement were concluded"
    words = sentence.words_between(instrument.end, sentence.tokens[group.first].start)
    if len(words) > FURTHEST_SUBJECT or ";" in words or ":" in words:
        return False
    last = max((place for place, word in enumerate(words) if word in word_class("concessions")), default=None)
    if last is not None and "," not in words[last:]:
        return False  # "a readmission agreement, although no progress has been made"
    return not _another_between(sentence, instrument.end, verb.start)


def is_reduced_relative(sentence: Sentence, group: VerbGroup, instrument: Cue) -> bool:
    """Say whether a clause without "that" has the instrument as its object: "a deal the two agreed in June"."""
    end, start = instrument.end, sentence.tokens[group.first].start
    if group.passive or group.tense != "past" or start - end > _REDUCED or end >= start:
        return False
    words = sentence.words_between(end, start)
    spans = [mention.span for mention in actors(sentence, end, start) if mention.form != "capital"]
    spans += [cue.span for cue in sentence.of("joint_actors") if end <= cue.start < start]
    last = sentence.tokens[group.first - 1]
    if last.word in word_class("standing_for_states") and "that" not in words:
        spans.append((last.start, last.end))  # "the memorandum on migration it signed with Tunisia"
    rest = [
        token.word
        for token in sentence.tokens[sentence.index_at(end - 1) + 1 : group.first]
        if not any(first <= token.start < last for first, last in spans)
    ]
    if rest[:1] and rest[0] in word_class("matters"):
        rest = rest[_MATTER:]
    return bool(spans and words) and all(word in word_class("determiners") or word == "and" for word in rest)


def _is_of_people(sentence: Sentence, group: VerbGroup, verb: Cue) -> bool:
    """Say whether a participle is an adjective of people: "a deal to send back failed asylum seekers"."""
    bare = group.first == sentence.index_at(verb.start) and verb.form in ("participle", "past_or_participle")
    return bare and people_follow(sentence, verb.end)


def people_follow(sentence: Sentence, end: int) -> bool:
    """Say whether a noun for people stands right after `end`, or after a demonym: "failed Malian asylum seekers"."""
    ends = {end} | {mention.span[1] for mention in sentence.countries if mention.span[0] == end + 1}
    return any(person.start - 1 in ends for person in sentence.of("people"))


def _is_of_talks(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument only says what talks are on: "the second round of negotiations for the agreement"."""
    for noun in sentence.of("talk_nouns"):
        words = sentence.words_between(noun.end, instrument.start) if noun.end <= instrument.start else ()
        if 0 < len(words) <= _TALKS and words[0] in word_class("prepositions") and words[0] not in word_class("with"):
            return not any(word in word_class("clause_words") or word in (",", ";") for word in words)
    return False


def _is_about_people(sentence: Sentence, verb: Cue, instrument: Cue) -> bool:
    """Say whether a verb's clause is about people: "a deal on the return of men whose visas were revoked"."""
    clause = sentence.clause_at(verb.start)
    if clause.opener != "relative" or clause.first == 0 or sentence.tokens[clause.first].start < instrument.end:
        return False
    end = sentence.tokens[clause.first - 1].end
    return any(cue.end == end for cue in sentence.of("people"))


def _another_between(sentence: Sentence, start: int, end: int) -> bool:
    return any(start <= cue.start < end for cue in sentence.of("instruments", "agreement_verbs") if _weighs(cue))


def _weighs(cue: Cue) -> bool:
    return cue.lexicon == "instruments" or cue.form in ("past", "present")
