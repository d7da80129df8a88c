"""Who takes part in a meeting: named officials, and delegations of states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.officials import officials_in
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import coordinated, is_actor
from extraction.engines.rules.terms import terms
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_TOWN = 4
"""Words back from the comma after a town to the preposition before it."""


@dataclass(frozen=True)
class Participant:
    """One who took part: an official, or a delegation (no name)."""

    country: str | None
    name: str | None = None
    role: str | None = None

    def as_row(self) -> dict[str, Any]:
        """Return the raw row."""
        return {"country": self.country, "name": self.name, "role": self.role}


def participants_in(sentence: Sentence, span: Span) -> list[Participant]:
    """Return who is named in `span`: officials, and for each country without one its delegation."""
    officials = [one for one in officials_in(sentence, span) if not _is_possessor(sentence, one.span[1])]
    found: list[Participant] = []
    for place, one in enumerate(officials):
        # In "a delegation led by A, B and C", B speaks for whom A does.
        gap = sentence.document[officials[place - 1].span[1] : one.span[0]].strip() if place else ""
        found.append(Participant(one.country or (found[-1].country if gap == "," else None), one.name, one.role))
    codes = {one.country for one in officials}
    for mention in sentence.countries_in(*span):
        inside = any(one.span[0] <= mention.span[0] < one.span[1] for one in officials)
        if not inside and mention.code not in codes and _takes_part(sentence, mention, span):
            codes.add(mention.code)
            name = sentence.document[slice(*mention.span)] if mention.form == "leader" else None
            found.append(Participant(mention.code, name, None if name else _delegates(sentence, span)))
    return found


def _is_possessor(sentence: Sentence, end: int) -> bool:
    """Say whether what ends at `end` only says whose something is ("President Petro's commitment")."""
    return sentence.document[end : end + 2] in ("'s", "’s")


def _takes_part(sentence: Sentence, mention: CountryMention, span: Span) -> bool:
    """Say whether a country itself takes part: it, its officials, or one of a list of those, not a place or a topic."""
    if not is_actor(sentence, mention):
        return False
    index = sentence.index_at(mention.span[0]) - 1
    if mention.form in NAME_FORMS and _is_of_a_place(sentence, index):
        return False
    while sentence.word_at(index) in word_class("determiners"):
        index -= 1
    mentions = list(sentence.countries_in(*span))
    listed = coordinated(sentence, mentions, mentions.index(mention))
    if listed[0] is not mention:
        return _takes_part(sentence, listed[0], span)
    if sentence.word_at(index) in function_words("elsewhere"):
        return False
    if sentence.word_at(index) in word_class("origins"):
        before = sentence.tokens[index].start
        return any(found.span[1] == before - 1 for found in terms("meetings/delegates").find(sentence.document, *span))
    return True


def _is_of_a_place(sentence: Sentence, comma: int) -> bool:
    """Say whether the comma at a token parts a town from its country: "met in Bali, Indonesia"."""
    if sentence.word_at(comma) != ",":
        return False
    place = comma - 1
    while place > comma - _TOWN and sentence.document[sentence.tokens[place].start].isupper():
        place -= 1
    return place < comma - 1 and sentence.word_at(place) in function_words("elsewhere")


def _delegates(sentence: Sentence, span: Span) -> str | None:
    """Return the noun for unnamed people in `span` as printed: "officials"."""
    found = [
        match for match in terms("meetings/delegates").find(sentence.document, *span) if "delegates" in match.values
    ]
    return sentence.document[slice(*found[0].span)] if found else None


def merged(participants: list[Participant]) -> tuple[Participant, ...]:
    """Return each participant once; a country with a named official has no unnamed delegation besides."""
    named = {one.country for one in participants if one.name}
    kept: list[Participant] = []
    for one in participants:
        same = next((place for place, other in enumerate(kept) if _is_same(one, other)), None)
        if same is None and (one.name or one.country not in named):
            kept.append(one)
        elif same is not None and len(one.name or "") > len(kept[same].name or ""):
            kept[same] = one
    return tuple(kept)


def _is_same(one: Participant, other: Participant) -> bool:
    """Say whether two are one: one name's words are in the other's ("President Biden", "Joe Biden")."""
    if one.name is None or other.name is None:
        return one.name == other.name and one.country == other.country
    words, others = set(one.name.split()), set(other.name.split())
    return words <= others or others <= words


def spoken_for(participants: list[Participant], code: str | None) -> list[Participant]:
    """Return the participants with `code` as the country of those for whom none is told."""
    return [one if one.country else replace(one, country=code) for one in participants]
