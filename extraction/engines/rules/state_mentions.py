"""The mentions of states in a sentence: which of them may act, which stand after a preposition, and their lists."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS, CountryMention

_PLAIN = NAME_FORMS | {"government", "institution", "leader", "reference", "capital"}
_POSSESSIVE = ("'s", "'")
_FAR = 4
_APPOSITION = 6
"""Words of an apposition that says of a country that it is one."""


def is_actor(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a mention can stand for the state: a name, a government, "Honduran officials", no demonym alone."""
    if mention.form in _PLAIN:
        return True
    if mention.form == "demonym_spanish" and is_office(sentence, sentence.index_at(mention.span[0]) - 1):
        return True  # "el Gobierno hondureño"
    return mention.form in DEMONYM_FORMS and (office_follows(sentence, mention) or _office_precedes(sentence, mention))


def _office_precedes(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether an office stands right before a Spanish demonym: "la cancillería mexicana"."""
    gap = sentence.document[mention.span[0] - 1 : mention.span[0]]
    return (
        mention.form == "demonym_spanish"
        and gap.isspace()
        and any(cue.end == mention.span[0] - 1 for cue in sentence.of("offices"))
    )


def office_follows(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether an office stands after a mention, adjectives at most between: "Honduran border officials"."""
    index = sentence.index_at(mention.span[1] - 1)
    limit = sentence.tokens[min(index + _FAR, len(sentence.tokens) - 1)].end
    stops = word_class("prepositions")
    for cue in sentence.of("offices"):
        if mention.span[1] <= cue.start <= limit:
            return not any(
                word in stops or not word[0].isalnum() for word in sentence.words_between(mention.span[1], cue.start)
            )
    return False


def actors(sentence: Sentence, start: int, end: int) -> list[CountryMention]:
    """Return the states mentioned in the characters `[start, end)`, a state each once a place."""
    return [mention for mention in sentence.countries_in(start, end) if is_actor(sentence, mention)]


def is_oblique(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a mention stands after a preposition, or in a list that does ("with Panama and Peru")."""
    index = sentence.index_at(mention.span[0]) - 1
    if sentence.word_at(index) == "'" and sentence.word_at(index - 1) in function_words("elided"):
        index -= 1 if sentence.word_at(index - 1) in function_words("de") else 2  # "d'Algérie", "l'Algérie"
    while sentence.word_at(index) in word_class("determiners"):
        index -= 1
    word = sentence.word_at(index)
    if word in _POSSESSIVE and (owner := _ending_at(sentence, sentence.tokens[index].start)):
        return is_oblique(sentence, owner)  # "were flown to El Salvador's CECOT prison"
    if word == "of" and sentence.word_at(index - 1) in word_class("state_nouns"):
        return is_oblique_at(sentence, index - 1)  # "the North African country of Tunisia" is Tunisia
    if word in function_words("de") and _is_proper(sentence, index - 1):
        return is_oblique_at(sentence, index - 1)  # "el Servicio Nacional de Migración (SNM) de Panamá" acts
    if word in function_words("of") or (word in word_class("oblique") and is_office(sentence, index - 1)):
        return not is_office(sentence, index - 1) or is_oblique_at(sentence, index - 1)
    if word in word_class("oblique"):
        return True
    if word in word_class("list_connectors") and _is_in_list(sentence, mention, word):
        before = [other for other in sentence.countries if other.span[1] <= sentence.tokens[index].start]
        return bool(before) and _joined(sentence, before[-1], mention) and is_oblique(sentence, before[-1])
    return False


def _ending_at(sentence: Sentence, end: int) -> CountryMention | None:
    return next((mention for mention in sentence.countries if mention.span[1] == end), None)


def _is_proper(sentence: Sentence, index: int) -> bool:
    """Say whether the token at `index` ends a name, or the short form of one in brackets; no sentence's first word."""
    if index < 1:
        return False
    first = sentence.document[sentence.tokens[index].start]
    return first == ")" or first.isupper()


def is_oblique_at(sentence: Sentence, index: int) -> bool:
    """Say whether a preposition stands before the noun at token `index`, its article and adjectives left out."""
    for position in range(index - 1, max(index - 4, -1), -1):
        word = sentence.word_at(position)
        if word in word_class("determiners"):
            return sentence.word_at(position - 1) in word_class("oblique")
        if word in word_class("oblique"):
            return True
        if not word or not word[0].isalpha() or word in word_class("clause_words"):
            return False
    return False


def is_office(sentence: Sentence, index: int) -> bool:
    """Say whether the token at `index` is of an office: "minister", "the Foreign Ministry"."""
    if index < 0:
        return False
    token = sentence.tokens[index]
    return any(cue.start <= token.start < cue.end for cue in sentence.of("offices"))


def _is_in_list(sentence: Sentence, mention: CountryMention, word: str) -> bool:
    after = sentence.word_at(sentence.index_at(mention.span[1] - 1) + 1)
    return word.isalpha() or after == "," or after in function_words("and") | function_words("or")


def _joined(sentence: Sentence, one: CountryMention, other: CountryMention) -> bool:
    """Say whether nothing but connectors stands between two mentions."""
    connectors = word_class("list_connectors")
    words = sentence.words_between(one.span[1], other.span[0])
    if one.form == "leader" and other.form in NAME_FORMS and words in ((",",), (",", "the")):
        return False  # "on a visit of Rubio, Panama and Guatemala agreed"
    if words[:1] and words[0] in _POSSESSIVE:
        if not any(map(_plain_office, words)):
            return False
        words = words[1:]  # "Syria's authorities and Germany"
    words = _without_apposition(_without_short_form(words[:-2] if _ends_elided(words) else words))
    return bool(words) and all(word in connectors or _plain_office(word) for word in words)


def _ends_elided(words: tuple[str, ...]) -> bool:
    """Say whether what is left of an article or "de" ends it: "et l'"."""
    return words[-1:] == ("'",) and len(words) > 1 and words[-2] in function_words("elided")


def _without_short_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return `words` without the short form of a name in brackets right at their head: "(SRE), el"."""
    closed = words[:1] == ("(",) and words[2:3] == (")",)
    return words[3:] if closed else words


def _without_apposition(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return `words` without what only says that a country is one: "and the North African country of Tunisia"."""
    if words[-1:] != ("of",) or words[-2:-1] == () or words[-2] not in word_class("state_nouns"):
        return words
    first = max((index for index, word in enumerate(words) if word in word_class("definite")), default=len(words))
    return words[:first] if 0 < len(words) - first <= _APPOSITION else words


def _plain_office(word: str) -> bool:
    return word in word_class("offices_in_lists")


def coordinated(sentence: Sentence, mentions: Sequence[CountryMention], index: int) -> list[CountryMention]:
    """Return the list that `mentions[index]` belongs to: its neighbours joined by commas and "and" alone."""
    first = last = index
    while first > 0 and _joined(sentence, mentions[first - 1], mentions[first]):
        first -= 1
    while last + 1 < len(mentions) and _joined(sentence, mentions[last], mentions[last + 1]):
        if last > first and _begins_anew(sentence, mentions[last - 1 : last + 2]):
            break  # "with Chad and Mali, the Trump administration said"
        if last == first and _goes_on_alone(sentence, mentions[last : last + 3]):
            break  # "After the deal with Chad, the French government is"
        last += 1
    return list(mentions[first : last + 1])


def _begins_anew(sentence: Sentence, three: Sequence[CountryMention]) -> bool:
    """Say whether a list was closed by "and", and a comma and somebody who governs follow."""
    before, last, other = three
    closed = function_words("and").issuperset(sentence.words_between(before.span[1], last.span[0])[:1] or ("",))
    return closed and other.form not in NAME_FORMS and sentence.words_between(last.span[1], other.span[0])[:1] == (",",)


def _goes_on_alone(sentence: Sentence, three: Sequence[CountryMention]) -> bool:
    """Say whether somebody who governs goes on after a phrase with one state and a comma, and no "and" makes a list."""
    one, other = three[:2]
    if _leads_to_own_office(sentence, three):
        return is_oblique(sentence, one)  # "with Vietnam, the UK Home Office announced"
    if other.form in NAME_FORMS or sentence.words_between(one.span[1], other.span[0]) != (",", "the"):
        return False
    joined = len(three) > 2 and _joined(sentence, other, three[2])
    return not joined and is_oblique(sentence, one)


def _leads_to_own_office(sentence: Sentence, three: Sequence[CountryMention]) -> bool:
    """Say whether "the" and a name follow that only says whose the institution right after it is."""
    one, other = three[:2]
    own = len(three) > 2 and three[2].code == other.code and three[2].span[0] - other.span[1] <= 1
    return own and sentence.words_between(one.span[1], other.span[0]) == (",", "the")


def list_after(sentence: Sentence, end: int, reach: int = _FAR) -> list[CountryMention]:
    """Return the list of states that begins within `reach` words after the character `end`.

    Past a place and a word that leads on from it there is none: "from Texas to El Salvador".
    """
    index = sentence.index_at(end) if end < sentence.tokens[-1].end else len(sentence.tokens)
    if index >= len(sentence.tokens):
        return []
    limit = sentence.tokens[min(index + reach, len(sentence.tokens) - 1)].end
    following = actors(sentence, end, sentence.span[1])
    if not following or following[0].span[0] >= limit:
        return []
    if any(map(_leads_on, sentence.words_between(end, following[0].span[0])[1:])):
        return []
    return coordinated(sentence, following, 0)


def _leads_on(word: str) -> bool:
    return word_class("destination_words").get(word) == "to" and word not in word_class("determiners")


def named_below(sentence: Sentence, first: int, last: int) -> list[CountryMention]:
    """Return the states that end a sentence after a colon, if tokens `[first, last)` speak of several.

    "These countries have agreed to it: Chad, Mali".
    """
    if not any(token.word in word_class("several_states") for token in sentence.tokens[first:last]):
        return []
    for token in sentence.tokens[last:]:
        if token.word == ":":
            found = list_after(sentence, token.end, 2)
            rest = sentence.words_between(found[-1].span[1], sentence.span[1]) if found else ()
            return found if not any(word[:1].isalnum() for word in rest) else []
    return []
