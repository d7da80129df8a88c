"""Where people or their vehicle came: the state and the place after "landed in", "arrived on Friday at", "reached"."""

from __future__ import annotations

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import VerbGroup
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS, CountryMention

_DATE_WORDS = 11
"""Words in which a date and what leads to it stand between a verb of arriving and its place."""


def countries_after(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the countries of "arrived in Ghana", "landed at Roberts Airport, Liberia", by names alone in between."""
    start = _preposition_after(sentence, group.last)
    if start is None:
        return []
    called = called_after_its_country(sentence, start + 1)
    if called is not None:
        return [called]
    found = list_after(sentence, sentence.tokens[start].end, 6)
    for token in sentence.tokens[start + 1 :] if found else ():
        if token.start >= found[0].span[0]:
            break
        named = sentence.document[token.start].isupper() or token.word == "," or token.word in word_class("determiners")
        if not named and token.word not in word_class("place_nouns"):
            return []
    return [mention for mention in found if mention.form in NAME_FORMS]


def called_after_its_country(sentence: Sentence, index: int) -> CountryMention | None:
    """Return the country of "the Albanian port of Shengjin": an adjective right before a noun for a place."""
    while sentence.word_at(index) in word_class("determiners"):
        index += 1
    for mention in sentence.countries:
        after = sentence.word_at(sentence.index_at(mention.span[1] - 1) + 1)
        if sentence.index_at(mention.span[0]) == index and mention.form in DEMONYM_FORMS:
            return mention if after in word_class("place_nouns") else None
    return None


def place_after(sentence: Sentence, group: VerbGroup) -> str | None:
    """Return the place after "landed in", "aterrizó el miércoles en": capitalised words that name no country."""
    start = _preposition_after(sentence, group.last)
    if start is None:
        return None
    called = called_after_its_country(sentence, start + 1)
    if called is not None:  # "the Albanian port of Shengjin"
        start = sentence.index_at(called.span[1] - 1) + 1
        if sentence.word_at(start + 1) not in word_class("particles"):
            return None
        start += 1
    first = last = None
    for token in sentence.tokens[start + 1 : start + 9]:
        if token.word in word_class("determiners") and first is None:
            continue
        noun = word_class("place_nouns").get(token.word) == "airport" or (
            last and token.word in word_class("particles")
        )
        if not sentence.document[token.start].isupper() and not noun:
            break
        first = token.start if first is None else first
        last = token.end
    while last and sentence.word_at(sentence.index_at(last - 1)) in word_class("particles"):
        last = sentence.tokens[sentence.index_at(last - 1) - 1].end
    if first is None or last is None or not any(letter.isupper() for letter in sentence.document[first:last]):
        return None
    named = any(m.span[0] < last and first < m.span[1] and m.form in NAME_FORMS for m in sentence.countries)
    return None if named else sentence.document[first:last]


def _preposition_after(sentence: Sentence, index: int) -> int | None:
    """Return the token of the preposition of place at `index`, or after a date that stands there."""
    reaching = word_class("reaching").get(sentence.word_at(index - 1))
    if index < len(sentence.tokens) and (reaching == "reach" or (reaching and _is_named(sentence, index))):
        return index - 1  # "reached Manaus", "arrived the Murtala Muhammed Airport"
    dates = sentence.values_of("date")
    for place in range(index, min(index + _DATE_WORDS, len(sentence.tokens))):
        if sentence.word_at(place) in word_class("destination_words") and not _leads_to_part_of_day(sentence, place):
            following = sentence.tokens[min(place + 1, len(sentence.tokens) - 1)].start
            if not any(value.span[0] <= following < value.span[1] for value in dates):
                return place
        start = sentence.tokens[place].start
        dated = any(value.span[0] <= start < value.span[1] for value in dates)
        names = ("determiners", "destination_words", "adverbs", "day_parts")
        filler = any(sentence.word_at(place) in word_class(name) for name in names)
        filler = filler or (sentence.word_at(place) == "por" and _leads_to_part_of_day(sentence, place))
        of_part = sentence.word_at(place) in word_class("particles") and sentence.word_at(place - 1) in word_class(
            "day_parts"
        )
        if not (dated or filler or of_part):
            return None
    return None


def _is_named(sentence: Sentence, index: int) -> bool:
    """Say whether a name with its article stands at token `index`, and no day."""
    articled = sentence.word_at(index) in word_class("definite")
    token = sentence.tokens[min(index + articled, len(sentence.tokens) - 1)]
    dated = any(value.span[0] <= token.start < value.span[1] for value in sentence.values_of("date"))
    return articled and sentence.document[token.start].isupper() and not dated


def _leads_to_part_of_day(sentence: Sentence, index: int) -> bool:
    """Say whether a preposition is one of time: "en la madrugada de ayer", "in the early morning"."""
    index += 1
    while sentence.word_at(index) in word_class("determiners"):
        index += 1
    return sentence.word_at(index) in word_class("day_parts")
