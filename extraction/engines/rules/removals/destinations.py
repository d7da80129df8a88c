"""Where people are moved to by a verb: states, capitals and other places, or the country that is their own."""

from __future__ import annotations

from itertools import pairwise

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.people import People
from extraction.engines.rules.removals.places_reached import called_after_its_country
from extraction.engines.rules.removals.setting import goes_on_about_removals
from extraction.engines.rules.removals.titles import title_of
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention
from extraction.lexicons.folding import fold

_ASIDE_AND_REST = 2
_KIND = 6
"""Words in which the kind of a country that stands before its name is told."""
_OWN_WAY = 70
"""Characters after a verb of moving in which "home" stands."""


def destinations_of(sentence: Sentence, verb: Cue, clause: Span) -> list[CountryMention]:
    """Return where "to" after the verb leads: states, or a capital."""
    aside = _after_aside(sentence, clause)
    return _bound_for(sentence, verb, (verb.end, clause[1])) or (_bound_for(sentence, verb, aside) if aside else [])


def _after_aside(sentence: Sentence, clause: Span) -> Span | None:
    """Return the clause after an aside on the people that begins with "to": "eight men, who were ill, to Chad"."""
    index = sentence.clauses.index(sentence.clause_at(clause[0]))
    later = sentence.clauses[index + 1 : index + 3]
    if len(later) < _ASIDE_AND_REST or later[0].opener != "relative" or later[1].opener:
        return None
    first, last = later[1].first, later[1].last
    if word_class("destination_words").get(sentence.word_at(first)) != "to":
        return None
    return sentence.tokens[first].start, sentence.tokens[last - 1].end


def _bound_for(sentence: Sentence, verb: Cue, span: Span) -> list[CountryMention]:
    """Return the states, or the capital, of "to" in the characters `span`; "a" is one after a Spanish verb."""
    prepositions = word_class("destination_words")
    others = {  # "deported five men and sent eight more to South Sudan"
        cue.start
        for cue in sentence.of("removal_verbs")
        if cue.is_verb and cue.start > verb.end and sentence.word_at(sentence.index_at(cue.start) - 1) == "and"
    }
    for token in sentence.tokens[sentence.index_at(span[0]) :]:
        if token.start < span[0]:
            continue
        if token.start >= span[1] or token.start in others:
            break
        if _is_article(sentence, verb, sentence.index_at(token.start)):
            continue
        if prepositions.get(token.word) == "to" and not _is_of_phrase(sentence, token.start):
            reach = 0 if token.word in word_class("determiners") else 3  # after Spanish "a" a country's name stands
            reach = max(reach, _to_the_country(sentence, sentence.index_at(token.start) + 1))
            reach = max(reach, _to_its_kind(sentence, sentence.index_at(token.start) + 1))
            called = called_after_its_country(sentence, sentence.index_at(token.start) + 1)
            if called is not None and reach > 0:
                return [called]
            found = [m for m in list_after(sentence, token.end, reach) if m.form in NAME_FORMS or m.form == "capital"]
            if found:
                # "to Kabul, Afghanistan" is one place, and the city says more.
                return list({mention.code: mention for mention in reversed(found)}.values())[::-1]
    return []


def _to_the_country(sentence: Sentence, first: int) -> int:
    """Return how many words a place's name takes up to the comma before its country: "Bahia de Cabañas, Cuba"."""
    last = first
    while last < len(sentence.tokens) and (
        sentence.document[sentence.tokens[last].start].isupper() or sentence.word_at(last) in word_class("particles")
    ):
        last += 1
    return last - first + 1 if last > first and sentence.word_at(last) == "," else 0


def _to_its_kind(sentence: Sentence, first: int) -> int:
    """Return how many words say of what kind a country is: "to the southern African kingdom of Eswatini"."""
    for place in range(first, first + _KIND):
        if sentence.word_at(place + 1) == "of" and sentence.word_at(place) in word_class("place_nouns"):
            return place + 2 - first
    return 0


def _is_of_phrase(sentence: Sentence, start: int) -> bool:
    """Say whether "to" leads nowhere: "according to the Home Office", "for trying to enter the USA", "cross into"."""
    index = sentence.index_at(start)
    if sentence.word_at(index - 1) in word_class("going") and sentence.word_at(index - 2) == "to":
        return True
    return sentence.word_at(index - 1) in word_class("before_to") or sentence.word_at(index + 1) in word_class("going")


def destinations_meant(
    analysis: Analysis, sentence: Sentence, verb: Cue, clause: Span, people: list[People]
) -> list[CountryMention]:
    """Return where people are taken who are taken home, or to "the island" that the title names."""
    meant = home_of(analysis, sentence, verb, people) or (_by_noun(analysis, sentence, verb, clause) if people else [])
    return meant or ([sentence.topic] if people and sentence.topic is not None and _leads_there(sentence, verb) else [])


def _leads_there(sentence: Sentence, verb: Cue) -> bool:
    """Say whether an entry's people are taken where it is about: "were deported there", "were flown in on Friday"."""
    after = sentence.index_at(verb.end - 1) + 1
    inward = sentence.word_at(after) == "in" and sentence.word_at(after + 1) in {*word_class("prepositions"), ".", ""}
    return inward or sentence.word_at(after) == "there"


def home_of(analysis: Analysis, sentence: Sentence, verb: Cue, people: list[People]) -> list[CountryMention]:
    """Return the country of those who are flown home, where the text is about migration."""
    words = sentence.words_between(verb.end, verb.end + _OWN_WAY)
    if not people or people[0].nationality is None:
        return []
    if not is_on_migration(sentence) and not goes_on_about_removals(analysis, sentence):
        return []
    own = word_class("own_country")
    home = any(own.get(one) == "own" and own.get(other) == "country" for one, other in pairwise(words))
    return [people[0].nationality] if home or any(word in word_class("homeward") for word in words) else []


def _by_noun(analysis: Analysis, sentence: Sentence, verb: Cue, clause: Span) -> list[CountryMention]:
    """Return the one state that the title names, where people are taken "to the island", "to the kingdom".

    It is none that the sentence itself names: "the United States flew 29 people to the island".
    """
    title = title_of(analysis)
    if title is None or not any(_leads_to_noun(sentence, index) for index in _between(sentence, verb.end, clause[1])):
        return []
    here = {mention.code for mention in sentence.countries}
    named = [m for m in title.countries if m.form in NAME_FORMS and m.code not in here]
    return named[:1] if len({mention.code for mention in named}) == 1 else []


def _between(sentence: Sentence, start: int, end: int) -> range:
    return range(sentence.index_at(start - 1) + 1, sentence.index_at(end - 1) + 1)


def _leads_to_noun(sentence: Sentence, index: int) -> bool:
    """Say whether "to the island" stands at token `index`, with an adjective at most."""
    if sentence.word_at(index) != "to" or sentence.word_at(index + 1) != "the":
        return False
    return any(sentence.word_at(place) in word_class("lands") for place in (index + 2, index + 3))


def place_of_arrival(sentence: Sentence, verb: Cue, clause: Span) -> str | None:
    """Return the capitalised words right after "to" that name no country: "to Port-de-Paix"."""
    prepositions = word_class("destination_words")
    index = sentence.index_at(verb.end - 1) + 1
    while index < len(sentence.tokens) and sentence.tokens[index].start < clause[1]:
        if sentence.has_between(verb.end, sentence.tokens[index].start, "reporting_verbs"):
            return None  # "deported from the US, the minister reported to Parliament"
        if prepositions.get(sentence.word_at(index)) == "to" and not _is_article(sentence, verb, index):
            last = index
            while last + 1 < len(sentence.tokens) and sentence.document[sentence.tokens[last + 1].start].isupper():
                last += 1
            span = (sentence.tokens[min(index + 1, last)].start, sentence.tokens[last].end)
            if last > index and not sentence.countries_in(*span):
                return sentence.document[span[0] : span[1]]
        index += 1
    return None


def _is_article(sentence: Sentence, verb: Cue, index: int) -> bool:
    """Say whether "a" is the English article and no Spanish preposition."""
    return sentence.word_at(index) in word_class("determiners") and not is_printed_as_is(sentence, verb)


def is_printed_as_is(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a verb stands in its lexicon as it is printed, as Spanish ones do; English ones are inflected."""
    return fold(verb.lemma).text == fold(sentence.document[verb.start : verb.end]).text
