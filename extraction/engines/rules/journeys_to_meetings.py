"""Meetings told by the journey to them: "traveled to Panama on Tuesday for talks on migration with President …"."""

from __future__ import annotations

from extraction.engines.rules.grammar import function_words
from extraction.engines.rules.meeting_details import collapsed, date_of, subject_of
from extraction.engines.rules.meetings import FORMATS, LEXICON, Meeting
from extraction.engines.rules.participants import Participant, merged, participants_in, spoken_for
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_TO_PLACE = 3
"""Words from a verb of going to where it goes ("arrived late in Bogotá")."""
_TO_MEETING = 12
"""Words from there to the meeting that it is for, a date and a place's own country between."""
_FOR = 4
"""Words from "for" to the noun of the meeting ("for a second round of talks")."""


@rule
def meeting_by_journey(sentence: Sentence, cue: Cue) -> Meeting | None:
    """Read "A traveled to B for talks with C on D": who travels meets the state of the place, or its officials."""
    group = verb_group(sentence, cue)
    if (
        group.passive
        or group.modality not in ("asserted", "planned")
        or (group.tense == "none" and group.modality == "asserted")
    ):
        return None
    place = _place(sentence, cue)
    noun = _meeting_noun(sentence, place) if place is not None else None
    start = sentence.tokens[sentence.clause_at(cue.start).first].start
    travellers = participants_in(sentence, (start, cue.start))
    if place is None or noun is None or not travellers or any(one.country == place.code for one in travellers):
        return None
    end = sentence.tokens[-1].end
    hosts = spoken_for(participants_in(sentence, (noun.end, end)), place.code)
    if not any(one.country == place.code for one in hosts):
        hosts.append(Participant(place.code))
    subject = subject_of(sentence, noun.end)
    return Meeting(
        sentence,
        noun,
        noun.value,
        group.modality,
        merged([*travellers, *hosts]),
        date_of(sentence),
        sentence.document[slice(*place.span)] if place.form == "capital" else None,
        _without_hosts(collapsed(sentence, subject[1])) if subject else None,
    )


def _place(sentence: Sentence, cue: Cue) -> CountryMention | None:
    """Return the country, or its capital, that a verb of going leads to: right after "to" or "in"."""
    following = sentence.index_at(cue.end - 1) + 1
    for mention in sentence.countries:
        index = sentence.index_at(mention.span[0])
        if following < index <= following + _TO_PLACE:
            return mention if sentence.word_at(index - 1) in function_words("elsewhere") else None
    return None


def _meeting_noun(sentence: Sentence, place: CountryMention) -> Cue | None:
    """Return the meeting that a journey is for: "… for talks", "para una reunión"."""
    first = sentence.index_at(place.span[1] - 1) + 1
    for cue in sentence.of(LEXICON):
        index = sentence.index_at(cue.start)
        if cue.is_verb or cue.value not in FORMATS or not first < index <= first + _TO_MEETING:
            continue
        before = [sentence.word_at(at) for at in range(max(index - _FOR, first), index)]
        return cue if function_words("for") & set(before) else None
    return None


def _without_hosts(subject: str | None) -> str | None:
    """Return what a meeting was about without those whom it was with: "migration with President Mulino"."""
    words = (subject or "").split(" ")
    ends = [place for place, word in enumerate(words) if word.lower() in function_words("with")]
    return " ".join(words[: ends[0]]) if ends and ends[0] else subject
