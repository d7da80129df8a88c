"""Who removes people, and to where, by the words around a noun that tells it: "the expulsion of 29 people to Chad"."""

from __future__ import annotations

from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import function_words, is_of_class, word_class
from extraction.engines.rules.people import People
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.senders import sender_in
from extraction.engines.rules.removals.totals import is_for_a_day
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention


def set_sides(sentence: Sentence, noun: Cue, people: People, removal: Removal, verb: Cue | None) -> None:
    """Set what the verb that tells of it adds: who carries it out, or says that people came to it, and when."""
    placed = removal.destination or removal.destination_place
    if not placed:
        removal.destination = _who_says_so(sentence, noun, people, verb)
    deported = deported_after(sentence, people)
    if deported is not None:
        known = [mention for mention in sentence.countries if mention.code == removal.destination]
        removal.sender = sender_in(sentence, verb_group(sentence, deported), known if placed else [])
        if removal.sender is None and noun.value != "arrival" and verb is not None and verb.value == "announced":
            removal.sender = _who_does_it(sentence, verb)
    elif noun.value == "arrival":
        removal.sender = _from(sentence, people) if _are_deportees(sentence, people) else None
    else:
        removal.sender = _from(sentence, people) or _by(sentence, people) or _who_does_it(sentence, verb)
    if verb is not None and removal.date is None and is_of_class(verb.lemma, "carrying_out"):
        removal.date = date_near(sentence, verb.start)  # "On Friday, Chile carried out the expulsion of 23 men"
    if removal.sender == removal.destination:
        removal.sender = None


def deported_after(sentence: Sentence, people: People) -> Cue | None:
    """Return the verb after the people that says that they were deported."""
    return next((v for v in sentence.of("removal_verbs") if v.is_verb and v.start >= people.span[1]), None)


def bound_for(sentence: Sentence, people: People) -> list[CountryMention]:
    """Return the states of "bound for", "con destino a" in the people's clause, or right after it."""
    for index in range(sentence.index_at(people.span[1] - 1) + 1, len(sentence.tokens) - 1):
        word = sentence.word_at(index)
        if word in word_class("clause_words") and word_class("clause_words")[word] != "and":
            return []
        if word in word_class("bound") and word_class("bound")[word] == sentence.word_at(index + 1):
            return [m for m in list_after(sentence, sentence.tokens[index + 1].end, 1) if m.form in NAME_FORMS]
    return []


def fronted(sentence: Sentence, noun: Cue) -> CountryMention | None:
    """Return the state right after "a", "to" that follows the noun."""
    after = sentence.index_at(noun.end - 1) + 1
    if sentence.word_at(after) not in word_class("destination_words"):
        return None
    of_name = word_class("the").keys() | word_class("state_nouns").keys() | function_words("of")
    while sentence.word_at(after + 1) in of_name:  # "to the Republic of Rwanda"
        after += 1
    found = [m for m in list_after(sentence, sentence.tokens[after].end, 1) if m.form in NAME_FORMS | {"capital"}]
    return found[0] if found else None


def place_of(sentence: Sentence, noun: Cue, people: People) -> CountryMention | None:
    """Return the state or capital after "to" or "in" that follows the people."""
    if (place := fronted(sentence, noun)) and place.span[1] <= people.span[0]:
        return place
    wanted = {"to", "at"} if noun.value == "arrival" else {"to"}
    for token in sentence.tokens[sentence.index_at(people.span[1] - 1) + 1 :]:
        if word_class("destination_words").get(token.word) in wanted:
            reach = 0 if token.word in word_class("determiners") else 2
            found = [m for m in list_after(sentence, token.end, reach) if m.form in NAME_FORMS | {"capital"}]
            if found or token.word in word_class("determiners"):
                return found[0] if found else None
            wanted = {"to", "at"}  # "to the prison of Tecoluca in El Salvador"
        if token.word in word_class("clause_words") or token.word in (",", ";"):
            return None
    return None


def _from(sentence: Sentence, people: People) -> str | None:
    """Return the state right after the people's "from": "the expulsion of 52 Pakistanis from Greece"."""
    after = sentence.index_at(people.span[1] - 1) + 1
    if sentence.word_at(after) not in word_class("leaving"):
        return None
    places = [m for m in list_after(sentence, sentence.tokens[after].end, 1) if m.form in NAME_FORMS]
    return places[0].code if len(places) == 1 else None


def _are_deportees(sentence: Sentence, people: People) -> bool:
    """Say whether the people are called deportees: who "from" names sent them, and is not where they come from."""
    return any(
        people.span[0] <= cue.start < people.span[1] and cue.value == "deported" for cue in sentence.of("people")
    )


def _by(sentence: Sentence, people: People) -> str | None:
    """Return the state of "by the United States" in the people's clause."""
    end = sentence.clause_span(people.span[0])[1]
    for token in sentence.tokens[sentence.index_at(people.span[1] - 1) + 1 :]:
        if token.start >= end or any(cue.is_verb and cue.start == token.start for cue in sentence.of("event_verbs")):
            return None
        if token.word in word_class("agent_words"):
            found = list_after(sentence, token.end, 2)
            return found[0].code if len({mention.code for mention in found}) == 1 else None
    return None


def _who_does_it(sentence: Sentence, verb: Cue | None) -> str | None:
    """Return the state that carries it out, where that is what the verb says, or announces that it is done."""
    if verb is None or not (is_of_class(verb.lemma, "carrying_out") or verb.value == "announced"):
        return None
    codes = {mention.code for mention in subjects(sentence, verb_group(sentence, verb))}
    return codes.pop() if len(codes) == 1 else None


def _who_says_so(sentence: Sentence, noun: Cue, people: People, verb: Cue | None) -> str | None:
    """Return the state that tells of people's arrival, or of the return of its own: they came there."""
    if verb is None or is_of_class(verb.lemma, "carrying_out"):
        return None
    codes = {mention.code for mention in subjects(sentence, verb_group(sentence, verb))}
    own = {people.nationality.code} if people.nationality else set()
    at_once = people.count is None or is_for_a_day(people.count)  # "confirmed the return of 1,500" in all
    told = noun.value == "arrival" or (codes == own and at_once)
    return codes.pop() if len(codes) == 1 and told else None
