"""Groups of people as a sentence counts and calls them: "over 130 alleged Venezuelan gang members"."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.values import Value
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS, CountryMention
from extraction.lexicons.folding import fold

_FAR = 6
_ROOM = 5
"""Words before people in which it is said that there is room for them: "capacidad para hasta 247"."""
_OF = 2
"""Words from a noun for removals to the first word of those who are removed: "of"."""
_CLOCK = regex.compile(r"\d[.:]\d{1,2}$")
"""A number that is a time of the day ("a las 18.50"), or a share, and counts nobody."""
_TIME = regex.compile(r":\d")
"""What follows the hours of a time of the day."""
_QUOTES = frozenset({"“", '"', "‘", "'", "«"})
"""Marks that open a quotation."""
_CLOSING = ("prepositions", "clause_words", "auxiliaries")
"""Classes of words of which none goes on with the noun of a number."""


@dataclass(frozen=True)
class People:
    """A group of people: its number, its nationality (a country, the words for it, or both), and what is alleged."""

    span: Span
    count: Value | None
    nationality: CountryMention | None
    nationality_text: str | None
    allegation: str | None


def people_in(sentence: Sentence, span: Span) -> list[People]:
    """Return the groups that begin in `span`, in order: nouns for people, and demonyms that are counted."""
    heads = [cue.span for cue in sentence.of("people") if span[0] <= cue.start < span[1]]
    heads += [
        mention.span
        for mention in sentence.countries_in(*span)
        if mention.form in DEMONYM_FORMS and _is_counted(sentence, mention) and not _noun_follows(sentence, mention)
    ]
    groups: list[People] = []
    for head in sorted(heads):
        if _is_room(sentence, head):
            continue  # "un Boeing con capacidad para 247 pasajeros"
        if groups and head[0] == groups[-1].span[1] + 1 and _calls(groups[-1], head):
            continue  # "34 ciudadanos venezolanos"
        if groups and _says_deported(sentence, groups[-1], head):
            continue
        if not groups or head[0] >= groups[-1].span[1]:
            groups.append(_group(sentence, head, span[0]))
            groups += _further(sentence, head, groups[-1])
    return groups


def _is_room(sentence: Sentence, head: Span) -> bool:
    """Say whether so many people only would have room: "a capacity of 247 passengers", "capacité de 200 places"."""
    last = sentence.index_at(head[0])
    words = [sentence.word_at(place) for place in range(max(last - _ROOM, 0), last)]
    return any(word in word_class("capacity") for word in words) and any(word[0].isdigit() for word in words)


def _calls(group: People, head: Span) -> bool:
    """Say whether a demonym is the adjective of the noun before it, and no further group."""
    return group.nationality is not None and group.nationality.span == head


def _says_deported(sentence: Sentence, group: People, head: Span) -> bool:
    """Say whether a participle only says that those before it were deported: "51 migrantes ecuatorianos deportados"."""
    end = group.nationality.span[1] if group.nationality is not None else group.span[1]
    verbs = (verb for verb in sentence.of("removal_verbs") if verb.span == head)
    return head[0] == max(end, group.span[1]) + 1 and any(verb.form == "participle" for verb in verbs)


def _further(sentence: Sentence, head: Span, group: People) -> list[People]:
    """Return a group for each further country of "men from Cuba, Yemen and Laos", "Ghanaian and Liberian men".

    How many of each is unsaid.
    """
    nationality = group.nationality
    if nationality is None:
        return []
    if nationality.form in DEMONYM_FORMS or nationality.span[0] < head[1]:
        return _joined(sentence, head, group)
    listed = list_after(sentence, nationality.span[0])
    return [replace(group, count=None, nationality=other) for other in listed if other.code != nationality.code]


def _group(sentence: Sentence, head: Span, floor: int) -> People:
    first = _past_joined(sentence, sentence.index_at(head[0]), floor)
    start = sentence.tokens[first].start
    count = next((v for v in sentence.values_of("number", (floor, head[0])) if _touches(sentence, v, start)), None)
    start = min(start, count.span[0]) if count else start
    count = None if count and _counts_all(sentence, count) else count
    sent = _are_deported(sentence, head)  # "US deportees" are whom the US deported, "Cuban deportees" are Cubans
    named = sentence.countries_in(start, head[1])
    demonyms = [m for m in named if m.form in DEMONYM_FORMS or (m.span[1] <= head[0] and not sent)]
    demonyms = demonyms or [m for m in sentence.countries_in(head[1] + 1, head[1] + 2) if m.form == "demonym_spanish"]
    nationality = demonyms[-1] if demonyms else _from_country(sentence, (start, head[1]))
    if demonyms:
        text: str | None = sentence.document[demonyms[-1].span[0] : demonyms[-1].span[1]]
    else:
        text = None if nationality else _capitalised(sentence, count.span[1] if count else start, head[0])
        if nationality and sentence.word_at(sentence.index_at(head[1] - 1) + 1) in word_class("native"):
            text = sentence.document[nationality.span[0] : nationality.span[1]]  # "51 immigrants belonging to Pakistan"
    return People((start, head[1]), count, nationality, text, _allegation(sentence, start, head[1]))


def _joined(sentence: Sentence, head: Span, group: People) -> list[People]:
    """Return a group for each demonym that "and" joins before the noun `head` to that of `group`."""
    named = sentence.countries_in(group.span[0], head[0])
    demonyms = [mention for mention in named if mention.form in DEMONYM_FORMS]
    return [
        replace(group, count=None, nationality=one, nationality_text=sentence.document[one.span[0] : one.span[1]])
        for one in demonyms[:-1]
        if one.code != demonyms[-1].code and _is_joining(sentence, sentence.index_at(one.span[1] - 1) + 1)
    ]


def _past_joined(sentence: Sentence, index: int, floor: int) -> int:
    """Return where the adjectives before the noun at `index` begin, with those joined: "108 Ghanaian and Liberian"."""
    first = _first_word(sentence, index, floor)
    starts = {sentence.index_at(mention.span[0]) for mention in sentence.countries if mention.form in DEMONYM_FORMS}
    last = first
    while last < index and first in starts and first - 2 in starts and _is_joining(sentence, first - 1):
        first -= 2
    return _first_word(sentence, first, floor) if first < last else first


def _is_joining(sentence: Sentence, index: int) -> bool:
    """Say whether the token at `index` joins two adjectives before one noun."""
    return sentence.word_at(index) == "," or sentence.word_at(index) in function_words("and")


def _first_word(sentence: Sentence, index: int, floor: int) -> int:
    """Return where the adjectives before the noun at `index` begin: at a verb, a preposition or a mark they end."""
    stops = (word_class("prepositions"), word_class("auxiliaries"), word_class("clause_words"))
    verbs = {sentence.index_at(cue.start) for cue in sentence.cues if cue.is_verb and cue.form != "past_or_participle"}
    first = index
    for position in range(index - 1, max(index - 1 - _FAR, -1), -1):
        token = sentence.tokens[position]
        numeric = token.word[0].isdigit()
        if token.start < floor or not (token.word[0].isalpha() or numeric) or position in verbs:
            break
        if _is_done_by_state(sentence, token.start):
            break
        if any(token.word in words for words in stops) or token.word in word_class("determiners"):
            break
        first = position
        if numeric:
            break
    return first


def _is_done_by_state(sentence: Sentence, start: int) -> bool:
    """Say whether a verb of removal stands right after the name of a state: "the U.S. deported men to Ghana"."""
    if not any(verb.start == start and verb.is_verb for verb in sentence.of("removal_verbs")):
        return False
    return any(mention.span[1] + 1 == start and mention.form in NAME_FORMS for mention in sentence.countries)


def _touches(sentence: Sentence, count: Value, start: int) -> bool:
    words = sentence.words_between(count.span[1], start)
    of = bool(words) and words[0] in function_words("of")
    return (
        count.span[0] <= start <= count.span[1] + 1
        or start <= count.span[0]
        or (of and all(word in word_class("determiners") for word in words[1:]))
        or _is_elided(words)
        or (len(words) == 1 and words[0] in _QUOTES)  # "40 “illegal immigrants”"
    )


def are_freed(sentence: Sentence, group: People) -> bool:
    """Say whether people are let go, and not deported: "the release of six American prisoners"."""
    index = sentence.index_at(group.span[0]) - 1
    while sentence.word_at(index) in word_class("determiners"):
        index -= 1
    led = sentence.word_at(index) in function_words("of")
    return led and word_class("freed").get(sentence.word_at(index - 1)) == "freeing"


def _counts_all(sentence: Sentence, count: Value) -> bool:
    """Say whether a number counts all of whom one is told of: "the first of potentially hundreds of people"."""
    index = sentence.index_at(count.span[0]) - 1
    while sentence.word_at(index).endswith("ly") or sentence.word_at(index) in word_class("determiners"):
        index -= 1
    return sentence.word_at(index) in function_words("of") and sentence.word_at(index - 1) in word_class("ordinals")


def _is_counted(sentence: Sentence, mention: CountryMention) -> bool:
    index = sentence.index_at(mention.span[0])
    return any(
        value.span[1] <= mention.span[0]
        and _stands_by(sentence.words_between(value.span[1], mention.span[0]))
        and not sentence.has_between(value.span[1], mention.span[0], "flights")  # "dos aviones colombianos"
        for value in sentence.values_of("number")
        if sentence.index_at(value.span[0]) >= index - _FAR
    )


def _stands_by(words: tuple[str, ...]) -> bool:
    """Say whether a number with these words after it counts the demonym after them: "une vingtaine d'Haïtiens"."""
    return len(words) <= 1 or _is_elided(words)


def _is_elided(words: tuple[str, ...]) -> bool:
    return words[1:] == ("'",) and words[0] in function_words("de")


def _noun_follows(sentence: Sentence, mention: CountryMention) -> bool:
    words = sentence.words_between(mention.span[1], mention.span[1] + 60)[:3]
    for cue in sentence.of("people", "offices", "flights"):
        if cue.start >= mention.span[1] and len(sentence.words_between(mention.span[1], cue.start)) < 3:
            between = words[: len(sentence.words_between(mention.span[1], cue.start))]
            if any(word in word_class("auxiliaries") for word in between):
                return False  # "158 hondureños fueron deportados"
            return not any(word in word_class("prepositions") for word in words[:1])
    return False


def _from_country(sentence: Sentence, head: Span) -> CountryMention | None:
    first = sentence.index_at(head[0])
    if any(0 < first - sentence.index_at(noun.end - 1) <= _OF for noun in sentence.of("removal_nouns")):
        return None  # "deportations of migrants from the U.S." start there
    index = sentence.index_at(head[1] - 1) + 1
    native = word_class("native").get(sentence.word_at(index))
    index += native is not None
    led = sentence.word_at(index) == "to" if native == "belonging" else sentence.word_at(index) in word_class("origins")
    if not led or _are_deported(sentence, head):
        return None
    following = sentence.countries_in(sentence.tokens[index].end, sentence.tokens[index].end + 8)
    if not following or _leads_on(sentence, following[0]):
        return None
    return following[0]


def _leads_on(sentence: Sentence, place: CountryMention) -> bool:
    """Say whether a way goes on from a country: "from the UK to Rwanda" is where they come from, not who they are."""
    return sentence.word_at(sentence.index_at(place.span[1] - 1) + 1) in word_class("onward")


def _are_deported(sentence: Sentence, head: Span) -> bool:
    """Say whether the noun itself says that they were sent: "deportees from the United States" are no Americans."""
    return any(
        cue.value in ("deported", "removal") and head[0] <= cue.start < head[1]
        for cue in sentence.of("people", "removal_verbs")
    )


def _capitalised(sentence: Sentence, start: int, end: int) -> str | None:
    """Return the capitalised words right before the noun ("Middle Eastern"), if they call the people something."""
    first = last = None
    for token in sentence.tokens[sentence.index_at(start) : sentence.index_at(end)]:
        if token.start < start:
            continue
        if sentence.document[token.start].isupper() and token.word in word_class("peoples"):
            first = token.start if first is None else first
            last = token.end
    return sentence.document[first:last] if first is not None else None


def _allegation(sentence: Sentence, start: int, end: int) -> str | None:
    for cue in sentence.of("allegations"):
        if cue.value == "alleged" and start <= cue.start < end:
            return sentence.document[cue.start : end]
    return None


def unnamed_in(sentence: Sentence, span: Span) -> list[People]:
    """Return the groups in `span` that are counted or pointed at without a noun for people.

    "The 14", "another nineteen", "los 299 que", "a second group of ten", "the first group": for verbs that are done to
    people only, since numbers without a noun may count anything.
    """
    counted = [value for value in sentence.values_of("number", span) if _stands_alone(sentence, value)]
    groups = [People(value.span, value, None, None, None) for value in counted]
    if groups:
        return groups
    nouns = word_class("groups")
    for token in sentence.tokens:
        if token.word in nouns and span[0] <= token.start < span[1]:
            index = sentence.index_at(token.start)
            if sentence.word_at(index + 1) in function_words("of"):
                continue
            if sentence.word_at(index - 1) in word_class("ordinals") or sentence.word_at(index - 1) in word_class(
                "further"
            ):
                return [People((token.start, token.end), None, None, None, None)]
    return []


def _stands_alone(sentence: Sentence, count: Value) -> bool:
    """Say whether a number has no noun after it but what points at people, or a group, before it."""
    first, last = sentence.index_at(count.span[0]), sentence.index_at(count.span[1] - 1)
    before, after = sentence.word_at(first - 1), sentence.word_at(last + 1)
    auxiliary = word_class("auxiliaries").get(after) == "be"
    if before in word_class("definite") and sentence.word_at(first - 2) in word_class("members"):
        return False  # "four, of the 16 who had arrived": a part of them is told of
    grouped = before in function_words("of") and sentence.word_at(first - 2) in word_class("groups")
    opening = fold(count.text).text.split()[0]
    pointed = any(word in word_class("counted_alone") for word in (before, opening)) or (
        auxiliary and before in word_class("clause_words")
    )
    closed = not after[:1].isalnum() or auxiliary or any(after in word_class(name) for name in _CLOSING)
    if grouped and not closed and last + 1 < len(sentence.tokens):  # "a second group of eight arrived"
        start = sentence.tokens[last + 1].start
        closed = any(cue.start == start and cue.is_verb for cue in sentence.of("flight_verbs", "removal_verbs"))
    timed = _CLOCK.search(count.text) is not None or _TIME.match(sentence.document, count.span[1]) is not None
    timed = timed or sentence.word_at(last + 3) in word_class("day_parts")
    return (grouped or pointed or (auxiliary and first == 0)) and closed and not timed
