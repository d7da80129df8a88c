"""What an agreement is about, and who moves people to whom, as the sentences around it say."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.phrases import agents, subjects
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.subject_matter import LEXICON
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS

_TAKEN = ("nationals", "deported", "air_removal", "land_removal", "sea_removal")
"""What of the cues for people and flights can only be taken in."""
_OBJECT = 40
"""Characters between a verb and the people who are its object: their number and adjectives stand there."""
_FOR = 9
"""Words between an instrument and the noun of what it is for."""
_MATTER = 80
"""Characters after an instrument in which it says what it is on."""


@taken_once
def takes_people(sentence: Sentence) -> bool:
    """Say whether a sentence is about taking people in: "to accept migrants", "send asylum seekers there"."""
    others = sentence.has("elsewhere")  # "criminals of any nationality"
    return any(
        0 <= person.start - verb.end <= 60 and (verb.value != "resume" or _are_removals(person))
        for verb in sentence.of("accept_verbs", "removal_verbs")
        if verb.form != "present"
        or sentence.word_at(sentence.index_at(verb.start) - 1) not in word_class("before_nouns")
        for person in sentence.of("people", "flights")
        if others
        or person.value in _TAKEN
        or person.lemma in word_class("moved_people")
        or _are_removed(sentence, person)
    ) or any(_takes_nationals(sentence, verb) for verb in sentence.of("accept_verbs") if verb.is_verb)


def _are_removals(people: Cue) -> bool:
    """Say whether those are meant whose removals may go on or increase, and no "checks of migrants" that increase."""
    return people.lexicon == "flights" or people.value == "deported"


def _are_removed(sentence: Sentence, people: Cue) -> bool:
    """Say whether a participle right after people says that they are removed: "West Africans deported by"."""
    after = sentence.index_at(people.end - 1) + 1
    start = sentence.tokens[after].start if after < len(sentence.tokens) else -1
    return any(verb.start == start and verb.value == "removal" for verb in sentence.of("removal_verbs"))


def _takes_nationals(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a people is the object of a verb of taking in: "to take Afghans who …", no "to take Afghan goods"."""
    for mention in sentence.countries_in(verb.end, verb.end + _OBJECT):
        following = sentence.word_at(sentence.index_at(mention.span[1] - 1) + 1)
        closed = not following[:1].isalnum() or following in word_class("prepositions")
        if mention.form in DEMONYM_FORMS and (closed or following in word_class("clause_words")):
            return sentence.document[mention.span[1] - 1] in "sei"
    return False


@taken_once
def first_taking(analysis: Analysis) -> Sentence | None:
    """Return the document's first sentence about taking people in."""
    return next((sentence for sentence in analysis.prose() if takes_people(sentence)), None)


def kind_of(instrument: str, sentences: Sequence[Sentence]) -> str:
    """Return the agreement_type: what the noun says, else what the sentences say about people."""
    if instrument != "other":
        return instrument
    if any(takes_people(sentence) and sentence.has("elsewhere") for sentence in sentences):
        return "third_country_removal"
    if any(_matters(one, cue, "transit_nouns") for one in sentences for cue in one.of("instruments", "talk_nouns")):
        return "third_country_removal"
    if any(_own_nationals(sentence) or _sends_home(sentence) for sentence in sentences):
        return "returns_arrangement"
    if any(_brings_back(sentence) or _takes_back(sentence) for sentence in sentences):
        return "returns_arrangement"
    if any(takes_people(sentence) and _are_from_elsewhere(sentence) for sentence in sentences):
        return "third_country_removal"
    return "other"


def _brings_back(sentence: Sentence) -> bool:
    """Say whether an agreement is told by the noun of taking back that it is for: "a pact for the repatriation of"."""
    if sentence.has("elsewhere"):
        return False
    return any(return_nouns(sentence, instrument) for instrument in sentence.of("instruments"))


def _takes_back(sentence: Sentence) -> bool:
    """Say whether an agreement is one to take people back: "to sign pacts with Peru to take back migrants"."""
    if sentence.has("elsewhere") or not takes_people(sentence):
        return False
    instruments = sentence.of("instruments")
    verbs = (verb for verb in sentence.of("accept_verbs") if verb.lemma in word_class("readmitting"))
    to = (verb for verb in verbs if sentence.word_at(sentence.index_at(verb.start) - 1) in function_words("leads_to"))
    return any(instrument.end <= verb.start for verb in to for instrument in instruments)


def return_nouns(sentence: Sentence, instrument: Cue) -> list[int]:
    """Return the tokens after an instrument that say that it is for taking people back.

    "In return" says nothing, and "return hubs" are for others' people.
    """
    places = [place for place in _matters(sentence, instrument, "return_nouns") if sentence.word_at(place - 1) != "in"]
    hubs = {cue.start for cue in sentence.of(LEXICON) if cue.lemma in word_class("hubs")} if places else set()
    return [place for place in places if sentence.tokens[place].start not in hubs]


def _matters(sentence: Sentence, instrument: Cue, name: str) -> list[int]:
    """Return the tokens right after an instrument, or talks, that are of a class of nouns for what it is on."""
    nouns, last = word_class(name), sentence.index_at(instrument.end - 1)
    places = range(last + 1, min(last + _FOR, len(sentence.tokens) - 1) + 1)
    return [place for place in places if sentence.word_at(place) in nouns]


def _are_from_elsewhere(sentence: Sentence) -> bool:
    """Say whether the people are said to be others' nationals: "deportees" alone may be anybody's, also one's own."""
    people = sentence.of("people")
    if any(cue.value != "deported" for cue in people) or any("third" in cue.lemma for cue in sentence.of(LEXICON)):
        return True
    return any(
        mention.form in DEMONYM_FORMS and 0 <= cue.start - mention.span[1] <= 1
        for cue in people
        for mention in sentence.countries
    )


def sends_to_third(sentence: Sentence) -> bool:
    """Say whether people are moved to "third countries", as a sentence has it."""
    third = any("third" in cue.lemma for cue in sentence.of(LEXICON))
    return third and sentence.has("removal_verbs", "removal_nouns", "accept_verbs")


def _own_nationals(sentence: Sentence) -> bool:
    return takes_people(sentence) and any(
        cue.value == "nationals" and sentence.word_at(place) in word_class("own")
        for cue in sentence.of("people")
        for place in _before_people(sentence, sentence.index_at(cue.start))
    )


def _before_people(sentence: Sentence, first: int) -> tuple[int, ...]:
    """Return the token before people, and the one before a participle of theirs: "its deported nationals"."""
    start = sentence.tokens[first - 1].start if first else -1
    moved = any(verb.start == start for verb in sentence.of("removal_verbs"))
    return (first - 1, first - 2) if moved else (first - 1,)


def _sends_home(sentence: Sentence) -> bool:
    """Say whether people are sent to where they are from, and nobody takes any in: "to their country of origin"."""
    if sentence.has("elsewhere", "accept_verbs"):
        return False
    for index, token in enumerate(sentence.tokens):
        country = word_class("own_country").get(token.word) == "country"
        if country and sentence.word_at(index + 1) == "of" and sentence.word_at(index + 2) == "origin":
            return any(verb.is_verb and 0 < token.start - verb.end <= _MATTER for verb in sentence.of("removal_verbs"))
    return False


def _moves_people(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a verb of moving has people as its object: "reluctant to return to their countries" has none."""
    if verb.value == "removal" or verb_group(sentence, verb).passive:
        return True
    return any(0 <= person.start - verb.end <= _OBJECT for person in sentence.of("people"))


def taker_of(sentences: Sequence[Sentence], parties: Collection[str]) -> str | None:
    """Return the party that is to take people in under an instrument: "agreed to a deal … to take in migrants"."""
    for sentence in sentences:
        for verb in sentence.of("accept_verbs"):
            people = any(0 <= person.start - verb.end <= _OBJECT for person in sentence.of("people"))
            if not verb.is_verb or not people:
                continue
            group = verb_group(sentence, verb)
            if group.is_infinitive and len(_company_before(sentence, verb)) > 1:
                continue  # "has struck deals with Honduras and Uganda to take migrants": not the one in the middle
            takers = [m.code for m in subjects(sentence, group) if m.code in parties]
            takers = [code for code in takers if code not in _left(sentence, verb)]
            if len(set(takers)) == 1:
                return takers[0]
    return None


def _left(sentence: Sentence, taking: Cue) -> set[str]:
    """Return the states that those who are taken come from: "to receive migrants removed from the United States"."""
    after = (mention for mention in sentence.countries if mention.span[0] >= taking.end)
    before = ((m, sentence.index_at(m.span[0]) - 1) for m in after)
    words = ((m, [sentence.word_at(index), sentence.word_at(index - 1)]) for m, index in before)
    return {m.code for m, led in words if any(word in word_class("origin_words") for word in led)}


def _company_before(sentence: Sentence, verb: Cue) -> set[str]:
    """Return the states of "with A and B" before a verb."""
    found = (list_after(sentence, token.end) for token in sentence.tokens if token.word in word_class("with"))
    return {m.code for mentions in found for m in mentions if m.span[1] <= verb.start}


def mover_of(sentences: Sequence[Sentence], parties: Collection[str]) -> str | None:
    """Return the party that moves people, or is to, in these sentences."""
    for sentence in sentences:
        for verb in sentence.of("removal_verbs"):
            if not verb.is_verb or not takes_people(sentence) or not _moves_people(sentence, verb):
                continue
            if any(taking.span == verb.span for taking in sentence.of("accept_verbs")):
                continue  # "to take migrants"
            group = verb_group(sentence, verb)
            doers = agents(sentence, group) if group.passive else subjects(sentence, group)
            movers = [mention.code for mention in doers if mention.code in parties]
            joint = group.is_infinitive or verb.form == "gerund"  # "A and B have a deal to transfer", "on returning"
            if movers and not (joint and len(set(movers)) > 1):
                return movers[-1]
    return None
