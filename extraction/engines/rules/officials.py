"""Named officials in a sentence: "the Acting Secretary of …, Jane Q. Roe," and "Panamanian President José Mulino"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.terms import holds, terms
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS, CountryMention

_MOST_TOKENS = 24
_LONGEST_NAME = 7


@dataclass(frozen=True)
class Official:
    """One named official: name and role as printed, the country spoken for if that is told, and all its characters."""

    name: str
    role: str
    country: str | None
    span: Span


@cache
def _words(value: str) -> frozenset[str]:
    return frozenset(entry.term for entry in terms("meetings/titles").entries if entry.value == value)


@cache
def _title_words() -> frozenset[str]:
    """Return every word that a title may be made of, as printed."""
    entries = terms("meetings/titles").entries
    return frozenset(word for entry in entries for word in entry.term.split() if word[0].isupper())


def officials_in(sentence: Sentence, span: Span) -> list[Official]:
    """Return the named officials in `span`, in order."""
    found: list[Official] = []
    titles = terms("meetings/titles").find(sentence.document, *span)
    heads = [match for match in titles if any(value not in ("part", "link") for value in match.values)]
    for head in heads:
        if found and head.span[0] < found[-1].span[1]:
            continue
        first = _title_start(sentence, sentence.index_at(head.span[0]), span[0])
        official = _official(sentence, first, sentence.index_at(head.span[1] - 1) + 1, span[1])
        if official is not None:
            found.append(official)
    return found


def _title_start(sentence: Sentence, index: int, floor: int) -> int:
    """Return where the capitalised words of a title before its noun begin ("Acting Deputy …")."""
    first = index
    while first > 0 and sentence.tokens[first - 1].start >= floor:
        linked = first < index or _printed(sentence, first - 1) != "and"  # "and President …" begins another title
        if _is_title_word(sentence, first - 1):
            first -= 1
        elif linked and _printed(sentence, first - 1) in _words("link") and _is_title_word(sentence, first - 2):
            first -= 2
        else:
            break
    return first


def _official(sentence: Sentence, first: int, after_head: int, end: int) -> Official | None:
    last = after_head
    while last < min(len(sentence.tokens), first + _MOST_TOKENS) and _continues_title(sentence, last, end):
        last += 1
    while last > after_head and _printed(sentence, last - 1) in _words("link"):
        last -= 1
    name = _name_at(sentence, last, end)
    if name is None:
        swallowed = _swallow(sentence, last, end)
        if sentence.word_at(swallowed) != ",":
            return None
        name, last = _name_at(sentence, swallowed + 1, end), swallowed
    if name is None or _is_title_head(sentence, name[0]):
        return None
    role = sentence.document[sentence.tokens[first].start : sentence.tokens[last - 1].end]
    printed = sentence.document[sentence.tokens[name[0]].start : sentence.tokens[name[1] - 1].end]
    whole = (sentence.tokens[first].start, sentence.tokens[name[1] - 1].end)
    country = _country(sentence, first, last, name)
    return Official(" ".join(printed.split()), " ".join(role.split()), country, whole)


def _swallow(sentence: Sentence, index: int, end: int) -> int:
    """Return where the unknown capitalised words of a title end, before the comma that its holder's name follows."""
    while index < len(sentence.tokens) and sentence.tokens[index].start < end:
        printed = _printed(sentence, index)
        if not (printed[0].isupper() or printed in _words("link")):
            break
        index += 1
    return index


def _name_at(sentence: Sentence, index: int, end: int) -> tuple[int, int] | None:
    """Return the tokens of a name that begins at `index`: capitalised words, initials, "Jr."; None if none does."""
    if sentence.word_at(index) == ",":
        index += 1
    first = index
    while index < len(sentence.tokens) and index - first < _LONGEST_NAME and sentence.tokens[index].start < end:
        printed = _printed(sentence, index)
        initial = printed == "." and len(sentence.word_at(index - 1)) <= 2
        if not initial and not _is_name_word(sentence, index, first):
            break
        index += 1
    while index > first and _printed(sentence, index - 1) == ".":
        index -= 1
    words = [_printed(sentence, place) for place in range(first, index)]
    return (first, index) if any(len(word) > 2 for word in words) else None


def _is_name_word(sentence: Sentence, index: int, first: int) -> bool:
    """Say whether a word can be part of a name; a country's name can after a first name ("Lisa O. Monaco")."""
    printed = _printed(sentence, index)
    if not printed[0].isupper() or printed in _title_words():
        return False
    return (
        not _is_country(sentence, index) or index - first == 1 or (index > first and sentence.word_at(index - 1) == ".")
    )


def _continues_title(sentence: Sentence, index: int, end: int) -> bool:
    if sentence.tokens[index].start >= end:
        return False
    printed = _printed(sentence, index)
    if printed in _words("link"):
        following = _printed(sentence, index + 1)
        return printed != "and" or (following in _title_words() and not _is_title_head(sentence, index + 1))
    return _is_title_word(sentence, index) or _is_country(sentence, index) or printed == "-"


def _is_title_word(sentence: Sentence, index: int) -> bool:
    """Say whether a word may stand in a title: as it is printed, or in lower case ("foreign policy chief")."""
    printed = _printed(sentence, index)
    return printed in _title_words() or (printed.islower() and printed.capitalize() in _title_words())


def _is_title_head(sentence: Sentence, index: int) -> bool:
    return _printed(sentence, index) in _words("title")


def _is_country(sentence: Sentence, index: int) -> bool:
    """Say whether a token belongs to the name of a country; a leader's own name is a name."""
    token = sentence.tokens[index]
    return any(
        mention.span[0] <= token.start < mention.span[1] and mention.form != "leader" for mention in sentence.countries
    )


def _printed(sentence: Sentence, index: int) -> str:
    if not 0 <= index < len(sentence.tokens):
        return " "
    token = sentence.tokens[index]
    return sentence.document[token.start : token.end]


def _country(sentence: Sentence, first: int, last: int, name: tuple[int, int]) -> str | None:
    """Return whom the official speaks for: a country in the title, before it, or after the name; else the title's."""
    start, end = sentence.tokens[first].start, sentence.tokens[name[1] - 1].end
    own = [mention for mention in sentence.countries if start <= mention.span[0] < end]
    before = [mention for mention in sentence.countries if _is_right_before(sentence, mention, first)]
    after = [mention for mention in sentence.countries_in(end, end + 40) if _is_of(sentence, mention, name[1])]
    in_title = [mention for mention in own if mention.span[0] < sentence.tokens[last - 1].end]
    if _is_ambassador(sentence, first) and in_title:
        in_title = []
    for mentions in (before, in_title, after, [mention for mention in own if mention.form == "leader"]):
        if mentions:
            return mentions[0].code
    role = sentence.document[start : sentence.tokens[last - 1].end]
    codes = [value for found in terms("meetings/titles").find(role) for value in found.values if value.isupper()]
    return codes[0] if codes else None


def _is_ambassador(sentence: Sentence, first: int) -> bool:
    """Say whether the country in the title is where the official is sent to ("Ambassador to Mexico")."""
    return sentence.word_at(first + 1) in function_words("to")


def _is_right_before(sentence: Sentence, mention: CountryMention, first: int) -> bool:
    """Say whether a demonym, an abbreviation or a possessive stands right before the title."""
    start = sentence.tokens[first].start
    far = first > 1 and sentence.tokens[first - 2].start >= mention.span[1]  # of many mentions most are
    if far or mention.span[1] > start:
        return False
    gap = sentence.words_between(mention.span[1], start)
    return gap in (("'s",), ("'",)) or (not gap and mention.form in DEMONYM_FORMS | NAME_FORMS)


def _is_of(sentence: Sentence, mention: CountryMention, index: int) -> bool:
    """Say whether "of Guatemala" follows the name."""
    gap = sentence.words_between(sentence.tokens[index - 1].end, mention.span[0])
    words = [word for word in gap if word[0].isalpha() and not holds("meetings/name_suffixes", word)]
    return [word for word in words if word not in word_class("determiners")] in [
        [word] for word in word_class("origins")
    ]
