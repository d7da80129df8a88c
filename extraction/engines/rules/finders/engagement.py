"""Engagements: meetings, calls, summits and talks between states, each told once with all who took part."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from core.document import Span
from extraction.engines.rules.agreements.statements import is_of_another_field
from extraction.engines.rules.analysis import MOST_QUOTES, Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.journeys_to_meetings import meeting_by_journey
from extraction.engines.rules.meetings import (
    FORMATS,
    LEXICON,
    Meeting,
    is_of_many_states,
    meeting_by_noun,
    meeting_by_verb,
)
from extraction.engines.rules.participants import Participant, merged, participants_in, spoken_for
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.spokespeople import Spokespeople, spokespeople_of
from extraction.engines.rules.subject_matter import BORDER, CORE, is_about_people, is_dealt_with, names_other_field
from extraction.engines.rules.surroundings import surroundings_of
from extraction.engines.rules.terms import is_only, terms
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.folding import fold

MOST_MEETINGS = 200
"""Meetings that are told apart: no document tells more, and hostile ones stay cheap."""
_NEAR = 3
"""Paragraphs within which others join a meeting told before."""


@dataclass
class _Told:
    """A meeting as its mentions tell it together."""

    first: Meeting
    participants: list[Participant]
    sentences: list[Sentence] = field(default_factory=list)
    date: str | None = None
    place: str | None = None
    subject: str | None = None

    def add(self, meeting: Meeting) -> None:
        """Take in another mention: what the first ones leave open it fills in."""
        self.sentences.append(meeting.sentence)
        self.participants = list(merged([*self.participants, *meeting.participants]))
        self.date = self.date or meeting.date
        self.place = self.place or meeting.place
        self.subject = self.subject or meeting.subject


def find(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the engagements of the document as raw items."""
    if LEXICON not in analysis.lexicons or not is_about_people(analysis) or is_of_another_field(analysis):
        return []
    told: list[_Told] = []
    speaking = spokespeople_of(analysis)
    for sentence in analysis.prose_with({LEXICON}):
        for cue in sentence.of(LEXICON):
            if cue.value in ("join", "delegation", "alongside"):
                _join(analysis, told, sentence, cue)
                continue
            meeting = _meeting(analysis, sentence, cue, speaking)
            if meeting is not None and len(told) < MOST_MEETINGS:
                _tell(told, meeting)
    return [_item(analysis, entry) for entry in told if entry.first.modality in ("asserted", "planned")]


def _meeting(analysis: Analysis, sentence: Sentence, cue: Cue, speaking: Spokespeople) -> Meeting | None:
    scope = _scope(analysis, sentence) if sentence.countries else None
    if scope is None:
        return None
    if cue.is_verb:
        meeting = meeting_by_journey(sentence, cue) if cue.value == "journey" else meeting_by_verb(sentence, cue)
    else:
        meeting = meeting_by_noun(sentence, cue) if cue.value in FORMATS else None
    if meeting is not None:
        known = [one if one.country or not one.name else _of_state(one, speaking) for one in meeting.participants]
        meeting = replace(meeting, participants=tuple(known))
    if meeting is None or _is_toward_instrument(meeting) or _is_on_another_field(meeting):
        return None
    if scope == "subject" and not _names_core(meeting.subject or ""):
        return None
    return meeting if len(meeting.codes) > 1 or is_of_many_states(meeting) else None


def _scope(analysis: Analysis, sentence: Sentence) -> str | None:
    """Say by what a meeting is about dealings over migration: the paragraph, or the title if it is on no other field.

    Where only a border is named, what is discussed has to name it. None if nothing does.
    """
    around = surroundings_of(analysis)
    fields = around.fields(sentence)
    if is_dealt_with(analysis, fields) or (around.title_fields & CORE and not names_other_field(sentence)):
        return "around"
    return "subject" if BORDER in fields else None


def _names_core(text: str) -> bool:
    return any(CORE.intersection(found.values) for found in terms("cues/subject_matter").find(text))


def _of_state(one: Participant, speaking: Spokespeople) -> Participant:
    """Return an official with the country that the document gives elsewhere."""
    return replace(one, country=speaking.country_of(one.name or ""))


def _is_on_another_field(meeting: Meeting) -> bool:
    """Say whether what is discussed is named and of a field that has talks of its own: "to discuss grain"."""
    words = fold(meeting.subject or "").text.replace(",", " ").split()
    own = any(terms("cues/subject_matter").find(meeting.subject or ""))
    return not own and any(word in word_class("other_fields") for word in words)


def _is_toward_instrument(meeting: Meeting) -> bool:
    """Say whether the talks are toward an agreement: they are told as one that is being negotiated."""
    return meeting.format == "talks" and any(
        cue.lexicon == "instruments" and cue.start > meeting.cue.start for cue in meeting.sentence.cues
    )


def _tell(told: list[_Told], meeting: Meeting) -> None:
    for entry in told:
        known = frozenset(one.country for one in entry.participants)
        same = meeting.codes == known if meeting.cue.is_verb else meeting.codes <= known
        if same and (not meeting.date or not entry.date or meeting.date == entry.date):
            if meeting.sentence not in entry.sentences:
                entry.add(meeting)
            return
    told.append(
        _Told(
            meeting,
            list(meeting.participants),
            [meeting.sentence],
            meeting.date,
            meeting.place,
            meeting.subject,
        )
    )


@rule
def _join(analysis: Analysis, told: list[_Told], sentence: Sentence, cue: Cue) -> None:
    """Add those who joined, or whom a delegation included, to the meeting told last before."""
    if not told or len(told[-1].sentences) >= MOST_QUOTES or sentence in told[-1].sentences:
        return  # who is named where no quote reaches could not be grounded
    entry = told[-1]
    far = sentence.paragraph - entry.sentences[-1].paragraph
    if far > (0 if cue.value == "alongside" else _NEAR) and cue.value != "delegation":
        return
    known = {one.country for one in entry.participants}
    if cue.value == "join":
        hosts = [one.country for one in entry.participants if one.name]
        joining = _named(sentence, (cue.end, sentence.span[1]), hosts[0] if hosts else None)
    else:
        codes = [mention.code for mention in sentence.countries if mention.span[0] < cue.start]
        joining = _named(sentence, sentence.span, codes[-1] if codes else None)
    joining = [one for one in joining if one.country in known or is_of_many_states(entry.first)]
    if joining:
        entry.participants = list(merged([*entry.participants, *joining]))
        entry.sentences.append(sentence)


def _named(sentence: Sentence, span: Span, code: str | None) -> list[Participant]:
    """Return the officials named in `span`; who names no country of their own speaks for `code`."""
    return spoken_for([one for one in participants_in(sentence, span) if one.name], code)


def _item(analysis: Analysis, entry: _Told) -> dict[str, Any]:
    meeting = entry.first
    return {
        "quotes": analysis.quotes(entry.sentences),
        "modality": meeting.modality,
        "hedge": hedge_of(meeting.sentence, meeting.cue.start),
        "date": _date(analysis, entry.date),
        "place": entry.place,
        "subject": entry.subject,
        "format": meeting.format,
        "participants": [one.as_row() for one in entry.participants],
    }


def _date(analysis: Analysis, printed: str | None) -> dict[str, str] | None:
    """Return a date as printed; the release date that the text prints beats "today"."""
    if printed is None:
        return None
    if is_only("meetings/release_days", printed):
        for item in analysis.document.metadata:
            if item.name == "published_on" and item.span is not None:
                return {"text": item.text}
    return {"text": printed}
