"""Who does what to whom: subjects, lists of countries, and the words of a phrase."""

from __future__ import annotations

from collections.abc import Sequence

from core.document import Span
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Clause, Sentence
from extraction.engines.rules.verbs import VerbGroup
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS, CountryMention

_PLAIN = NAME_FORMS | {"government", "institution", "leader", "reference", "capital"}
_FAR = 4
_SAID = 3
"""Words of a date between a verb of saying and what is said."""
_APPOSITION = 6
"""Words of an apposition that says of a country that it is one."""
_OF_SPANISH = frozenset({"de", "del", "d"})
_ELISIONS = (("l", "'"), ("d", "'"))
_ELIDED = frozenset({"l", "d"})
"""What French leaves of an article or "de" before a vowel."""
_AND = frozenset({"and", "y", "e", "et"})


def is_actor(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a mention can stand for the state: a name, a government, "Honduran officials", no demonym alone."""
    if mention.form in _PLAIN:
        return True
    if mention.form == "demonym_spanish" and _is_office(sentence, sentence.index_at(mention.span[0]) - 1):
        return True  # "el Gobierno hondureño"
    return mention.form in DEMONYM_FORMS and (_office_follows(sentence, mention) or _office_precedes(sentence, mention))


def _office_precedes(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether an office stands right before a Spanish demonym: "la cancillería mexicana"."""
    gap = sentence.document[mention.span[0] - 1 : mention.span[0]]
    return (
        mention.form == "demonym_spanish"
        and gap.isspace()
        and any(cue.end == mention.span[0] - 1 for cue in sentence.of("offices"))
    )


def _office_follows(sentence: Sentence, mention: CountryMention) -> bool:
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
    if sentence.word_at(index) == "'" and sentence.word_at(index - 1) in _ELIDED:
        index -= 1 if sentence.word_at(index - 1) in _OF_SPANISH else 2  # "d'Algérie", "l'Algérie"
    while sentence.word_at(index) in word_class("determiners"):
        index -= 1
    word = sentence.word_at(index)
    if word == "of" and sentence.word_at(index - 1) in word_class("state_nouns"):
        return is_oblique_at(sentence, index - 1)  # "the North African country of Tunisia" is Tunisia
    if word in _OF_SPANISH and _is_proper(sentence, index - 1):
        return is_oblique_at(sentence, index - 1)  # "el Servicio Nacional de Migración (SNM) de Panamá" acts
    if word == "of" or word in _OF_SPANISH or (word in word_class("oblique") and _is_office(sentence, index - 1)):
        return not _is_office(sentence, index - 1) or is_oblique_at(sentence, index - 1)
    if word in word_class("oblique"):
        return True
    if word in word_class("list_connectors") and _is_in_list(sentence, mention, word):
        before = [other for other in sentence.countries if other.span[1] <= sentence.tokens[index].start]
        return bool(before) and _joined(sentence, before[-1], mention) and is_oblique(sentence, before[-1])
    return False


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


def _is_office(sentence: Sentence, index: int) -> bool:
    if index < 0:
        return False
    token = sentence.tokens[index]
    return any(cue.start <= token.start < cue.end for cue in sentence.of("offices"))


def _is_in_list(sentence: Sentence, mention: CountryMention, word: str) -> bool:
    after = sentence.word_at(sentence.index_at(mention.span[1] - 1) + 1)
    return word.isalpha() or after in (",", "or", "o", "ou") or after in _AND


def _joined(sentence: Sentence, one: CountryMention, other: CountryMention) -> bool:
    """Say whether nothing but connectors stands between two mentions."""
    connectors = word_class("list_connectors")
    words = sentence.words_between(one.span[1], other.span[0])
    if one.form == "leader" and other.form in NAME_FORMS and words in ((",",), (",", "the")):
        return False  # "on a visit of Rubio, Panama and Guatemala agreed"
    possessive = words[:1] in (("'s",), ("'",))
    words = _without_apposition(_without_short_form(words[:-2] if words[-2:] in _ELISIONS else words))
    return bool(words) and not possessive and all(word in connectors or _plain_office(word) for word in words)


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
    closed = sentence.words_between(before.span[1], last.span[0])[:1] in (("and",), ("y",))
    return closed and other.form not in NAME_FORMS and sentence.words_between(last.span[1], other.span[0])[:1] == (",",)


def _goes_on_alone(sentence: Sentence, three: Sequence[CountryMention]) -> bool:
    """Say whether somebody who governs goes on after a phrase with one state and a comma, and no "and" makes a list."""
    one, other = three[:2]
    if other.form in NAME_FORMS or sentence.words_between(one.span[1], other.span[0]) != (",", "the"):
        return False
    joined = len(three) > 2 and _joined(sentence, other, three[2])
    return not joined and is_oblique(sentence, one)


def list_after(sentence: Sentence, end: int, reach: int = _FAR) -> list[CountryMention]:
    """Return the list of states that begins within `reach` words after the character `end`."""
    index = sentence.index_at(end) if end < sentence.tokens[-1].end else len(sentence.tokens)
    if index >= len(sentence.tokens):
        return []
    limit = sentence.tokens[min(index + reach, len(sentence.tokens) - 1)].end
    following = actors(sentence, end, sentence.span[1])
    if not following or following[0].span[0] >= limit:
        return []
    return coordinated(sentence, following, 0)


def subjects(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the states that are the subject of a verb, as far as the words before it tell; empty if none."""
    if sentence.speaker is not None and is_first_person(sentence, group.first):
        return [sentence.speaker]
    verb_start = sentence.tokens[group.first].start
    clause = sentence.clause_at(verb_start)
    start = sentence.tokens[clause.first].start
    found = _candidates(sentence, (start, verb_start))
    if found:
        return found
    if clause.opener == "relative" and not _has_pronoun(sentence, clause, group):
        found = _antecedent(sentence, clause) or _speaker_left_unsaid(sentence, clause, group)
        return found or named_below(sentence, max(clause.first - 1, 0), group.first)
    if group.tense == "none" or _follows_opener(sentence, clause, group):
        found = _candidates(sentence, (sentence.span[0], verb_start), first=True)
    return found or _topic(sentence, group) or named_below(sentence, max(clause.first - 1, 0), group.first)


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


def is_first_person(sentence: Sentence, index: int) -> bool:
    """Say whether "we" or "I" stands right before the token at `index`, an adverb between them at most."""
    before = index - 1
    if sentence.word_at(before) in word_class("adverbs"):
        before -= 1
    return sentence.word_at(before) in word_class("first_person")


def _topic(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the state that a list's entry is about, where a verb opens the sentence: "Palau. Signed a memorandum"."""
    opens = not group.is_infinitive and not any(token.word[0].isalnum() for token in sentence.tokens[: group.first])
    return [sentence.topic] if sentence.topic is not None and opens and group.tense != "none" else []


def subjects_before(sentence: Sentence, offset: int) -> list[CountryMention]:
    """Return the states that are the subject of a phrase at `offset`: "Honduras is nearing such a deal"."""
    return _candidates(sentence, (sentence.clause_span(offset)[0], offset))


def _candidates(sentence: Sentence, span: Span, *, first: bool = False) -> list[CountryMention]:
    found = [mention for mention in actors(sentence, *span) if not is_oblique(sentence, mention)]
    found = [mention for mention in found if not is_possessor(sentence, mention)]
    if not found:
        return []
    return coordinated(sentence, found, 0 if first else len(found) - 1)


def is_possessor(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a mention only says whose something is: "Trump's first term"; "Mexico's president" speaks for it."""
    if sentence.word_at(sentence.index_at(mention.span[1] - 1) + 1) not in ("'s", "'"):
        return False
    return not _office_follows(
        sentence, CountryMention((mention.span[0], mention.span[1] + 2), mention.code, "demonym")
    )


def _speaker_left_unsaid(sentence: Sentence, clause: Clause, group: VerbGroup) -> list[CountryMention]:
    """Return who says what it did itself, where Spanish leaves the subject unsaid: "Perú dijo que acordó recibir"."""
    if sentence.word_at(clause.first) != "que" or group.first != clause.first + 1 or group.passive:
        return []
    start = sentence.tokens[clause.first].start
    for verb in sentence.of("reporting_verbs", "agreement_verbs"):
        near = verb.is_verb and verb.end <= start and len(sentence.words_between(verb.end, start)) <= _SAID
        if near and verb.form == "past" and (verb.lexicon == "reporting_verbs" or verb.value == "announced"):
            return _candidates(sentence, (sentence.span[0], verb.start))
    return []


def _antecedent(sentence: Sentence, clause: Clause) -> list[CountryMention]:
    before = actors(sentence, sentence.span[0], sentence.tokens[clause.first].start)
    if not before:
        return []
    gap = sentence.words_between(before[-1].span[1], sentence.tokens[clause.first].start)
    return [before[-1]] if not [word for word in gap if word[0].isalnum() and word not in ("in", "by", "to")] else []


def _has_pronoun(sentence: Sentence, clause: Clause, group: VerbGroup) -> bool:
    """Say whether the clause's subject is a pronoun: "announced that it had agreed"."""
    return any(
        sentence.word_at(index) in word_class("personal_pronouns") for index in range(clause.first + 1, group.first)
    )


def _follows_opener(sentence: Sentence, clause: Clause, group: VerbGroup) -> bool:
    """Say whether the verb has no subject in its clause at all: "Mexico …, and rejected"; or a pronoun."""
    words = [token.word for token in sentence.tokens[clause.first : group.first]]
    return not words or all(word in word_class("pronouns") or word in word_class("clause_words") for word in words)


def is_of_none(sentence: Sentence, start: int) -> bool:
    """Say whether the noun phrase at the character `start` is of nothing: "no flight", "none of the migrants"."""
    index = sentence.index_at(start)
    return any(
        sentence.word_at(place) in word_class("none") and sentence.word_at(place + 2) != "than"  # "no fewer than 41"
        for place in range(max(index - 3, 0), index + 1)
    )


def agents(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the states by which a passive verb's act is done ("deported by the United States")."""
    clause_end = _clause_end(sentence, group)
    for index in range(group.last, clause_end):
        if sentence.word_at(index) in word_class("agent_words"):
            found = list_after(sentence, sentence.tokens[index].end)
            return [*found, *_further_officials(sentence, found, clause_end)] if found else []
    return []


def _further_officials(sentence: Sentence, found: Sequence[CountryMention], last: int) -> list[CountryMention]:
    """Return the states whose officials stand beside the first: "by Secretary … Marquez and Panama's minister"."""
    end = sentence.tokens[last - 1].end
    return [
        mention
        for mention in actors(sentence, found[-1].span[1], end)
        if _owns_office(sentence, mention) or _is_office_joined(sentence, found[-1], mention)
    ]


def _owns_office(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a state stands between "and" and its own office: "and Panama's minister"."""
    joined = sentence.word_at(sentence.index_at(mention.span[0]) - 1) in _AND
    owner = sentence.word_at(sentence.index_at(mention.span[1] - 1) + 1) in ("'s", "'")
    return joined and owner and (not is_possessor(sentence, mention) or _names_somebody(sentence, mention))


def _is_office_joined(sentence: Sentence, first: CountryMention, mention: CountryMention) -> bool:
    """Say whether the office of another state is joined by "and": "…, Marco Rubio, y el canciller paraguayo"."""
    index = sentence.index_at(mention.span[0]) - 1
    office = False
    while index >= 0 and sentence.tokens[index].start >= first.span[1]:
        word = sentence.word_at(index)
        if word in _AND:
            return office
        is_office = _is_office(sentence, index)
        office = office or is_office
        named = sentence.document[sentence.tokens[index].start].isupper()
        if not (is_office or named or word in _OF_SPANISH or word in word_class("determiners")):
            return False
        index -= 1
    return False


def _names_somebody(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a name follows a possessor: "Cambodia's Sar Kheng"."""
    after = sentence.index_at(mention.span[1] - 1) + 2
    return after < len(sentence.tokens) and sentence.document[sentence.tokens[after].start].isupper()


def _clause_end(sentence: Sentence, group: VerbGroup) -> int:
    return sentence.clause_at(sentence.tokens[group.first].start).last
