"""One mention of a meeting: who took part, when, where, and what it was about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import regex

from core.document import Span
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.officials import officials_in
from extraction.engines.rules.phrases import coordinated, is_actor, list_after
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.terms import function_words, is_only, terms
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

LEXICON = "meetings"
_DISCUSS = "discuss"
FORMATS = frozenset({"meeting", "talks", "call", "summit"})
_PLACE = regex.compile(
    r"\b(?:in|at|en)\s+(?P<place>(?:the\s+)?\p{Lu}[\p{L}.'’-]*(?:\s+(?:of\s+|de\s+)?\p{Lu}[\p{L}.'’-]*){0,4})"
)
_MARKS_AT_END = " ,;:.–—-"


@dataclass(frozen=True)
class Participant:
    """One who took part: an official, or a delegation (no name)."""

    country: str | None
    name: str | None = None
    role: str | None = None

    def as_row(self) -> dict[str, Any]:
        """Return the raw row."""
        return {"country": self.country, "name": self.name, "role": self.role}


@dataclass(frozen=True)
class Meeting:
    """One mention of a meeting in one sentence."""

    sentence: Sentence
    cue: Cue
    format: str
    modality: str
    participants: tuple[Participant, ...]
    date: str | None
    place: str | None
    subject: str | None

    @property
    def codes(self) -> frozenset[str]:
        """The countries that took part."""
        return frozenset(one.country for one in self.participants if one.country)


def meeting_by_verb(sentence: Sentence, cue: Cue) -> Meeting | None:
    """Read "A met with B to discuss C": None if it did not happen and is not planned, or if no two countries meet."""
    group = verb_group(sentence, cue)
    if (
        group.passive
        or group.modality not in ("asserted", "planned")
        or (group.tense == "none" and not group.progressive)
    ):
        return None
    start = _clause_start(sentence, group.first)
    subject = _subject(sentence, cue.end) if cue.lemma != _DISCUSS else _discussed(sentence, cue)
    end = subject[0] if subject else _clause_end(sentence, cue.end)
    took_part = participants_in(sentence, (start, cue.start))
    hosted = participants_in(sentence, (cue.end, end))
    if not took_part or (cue.value == "host" and not _are_guests(sentence, hosted, (cue.end, end))):
        return None
    return _meeting(sentence, cue, group.modality, merged([*took_part, *hosted]), (cue.end, end), subject)


def _are_guests(sentence: Sentence, hosted: list[Participant], span: Span) -> bool:
    """Say whether people were received: officials, a delegation, or others for a meeting that is named."""
    if any(one.name or one.role for one in hosted):
        return True
    meets = any(found.value in FORMATS and span[0] <= found.start < span[1] for found in sentence.of(LEXICON))
    delegates = bool(terms("meetings/delegates").find(sentence.document, *span))
    return (bool(hosted) and (meets or delegates)) or (meets and delegates)


def is_of_many_states(meeting: Meeting) -> bool:
    """Say whether a state received others without naming them: "hosted a ministerial with 21 countries"."""
    if meeting.cue.value != "host":
        return False
    after = (meeting.cue.end, meeting.sentence.span[1])
    named = any(cue.value in FORMATS and cue.start >= after[0] for cue in meeting.sentence.of(LEXICON))
    return named and bool(terms("meetings/many_states").find(meeting.sentence.document, *after))


def meeting_by_noun(sentence: Sentence, cue: Cue) -> Meeting | None:
    """Read "talks between A and B": both must be named."""
    index = sentence.index_at(cue.end - 1) + 1
    if sentence.word_at(index) not in function_words("between") or _is_discounted(sentence, cue):
        return None
    start = sentence.tokens[index].end
    named = list_after(sentence, start)
    if not named:
        return None
    subject = _subject(sentence, named[-1].span[1])
    took_part = participants_in(sentence, (start, subject[0] if subject else _clause_end(sentence, start)))
    return _meeting(sentence, cue, "asserted", merged(took_part), (start, named[-1].span[1]), subject)


def _is_discounted(sentence: Sentence, cue: Cue) -> bool:
    """Say whether the words before a noun make it no meeting that takes place ("possible talks", "no talks")."""
    index = sentence.index_at(cue.start)
    before = [sentence.word_at(place) for place in range(max(index - 3, 0), index)]
    return any(
        word in word_class("negations") or is_only("stances/discounted", word) for word in before if word[0].isalpha()
    )


def _meeting(
    sentence: Sentence,
    cue: Cue,
    modality: str,
    participants: tuple[Participant, ...],
    after: Span,
    subject: tuple[int, Span] | None,
) -> Meeting | None:
    named = next((found.value for found in sentence.of(LEXICON) if after[0] <= found.start < after[1]), "")
    kind = named if named in FORMATS else cue.value if cue.value in FORMATS else "meeting"
    return Meeting(
        sentence,
        cue,
        kind,
        modality,
        participants,
        _date(sentence),
        _place(sentence, after),
        _collapsed(sentence, subject[1]) if subject else None,
    )


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


def _clause_start(sentence: Sentence, first: int) -> int:
    clause = sentence.clause_at(sentence.tokens[first].start)
    return sentence.tokens[clause.first].start


def _clause_end(sentence: Sentence, offset: int) -> int:
    index = sentence.index_at(min(offset, sentence.tokens[-1].start))
    for token in sentence.tokens[index:]:
        if token.word == ";" or (token.word in word_class("clause_words") and token.start > offset):
            return token.start
    return sentence.tokens[-1].end


def _subject(sentence: Sentence, start: int) -> tuple[int, Span] | None:
    """Return where the words that introduce the subject begin, and the subject's characters; None if there are none."""
    if not sentence.tokens or start >= sentence.tokens[-1].end:
        return None
    limit = sentence.tokens[-1].end
    dates = [value.span[0] for value in sentence.values_of("date")]
    for found in terms("meetings/subjects").find(sentence.document, start, limit):
        after = sentence.index_at(found.span[1])
        if found.span[1] >= limit or sentence.tokens[after].start in dates:
            continue
        first = found.span[0] if "purpose" in found.values else sentence.tokens[after].start
        end = _subject_end(sentence, after)
        return found.span[0], (first, end)
    return None


def _discussed(sentence: Sentence, cue: Cue) -> tuple[int, Span] | None:
    """Return the object of "discussed": what the talks were about."""
    if cue.end >= sentence.tokens[-1].end:
        return None
    index = sentence.index_at(cue.end)
    end = _subject_end(sentence, index)
    return (cue.end, (sentence.tokens[index].start, end)) if end > cue.end else None


def _subject_end(sentence: Sentence, index: int) -> int:
    """Return where a subject ends: at the sentence's end, or at a comma that a new thought follows."""
    ends = {entry.term for entry in terms("meetings/subject_ends").entries}
    dates = [value.span[0] for value in sentence.values_of("date")]
    for place in range(index, len(sentence.tokens)):
        if (
            place > index + 1
            and sentence.tokens[place].start in dates
            and sentence.word_at(place - 1) in function_words("dated")
        ):
            return _without_place(sentence, index, place - 1)
        token = sentence.tokens[place]
        following = sentence.word_at(place + 1)
        if token.word in (";", ":", '"', "(") or (
            token.word == "," and (following in ends or (following.endswith("ing") and following != "including"))
        ):
            return _trimmed(sentence, token.start)
    return _trimmed(sentence, sentence.tokens[-1].end)


def _without_place(sentence: Sentence, first: int, last: int) -> int:
    """Return where a subject before a date ends: a place right before the date is where they met."""
    start, end = sentence.tokens[first].start, sentence.tokens[last].start
    for match in _PLACE.finditer(sentence.document, start, end):
        if not sentence.document[match.end() : end].strip():
            return _trimmed(sentence, match.start())
    return _trimmed(sentence, end)


def _trimmed(sentence: Sentence, end: int) -> int:
    while sentence.document[end - 1] in _MARKS_AT_END or sentence.document[end - 1].isspace():
        end -= 1
    return end


def _date(sentence: Sentence) -> str | None:
    """Return the printed date of a sentence: a full one before a word for a day."""
    dates = [value.text for value in sentence.values_of("date")]
    days = terms("meetings/release_days").find(sentence.document, *sentence.span)
    dates += [sentence.document[slice(*found.span)] for found in days]
    return next((text for text in dates if any(letter.isdigit() for letter in text)), dates[0] if dates else None)


def _place(sentence: Sentence, span: Span) -> str | None:
    dates = sentence.values_of("date")
    for match in _PLACE.finditer(sentence.document, *span):
        if not any(value.span[0] <= match.start("place") < value.span[1] for value in dates):
            return " ".join(match["place"].split())
    return None


def _collapsed(sentence: Sentence, span: Span) -> str | None:
    return " ".join(sentence.document[slice(*span)].split()) or None
