"""Which state removes people, where a sentence does not say it of its own removal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.phrases import agents, subjects
from extraction.engines.rules.removals.arrival_sides import sent_by
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.plans import planner
from extraction.engines.rules.removals.titles import title_of
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_SEVERAL = 4
"""Words of "from six European countries"."""
_OBJECT = 2
"""Words between "conducted" and "deportations"."""
_NEAR = 12
"""Characters between a country and its flights: "U.S. military deportation flights"."""


@taken_once
def sender_of(analysis: Analysis) -> str | None:
    """Return the country that the document most often says removes people, None if none does or two do as often."""
    counts: Counter[str] = Counter()
    for sentence in _all_with_title(analysis):
        for verb in sentence.of("removal_verbs"):
            if verb.is_verb and verb.value == "removal" and not _is_adjective(sentence, verb):
                counts.update(_removers(sentence, verb_group(sentence, verb)))
    title = title_of(analysis) if not counts else None
    if title is not None:  # "Fifty deportees from the UK arrive in Lagos"
        deportees = (cue for cue in title.of("people") if cue.value == "deported")
        counts.update(code for cue in deportees if (code := sent_by(title, cue, [])))
    if not counts:
        counts.update(code for sentence in _all_with_title(analysis) for code in _conductors(sentence))
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _all_with_title(analysis: Analysis) -> Iterator[Sentence]:
    title = title_of(analysis)
    if title is not None and title.document is not analysis.document.text:
        yield title
    yield from analysis.sentences


@taken_once
def sender_of_flights(analysis: Analysis) -> str | None:
    """Return the country whose removal flights the document's first mention of such flights is about, if it says so."""
    for sentence in analysis.sentences:
        for flight in sentence.of("flights"):
            if not flight.value.endswith("_removal"):
                continue
            after = sentence.index_at(flight.end - 1) + 1
            owners = [
                m for m in sentence.countries_in(sentence.span[0], flight.start) if flight.start - m.span[1] <= _NEAR
            ]
            if sentence.word_at(after) in word_class("leaving"):
                owners = list_after(sentence, sentence.tokens[after].end, 2)
            if owners:
                return owners[-1].code
    return None


def _removers(sentence: Sentence, group: VerbGroup) -> set[str]:
    if group.tense == "none" and not group.passive:
        return set()  # "recibir a deportados": a participle that is a noun has no subject
    doers = agents(sentence, group) if group.passive else subjects(sentence, group)
    if not doers and group.passive and sentence.word_at(group.last) in word_class("leaving"):
        left = list_after(sentence, sentence.tokens[group.last].end, 2)
        doers = [mention for mention in left if mention.form in NAME_FORMS]
    return {mention.code for mention in doers[-1:]}


def _conductors(sentence: Sentence) -> set[str]:
    """Return the one state that carries out removals: "the Trump administration conducted deportations"."""
    for verb in sentence.of("flight_verbs"):
        for noun in sentence.of("removal_nouns") if verb.value == "conducted" and verb.is_verb else ():
            if noun.start > verb.end and len(sentence.words_between(verb.end, noun.start)) <= _OBJECT:
                group = verb_group(sentence, verb)
                doers = [] if group.passive or group.negated else subjects(sentence, group)
                return {doer.code for doer in doers} if len({doer.code for doer in doers}) == 1 else set()
    return set()


def _is_adjective(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a participle says which people are meant: "Uganda takes in deported migrants" deports nobody."""
    first = sentence.index_at(verb.start)
    if sentence.tokens[first].start < verb.start:
        return True  # "US-deported migrants"
    before = sentence.word_at(first - 1)
    led = any(taking.is_verb and 0 < verb.start - taking.end <= 1 for taking in sentence.of("accept_verbs"))
    led = led or before in word_class("prepositions") or before in word_class("determiners")
    return led and verb.form == "past_or_participle"


@rule
def add_sender(analysis: Analysis, removal: Removal, speakers: list[Span], ends: set[str | None]) -> None:
    """Give a removal with a destination its sender: the state that tells of it, else the document's, if named near.

    `ends` are the destinations that its sentence tells of. The first heading is near where the sentence names nobody
    else who may have sent them.
    """
    placed = removal.destination or removal.destination_place
    if removal.sender or not placed or removal.status in ("refused", "turned_back"):
        return
    own = {group.nationality.code for group in removal.people if group.nationality}
    place = removal.sentences[0]
    speaking = {mention.code for span in speakers for mention in actors(place, *span)} - {removal.destination, *own}
    sender = sender_of(analysis)
    told = removal.destination is not None  # who tells of a landing at a place may be who receives them
    if told and len(speaking) == 1 and sender not in {mention.code for mention in actors(place, *place.span)}:
        sender = speaking.pop()
    if sender is not None and sender != removal.destination and _is_named_near(analysis, place, sender, {*ends, *own}):
        removal.sender = sender if sender not in own else None


def sender_around(analysis: Analysis, sentence: Sentence, own: Set[str]) -> str | None:
    """Return the document's remover where `sentence`, or what is near it, names it and `sentence` no other state.

    `own` are the states whose nationals are moved.
    """
    sender = sender_of(analysis)
    others = {mention.code for mention in sentence.countries if mention.form in NAME_FORMS} - {sender, *own}
    if sender is None or sender in own or others:
        return None
    return sender if _is_named_near(analysis, sentence, sender, own) else None


def are_several(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether states that are only counted move people: "deported from six European countries", "by"."""
    words = [sentence.word_at(index) for index in range(group.last, group.last + _SEVERAL)]
    if words[0] not in word_class("leaving") and words[0] not in word_class("agent_words"):
        words = [sentence.word_at(index) for index in range(max(group.first - 2 * _SEVERAL, 0), group.first)]
    return any(word in word_class("several_states") for word in words)


def _is_named_near(analysis: Analysis, place: Sentence, sender: str, others: Set[str | None]) -> bool:
    """Say whether the paragraph of `place` names `sender`, or the title does and the sentence nobody but `others`."""
    if place.topic is not None and {m.code for m in actors(place, *place.span)} <= {*others, place.topic.code}:
        return True  # what all entries of a list have in common is told once
    near = [*analysis.near(place)]
    title = title_of(analysis)
    if title is not None and {mention.code for mention in place.countries} <= others:
        near.append(title)
    return any(mention.code == sender for other in near for mention in actors(other, *other.span))


def _is_beside(sentence: Sentence, end: int, index: int) -> bool:
    """Say whether nothing but a date stands between a verb's end and the token at `index`."""
    dates = sentence.values_of("date") if index > end else ()
    between = (sentence.tokens[place] for place in range(end, index))
    return all(
        token.word in word_class("date_words") or any(date.span[0] <= token.start < date.span[1] for date in dates)
        for token in between
    )


def sender_in(sentence: Sentence, group: VerbGroup, destinations: list[CountryMention]) -> str | None:
    """Return the state that moves people: who does the verb, else where "from" says that they came from."""
    doers = agents(sentence, group) if group.passive else subjects(sentence, group)
    doers = doers or planner(sentence, group)
    codes = [mention.code for mention in doers if mention.code not in {d.code for d in destinations}]
    if codes:
        return codes[-1] if len(set(codes)) == 1 else None
    for index in range(group.last, len(sentence.tokens)):
        word = sentence.word_at(index)
        if word == "which" and sentence.word_at(index - 1) == "of":
            return None  # "3,094 people, of which 1,908 from Iran"
        adjacent = word in word_class("adjacent_from") and _is_beside(sentence, group.last, index)
        if word in word_class("leaving") or adjacent:
            places = [m for m in list_after(sentence, sentence.tokens[index].end, 2) if m.form in NAME_FORMS]
            if len(places) == 1:
                return places[0].code
    return None
