"""Who carries out a measure: the subject of its own words, and those with whom it is carried out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from core.document import Span
from extraction.engines.rules.doing import MainClause, main_clause
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.terms import holds, is_only, terms
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS, CountryMention
from extraction.lexicons.plain import plain

Party = dict[str, Any]

_DOER_FORMS = NAME_FORMS | DEMONYM_FORMS | {"institution", "government", "leader", "reference"}
_NAMED_FORMS = ("institution", "government", "leader")
"""Forms of mentions whose own words say who it is."""
_MARKS = frozenset({",", "*", "_", "**"})
_POSSESSIVE = ("'s", "'", "’")
_LONGEST_NAME = 12
_SHORTEST_NAME = 2
"""Words of an organisation's name, its country with them."""
_SHORTEST_ACRONYM = 2
_MOST_MEANS = 3
_MOST_TITLE = 4
"""Words of an office and first names before a leader's name."""


def doers(sentence: Sentence, offset: int) -> list[Party]:
    """Return who does what `sentence` says from the character `offset` on, and with whom; empty where it does not tell.

    That is the subject of its main clause, whoever gives the means in a phrase before it ("With USAID support, …"), and
    the countries and organisations right after "in partnership with" and the like.
    """
    clause = main_clause(sentence, offset)
    return merged([*_subject(clause), *_means(clause), *_partners(sentence, offset)])


def doers_named(sentence: Sentence, span: Span) -> list[Party]:
    """Return the countries of `span` if there is nothing else in it: a heading or a name that says who does it."""
    mentions = [mention for mention in sentence.countries_in(*span) if mention.form in _DOER_FORMS]
    rest = sentence.document[slice(*span)]
    for mention in reversed(mentions):
        rest = rest[: mention.span[0] - span[0]] + rest[mention.span[1] - span[0] :]
    words = "".join(letter if letter.isalnum() else " " for letter in rest).split()
    only = all(_joins(word.lower()) or is_only("measures/openers", word) for word in words)
    return [_bare(mention) for mention in mentions] if only else []


def _subject(clause: MainClause) -> Iterator[Party]:
    """Yield the doers that the subject of a clause names: those at its beginning, or else its one possessor."""
    if not clause.has_subject or clause.verb is None:
        return
    sentence, end = clause.sentence, clause.verb
    first = _after_openers(sentence, clause.subject, end)
    mentions = _listed(sentence, first, end)
    if len(mentions) > 1 and not _is_whole(sentence, mentions[-1], end):
        return  # "The Cuba, Haiti and Nicaragua parole processes have …"
    yield from _named(sentence, first, end) or _possessor(sentence, clause.subject, end)


def _named(sentence: Sentence, first: int, end: int) -> list[Party]:
    """Return the countries and organisations that stand one after another from token `first` on."""
    found: list[Party] = []
    while first < end:
        first = _after_openers(sentence, first, end)
        mentions = _listed(sentence, first, end)[:1]
        last = max(_name_end(sentence, first, end), first)
        if mentions and _is_doer(sentence, mentions[0], end):
            named = last if _is_organisation(sentence, first, last) else first
            last = max(named, sentence.index_at(mentions[0].span[1] - 1) + 1)
            found.append(_party(sentence, mentions[0], last))
        elif not mentions and _is_organisation(sentence, first, last):
            found.append(_organisation(sentence, first, last))
        else:
            break
        if not _joins(sentence.word_at(last)):
            break
        first = last
    return found


def _after_openers(sentence: Sentence, first: int, end: int) -> int:
    """Return the token after articles, "new", "the Government of" and marks of bold."""
    while first < end:
        token = sentence.tokens[first]
        inside = any(mention.span[0] <= token.start < mention.span[1] for mention in sentence.countries)
        word = token.word
        empty = word in word_class("determiners") or _joins(word) or not word[0].isalpha()
        if inside or not (empty or holds("measures/openers", word)):
            break
        first += 1
    return first


def _listed(sentence: Sentence, first: int, end: int) -> list[CountryMention]:
    """Return the countries that begin at token `first`, with those joined to them before the token `end`."""
    found: list[CountryMention] = []
    reached = first
    limit = sentence.tokens[end].start
    for mention in sentence.countries_in(sentence.tokens[first].start, limit) if first < end else ():
        place = sentence.index_at(mention.span[0])
        between = [sentence.word_at(index) for index in range(reached, place)]
        titled = mention.form == "leader" and place - _title_start(sentence, place, reached) == len(between)
        if mention.form not in _DOER_FORMS or not (titled or all(map(_joins, between))):
            break
        if found and not between:
            break  # "Guatemala La Aurora": one mention right after another is no list
        found.append(mention)
        reached = sentence.index_at(mention.span[1] - 1) + 1
    return found


def _joins(word: str) -> bool:
    """Say whether a word stands between the doers of a list: "and", a mark, "the"."""
    return word in _MARKS or word == "the" or word in function_words("and")


def _is_whole(sentence: Sentence, mention: CountryMention, end: int) -> bool:
    """Say whether a list of countries ends with `mention`: the verb, a comma or an adverb follows, no further noun."""
    index = sentence.index_at(mention.span[1] - 1) + 1
    while sentence.word_at(index) in ("*", "_", "**") and index < end:
        index += 1
    word = sentence.word_at(index)
    return index >= end or word in (",", "-") or word.endswith("ly") or word in word_class("adverbs")


def _is_doer(sentence: Sentence, mention: CountryMention, end: int) -> bool:
    """Say whether a mention that begins a subject tells the doer: no "Haitian migrants", no "Cuba's policies"."""
    if mention.form in DEMONYM_FORMS and any(0 <= cue.start - mention.span[1] <= 1 for cue in sentence.of("people")):
        return False
    after = sentence.index_at(mention.span[1] - 1) + 1
    return sentence.word_at(after) not in _POSSESSIVE or _is_means(sentence, after, end)


def _is_means(sentence: Sentence, first: int, end: int) -> bool:
    """Say whether tokens `[first, end)` name a measure, an institution, or what is given for a measure."""
    text = sentence.document[sentence.tokens[first].start : _start(sentence, end)]
    measure = any("measure" in found.values for found in terms("measures/heads").find(text))
    return measure or holds("measures/means", text) or holds("measures/organisations", text)


def _is_organisation(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether tokens `[first, last)` are an organisation's name: "International Organization for Migration"."""
    if last <= first:
        return False
    name = sentence.document[sentence.tokens[first].start : sentence.tokens[last - 1].end]
    acronym = last - first == 1 and name.isupper() and len(name) > _SHORTEST_ACRONYM
    return acronym or holds("measures/organisations", name)


def _organisation(sentence: Sentence, first: int, last: int) -> Party:
    """Return the organisation that tokens `[first, last)` name, with the one country in its name."""
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    codes = {mention.code for mention in sentence.countries_in(start, end) if mention.form in _DOER_FORMS}
    return {"country": codes.pop() if len(codes) == 1 else None, "name": plain(sentence.document[start:end])}


def _name_end(sentence: Sentence, first: int, end: int) -> int:
    """Return the token after a name: capitalised words, those that tie them, and an abbreviation in brackets."""
    last = first
    for index in range(first, min(end, first + _LONGEST_NAME)):
        token = sentence.tokens[index]
        letter = sentence.document[token.start]
        if _joins(token.word) and token.word != "the" and _begins_mention(sentence, index + 1):
            break  # the next doer
        if letter.isupper() or letter.isdigit():
            last = index + 1
        elif token.word not in word_class("prepositions") and (token.word == "," or not _joins(token.word)):
            break
    return last


def _begins_mention(sentence: Sentence, index: int) -> bool:
    index += sentence.word_at(index) in word_class("determiners")
    return any(mention.span[0] == _start(sentence, index) for mention in sentence.countries)


def _possessor(sentence: Sentence, first: int, end: int) -> list[Party]:
    """Return the one country whose means the subject is: "a portion of the United States' funding"."""
    found = [
        mention
        for mention in sentence.countries_in(sentence.tokens[first].start, sentence.tokens[end].start)
        if mention.form in _DOER_FORMS
        and sentence.word_at(after := sentence.index_at(mention.span[1] - 1) + 1) in _POSSESSIVE
        and _is_means(sentence, after, end)
    ]
    return [_bare(mention) for mention in found[:1]] if len({mention.code for mention in found}) == 1 else []


def _means(clause: MainClause) -> Iterator[Party]:
    """Yield whoever gives the means in the phrase before the subject: "Through the U.S. Government's program, …"."""
    sentence = clause.sentence
    if clause.verb is None or sentence.word_at(clause.opening) not in function_words("means"):
        return
    first = _after_openers(sentence, clause.opening + 1, clause.subject)
    mentions = _listed(sentence, first, clause.subject) if first - clause.opening <= _MOST_MEANS else []
    if len(mentions) == 1:
        yield _party(sentence, mentions[0], sentence.index_at(mentions[0].span[1] - 1) + 1)


def _partners(sentence: Sentence, offset: int) -> Iterator[Party]:
    """Yield the countries and organisations right after "in partnership with" and the like."""
    for found in terms("measures/partners").find(sentence.document, max(offset, sentence.span[0]), sentence.span[1]):
        first = sentence.index_at(found.span[1] - 1) + 1
        end = len(sentence.tokens)
        if first >= end:
            continue
        yield from _named(sentence, first, end - 1)


def _title_start(sentence: Sentence, place: int, first: int) -> int:
    """Return the first of the capitalised words right before token `place`: "Vice President Harris"."""
    while place > first and sentence.document[sentence.tokens[place - 1].start].isupper():
        place -= 1
    return place


def _bare(mention: CountryMention) -> Party:
    return {"country": mention.code, "name": None}


def _party(sentence: Sentence, mention: CountryMention, last: int) -> Party:
    """Return the party that a mention begins, its name as printed: an organisation's goes on to the token `last`."""
    start, end = mention.span
    place = sentence.index_at(start)
    if mention.form == "leader":
        start = sentence.tokens[_title_start(sentence, place, max(place - _MOST_TITLE, 0))].start
    elif mention.form not in _NAMED_FORMS:
        if not _is_organisation(sentence, place, last) or last - place < _SHORTEST_NAME:
            return _bare(mention)
        end = sentence.tokens[last - 1].end
    return {"country": mention.code, "name": plain(sentence.document[start:end])}


def _start(sentence: Sentence, index: int) -> int:
    return sentence.tokens[index].start if index < len(sentence.tokens) else sentence.span[1]


def merged(parties: Sequence[Party]) -> list[Party]:
    """Return each party once, a country by its first row."""
    kept: dict[tuple[str | None, str | None], Party] = {}
    for party in parties:
        kept.setdefault((party["country"], None if party["country"] else party["name"]), party)
    return list(kept.values())
