"""Who is moved by a verb: its subject or object, whole, and whether these are people whom a state removes."""

from __future__ import annotations

from dataclasses import replace

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import People, people_in, unnamed_in
from extraction.engines.rules.sentence import Clause, Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.verbs import VerbGroup
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_FINITE = frozenset({"past", "present", "future"})
"""Forms of verbs that are no participles: those of French and Spanish, and some of English."""
_PARTS = 2
_PART = 4
"""Words of ", the majority of" before "whom"."""
_ADJOINING = 2
"""Characters between people and the relative clause that is about them."""
_ASIDE = frozenset({"–", "—", "-", "("})
"""Marks that open an aside: "five Syrians – three men and two women – were returned"."""


def moved_people(
    sentence: Sentence, verb: Cue, group: VerbGroup, clause: Span, destinations: list[CountryMention]
) -> list[People]:
    """Return who is moved by `verb`: its subject in the passive, else the people between it and the place."""
    if group.passive:
        subject = (clause[0], sentence.tokens[group.first].start)
        before = people_in(sentence, subject) or unnamed_in(sentence, subject)
        if before or group.first != sentence.index_at(clause[0]):
            before = before or _antecedent(sentence, group)
            if _are_parts(sentence, before):
                return [replace(before[-1], span=(before[-2].span[0], before[-1].span[1]), count=None)]
            moved = whole(sentence, [group for group in before if group.span == before[-1].span])
            return _all_of(sentence, moved) if group.tense == "none" else moved
        if (parted := _before_relative(sentence, group)) is not None:
            return [parted]
        # Spanish may say it the other way round: "Fueron deportados 43 nicaragüenses".
    end = min(destinations[0].span[0] if destinations else clause[1], _next_verb(sentence, verb))
    named = _without_members(sentence, people_in(sentence, (verb.end, end)))
    named = named or _relative_object(sentence, verb, clause)
    named = named or (unnamed_in(sentence, (verb.end, end)) if destinations else [])
    return named or (_right_after(sentence, destinations[-1].span[1]) if destinations else [])


def _next_verb(sentence: Sentence, verb: Cue) -> int:
    """Return where a further finite verb of moving begins: "expulsaron a 46 personas y repatriarán a 35 peruanos"."""
    verbs = (one for one in sentence.of("removal_verbs") if one.start > verb.end and one.form in _FINITE)
    return min((one.start for one in verbs), default=sentence.span[1])


def _without_members(sentence: Sentence, groups: list[People]) -> list[People]:
    """Return `groups` with no number of some of others: "deported 20 traders, including six Indians"."""
    first = groups[0] if groups else None
    index = sentence.index_at(first.span[0]) if first else 0
    if first is None or not any(sentence.word_at(place) in word_class("members") for place in (index - 1, index)):
        return groups
    return [replace(first, count=None), *groups[1:]]


def _right_after(sentence: Sentence, end: int) -> list[People]:
    """Return the counted people who follow where they are taken: "deported to Eswatini ten men", "a Perú a 55"."""
    groups = people_in(sentence, (end, sentence.span[1]))
    adjoins = groups and sentence.words_between(end, groups[0].span[0]) in ((), ("a",))
    return groups[:1] if adjoins and groups[0].count else []


def _are_parts(sentence: Sentence, groups: list[People]) -> bool:
    """Say whether groups only divide those who are moved: "The 44 men and six women", "86 men and four women"."""
    if len(groups) < _PARTS or not (groups[-2].count and groups[-1].count):
        return False
    joined = sentence.words_between(groups[-2].span[1], groups[-1].span[0])
    first = sentence.word_at(sentence.index_at(groups[-2].span[0]) - 1)
    parted = first == "the" or all(_are_of_a_sex(sentence, one) for one in groups[-2:])
    return parted and len(joined) == 1 and joined[0] in word_class("list_connectors")


def _all_of(sentence: Sentence, people: list[People]) -> list[People]:
    """Return people with the number that a participle is about: "eight of the 11 men taken to Nauru" are 11 there."""
    count = people[0].count if people else None
    if count is None or sentence.word_at(sentence.index_at(count.span[1] - 1) + 1) not in function_words("of"):
        return people
    numbers = sentence.values_of("number", (count.span[1], people[0].span[1]))
    return [replace(one, count=numbers[-1]) for one in people] if numbers else people


def _are_of_a_sex(sentence: Sentence, group: People) -> bool:
    """Say whether people are only called men, women or children."""
    nouns = (cue for cue in sentence.of("people") if group.span[0] <= cue.start < group.span[1])
    return group.nationality is None and all(cue.lemma in word_class("sexes_and_ages") for cue in nouns)


def _antecedent(sentence: Sentence, group: VerbGroup) -> list[People]:
    """Return the people right before a relative clause that says what was done to them: "ten men who were deported"."""
    clause = sentence.clause_of(group.first)
    if clause.opener != "relative" or not group.happened:
        return []
    if not (opens_relative(sentence, clause, group) or _closes_its_own(sentence, clause, group)):
        return []
    start = sentence.tokens[clause.first].start
    before = people_in(sentence, (sentence.span[0], start))
    return before[-1:] if before and start - before[-1].span[1] <= _ADJOINING else []


def opens_relative(sentence: Sentence, clause: Clause, group: VerbGroup) -> bool:
    """Say whether a verb opens a relative clause, a date before it at most: "who last night were deported"."""
    dates = sentence.values_of("date") if group.first > clause.first + 1 else ()
    between = sentence.tokens[clause.first + 1 : group.first]
    return all(any(date.span[0] <= token.start < date.span[1] for date in dates) for token in between)


def _closes_its_own(sentence: Sentence, clause: Clause, group: VerbGroup) -> bool:
    """Say whether a relative clause has had its own verb: "66 men who had broken the law there were deported"."""
    start = sentence.tokens[clause.first].start
    if any(
        verb.is_verb and start < verb.start < sentence.tokens[group.first].start
        for verb in sentence.of("removal_verbs")
    ):
        return False  # "29 men who were sent from Britain to Iraq have been returned to the UK"
    words = [sentence.word_at(index) for index in range(clause.first + 1, group.first)]
    return bool(words) and words[0] in word_class("auxiliaries") and "," not in words


def _before_relative(sentence: Sentence, group: VerbGroup) -> People | None:
    """Return the subject that relative clauses part from its verb: "Ten refugees whom it had resettled, were flown"."""
    index = sentence.clauses.index(sentence.clause_of(group.first))
    parting = [clause for clause in sentence.clauses[:index] if clause.first > 0]
    closing = sentence.word_at(group.first - 1)
    aside = closing == "-" and len(parting) > 0  # "Nine Syrians – six men and three women – were deported"
    if not aside and (not parting or parting[0].opener != "relative" or closing != ","):
        return None
    start = sentence.tokens[parting[0].first].start
    before = people_in(sentence, (sentence.span[0], start))
    beside = len(before) == 1 and _adjoins(sentence, before[0], start - aside)
    return before[0] if beside else None


def _adjoins(sentence: Sentence, people: People, start: int) -> bool:
    """Say whether people stand right before a relative clause, or before "most of whom"."""
    words = sentence.words_between(people.span[1], start)
    part = len(words) <= _PART and words[:1] == (",",) and words[-1] in function_words("of")
    return 0 <= start - people.span[1] <= _ADJOINING or part


def whole(sentence: Sentence, people: list[People]) -> list[People]:
    """Return those whom a parenthesis only divides: "39 people, among them four children, were removed"."""
    if not people:
        return []
    groups = [*people_in(sentence, (sentence.span[0], people[0].span[0])), people[0]]
    for index in dict.fromkeys((len(groups) - 2, 0)):  # "109 citizens, made up of 90 men and 19 women"
        if index < 0 or index + 1 >= len(groups) or not groups[index].count:
            continue
        words = sentence.words_between(groups[index].span[1], groups[index + 1].span[0] + 1)
        if any(word in word_class("members") or word in _ASIDE for word in words):
            return [groups[index]]
    return people


def _relative_object(sentence: Sentence, verb: Cue, clause: Span) -> list[People]:
    """Return the people before "whom the United States sent"."""
    if sentence.clause_at(verb.start).opener != "relative":
        return []
    before = people_in(sentence, (sentence.span[0], clause[0]))
    return [group for group in before[-1:] if clause[0] - group.span[1] <= _ADJOINING]


def are_removed(sentence: Sentence, people: list[People]) -> bool:
    """Say whether people who are sent somewhere are deported, and no police officers, students or prisoners of war."""
    spans = [group.span for group in people]
    if any(cue.start < end and start < cue.end for cue in sentence.of("other_matters") for start, end in spans):
        return False
    nouns = [cue for cue in sentence.of("people") for group in people if group.span[0] <= cue.start < group.span[1]]
    called = any(group.nationality or group.nationality_text for group in people)
    if any(cue.lemma in word_class("moved_people") for cue in nouns) or (called and not nouns):
        return True
    return bool(people) and (sentence.has("removal_nouns") or any(group.nationality for group in people))


def are_brought_home(sentence: Sentence, verb: Cue, group: VerbGroup, people: list[People]) -> bool:
    """Say whether a state brings its own home who are not said to be deported: "Brazil repatriated 229 Brazilians"."""
    own = {one.nationality.code for one in people if one.nationality}
    acting = actors(sentence, sentence.clause_span(verb.start)[0], sentence.tokens[group.first].start)
    if group.passive or len(own) != 1 or {mention.code for mention in acting} != own:
        return False
    called = any(cue.value in ("removal", "deported") for cue in sentence.of("removal_verbs", "people") if cue != verb)
    return not called and not sentence.has("removal_nouns", "flights")
