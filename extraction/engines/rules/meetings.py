"""One mention of a meeting: who took part, when, where, and what it was about."""

from __future__ import annotations

from dataclasses import dataclass

from core.document import Span
from extraction.engines.rules.grammar import function_words, is_of_class, word_class
from extraction.engines.rules.meeting_details import collapsed, date_of, discussed, place_of, subject_of, trimmed
from extraction.engines.rules.participants import Participant, merged, participants_in
from extraction.engines.rules.phrases import is_possessor
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.terms import is_only, terms
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

LEXICON = "meetings"
_FORMATS_OF = {"speak": "call"}
_REACH = 8
"""Words from a light verb to the meeting that it tells of, or to with whom."""
FORMATS = frozenset({"meeting", "talks", "call", "summit"})


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


@rule
def meeting_by_verb(sentence: Sentence, cue: Cue) -> Meeting | None:
    """Read "A met with B to discuss C": None if it did not happen and is not planned, or if no two countries meet."""
    if not _tells_a_meeting(sentence, cue):
        return None
    group = verb_group(sentence, cue)
    if (
        (group.passive and cue.value != "host")
        or group.modality not in ("asserted", "planned")
        or (group.tense == "none" and not group.progressive and not _is_arranged(group))
    ):
        return None
    start = _clause_start(sentence, group.first)
    subject = discussed(sentence, cue) if is_of_class(cue.lemma, "discussing") else _subject_after(sentence, cue)
    end = subject[0] if subject else _clause_end(sentence, cue.end)
    end = _guests_end(sentence, cue.end, end) if cue.value == "host" else end
    took_part = participants_in(sentence, (start, cue.start))
    hosted = participants_in(sentence, (cue.end, end))
    hosts = cue.value == "host"
    if not took_part or (hosts and not _can_host(sentence, took_part, (start, cue.start))):
        return None
    if hosts and (not _are_guests(sentence, hosted, (cue.end, end)) or _takes_people(sentence, cue.end, end)):
        return None
    return _meeting(sentence, cue, group.modality, merged([*took_part, *hosted]), (cue.end, end), subject)


def _subject_after(sentence: Sentence, cue: Cue) -> tuple[int, Span] | None:
    """Return what a meeting was about, unless another verb of meeting, which may tell it, stands before that."""
    found = subject_of(sentence, cue.end)
    others = [other for other in sentence.of(LEXICON) if found and cue.end <= other.start < found[0]]
    return None if any(other.is_verb for other in others) else found


def _guests_end(sentence: Sentence, start: int, end: int) -> int:
    """Return where those who are received can be named up to: not under what, nor what is said of it after a comma."""
    for index in range(sentence.index_at(min(start, end - 1)), len(sentence.tokens) - 1):
        token, following = sentence.tokens[index], sentence.word_at(index + 1)
        if token.start >= end:
            break
        small = sentence.document[sentence.tokens[index + 1].start].islower()
        said = small and (following.endswith("ing") or following in word_class("pronouns"))
        if token.start >= start and (token.word in word_class("under") or (token.word == "," and said)):
            return token.start
    return end


def _is_arranged(group: VerbGroup) -> bool:
    """Say whether an infinitive tells of a meeting to come: "are due to meet", "plan to meet"."""
    return group.is_infinitive and group.modality == "planned"


def _tells_a_meeting(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a verb does: "held the third round of talks", "spoke on Sunday with", not "met the conditions"."""
    if sentence.document[cue.start].isupper() and sentence.index_at(cue.start) > 0:
        return False  # "the organisation Alarm Phone Sahara"
    if cue.lemma == "meet" and _is_of_things(sentence, cue.end):
        return False
    if cue.value == "speak":
        return bool(function_words("with") & set(sentence.words_between(cue.end, sentence.span[1])[:_REACH]))
    if cue.value != "hold":
        return True
    if not any(found.value in FORMATS and found.start > cue.end for found in sentence.of(LEXICON)):
        return False
    parting = word_class("prepositions").keys() - function_words("of") - word_class("determiners").keys()
    for found in sentence.of(LEXICON):
        between = sentence.words_between(cue.end, found.start)
        if found.start >= cue.end and found.value in FORMATS and not found.is_verb and len(between) < _REACH:
            return not any(word in parting or word in word_class("clause_words") for word in between)
    return False


def _can_host(sentence: Sentence, took_part: list[Participant], span: Span) -> bool:
    """Say whether the subject is a state or its people, and not something of a state's: "Chile's concerns were"."""
    named = any(one.name or one.role for one in took_part)
    return named or not all(is_possessor(sentence, mention) for mention in sentence.countries_in(*span))


def _takes_people(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether no guests are received, but people or flights: "received 14 deportees, President Mahama said"."""
    comma = next((token.start for token in sentence.tokens if token.start >= start and token.word == ","), end)
    return sentence.has_between(start, min(comma, end), "people", "flights")


def _is_of_things(sentence: Sentence, start: int) -> bool:
    """Say whether what is met is a condition, a deadline or the like."""
    words = sentence.tokens[sentence.index_at(start) : sentence.index_at(start) + _REACH]
    stops = word_class("clause_words").keys() - function_words("and") | word_class("prepositions").keys()
    end = next((token.start for token in words if token.word in stops), words[-1].end)
    return start < end and bool(terms("meetings/met_things").find(sentence.document, start, end))


def _are_guests(sentence: Sentence, hosted: list[Participant], span: Span) -> bool:
    """Say whether people were received: officials, a delegation, or others for a meeting that is named."""
    owners = {sentence.document[slice(*m.span)] for m in sentence.countries_in(*span) if _owns(sentence, m)}
    hosted = [one for one in hosted if one.name not in owners]
    if any(one.name or one.role for one in hosted):
        return True
    if hosted and all(is_possessor(sentence, mention) for mention in sentence.countries_in(*span)):
        return False  # "welcomed Tunisia's offer"
    meets = any(found.value in FORMATS and span[0] <= found.start < span[1] for found in sentence.of(LEXICON))
    delegates = bool(terms("meetings/delegates").find(sentence.document, *span))
    return (bool(hosted) and (meets or delegates)) or (meets and delegates)


def _owns(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a leader only says whose something is: "welcomed President Obama's request"."""
    return mention.form == "leader" and is_possessor(sentence, mention)


def is_of_many_states(meeting: Meeting) -> bool:
    """Say whether a state received others without naming them: "hosted a ministerial with 21 countries"."""
    if meeting.cue.value != "host":
        return False
    after = (meeting.cue.end, meeting.sentence.span[1])
    named = any(cue.value in FORMATS and cue.start >= after[0] for cue in meeting.sentence.of(LEXICON))
    return named and bool(terms("meetings/many_states").find(meeting.sentence.document, *after))


@rule
def meeting_by_noun(sentence: Sentence, cue: Cue) -> Meeting | None:
    """Read "talks between A and B": both must be named."""
    index = sentence.index_at(cue.end - 1) + 1
    if sentence.word_at(index) not in function_words("between") or _is_discounted(sentence, cue):
        return None
    start = sentence.tokens[index].end
    named = list_after(sentence, start)
    if not named:
        return None
    subject = subject_of(sentence, named[-1].span[1])
    took_part = participants_in(sentence, (start, subject[0] if subject else _clause_end(sentence, start)))
    if subject is not None and not _is_told_of(sentence, named[-1].span[1], subject[0]):
        subject = None
    place = (start, named[-1].span[1])
    if subject is not None:
        first, (about, end) = subject
        cut = _predicate_start(sentence, about, end)
        subject = (first, (about, trimmed(sentence, cut))) if cut > about else None
        place = place if cut == end else (cut, sentence.span[1])
    return _meeting(sentence, cue, _noun_modality(sentence, cue), merged(took_part), place, subject)


def _is_told_of(sentence: Sentence, named: int, subject: int) -> bool:
    """Say whether what stands at `subject` is what talks were about: not past a comma, nor past what became of them."""
    words = sentence.words_between(named, subject)
    happens = terms("meetings/takes_place").find(sentence.document, named, subject)
    return "," not in words and (bool(happens) or not any(word in word_class("auxiliaries") for word in words))


def _noun_modality(sentence: Sentence, cue: Cue) -> str:
    """Return the modality of a meeting that a noun names: one that is to be held is planned."""
    holding = [verb for verb in sentence.of(LEXICON) if verb.value == "hold" and verb.end <= cue.start]
    between = sentence.words_between(holding[-1].end, cue.start) if holding else ()
    if not holding or len(between) >= _REACH or "," in between:
        return "asserted"
    group = verb_group(sentence, holding[-1])
    return "planned" if group.is_infinitive and group.modality == "asserted" else group.modality


def _predicate_start(sentence: Sentence, about: int, end: int) -> int:
    """Return where the subject matter of a meeting told by its noun ends: "talks on migration were held in Rome"."""
    opening = word_class("prepositions").keys() | word_class("clause_words").keys()
    opens = sentence.word_at(0) in opening
    happens = {found.span[0] for found in terms("meetings/takes_place").find(sentence.document, about, end)}
    for index in range(sentence.index_at(about) + 1, len(sentence.tokens)):
        token = sentence.tokens[index]
        if token.start >= end:
            break
        verb = token.word in word_class("auxiliaries") or token.start in happens
        if (verb and token.word not in function_words("to")) or (opens and token.word == ","):
            return sentence.tokens[index - 1].end
    return end


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
    kind = named if named in FORMATS else _FORMATS_OF.get(cue.value, cue.value)
    kind = kind if kind in FORMATS else "meeting"
    return Meeting(
        sentence,
        cue,
        kind,
        modality,
        participants,
        date_of(sentence, subject[0] if subject else None),
        place_of(sentence, after) or (place_of(sentence, (subject[1][1], sentence.span[1])) if subject else None),
        collapsed(sentence, subject[1]) if subject else None,
    )


def _clause_start(sentence: Sentence, first: int) -> int:
    clause = sentence.clause_at(sentence.tokens[first].start)
    return sentence.tokens[clause.first].start


def _clause_end(sentence: Sentence, offset: int) -> int:
    index = sentence.index_at(min(offset, sentence.tokens[-1].start))
    for token in sentence.tokens[index:]:
        if token.word == ";" or (token.word in word_class("clause_words") and token.start > offset):
            return token.start
    return sentence.tokens[-1].end
