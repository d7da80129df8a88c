"""What later sentences add to a removal: a court's act, where the people are held, why it was refused."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import cited_reason, reason_after
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.journey import add_journey, transit_in
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS

_MARKS = frozenset(",;:.()[]|")
_HEAD = 60
"""Characters at the head of a sentence where its subject stands."""
_HINDERED = ("refused", "turned_back", "cancelled", "diverted")


@rule
def add_followups(analysis: Analysis, removal: Removal) -> None:
    """Add to `removal` what the sentences after it say; each that says something becomes a quote."""
    later = list(takewhile(partial(_goes_on, removal), _later(analysis, removal.sentences[0])))
    add_journey(analysis, removal, later)
    _add_court(analysis, removal, [removal.sentences[0], *later])
    _add_holding(analysis, removal, [removal.sentences[0], *later])
    if removal.status in _HINDERED:
        _add_reason(removal, [removal.sentences[0], *later])


def _later(analysis: Analysis, sentence: Sentence) -> list[Sentence]:
    """Return the rest of the paragraph, and what follows it."""
    rest = analysis.following(sentence)
    return [*rest, *(analysis.later(rest[-1]) if rest else analysis.later(sentence))]


def _goes_on(removal: Removal, sentence: Sentence) -> bool:
    """Say whether the story goes on: a sentence that moves people to or from another state begins the next one."""
    if not sentence.has("removal_verbs", "flights"):
        return True
    known = {removal.sender, removal.destination, *transit_in(sentence)}
    return all(mention.code in known for mention in sentence.countries if mention.form in NAME_FORMS)


def _add_court(analysis: Analysis, removal: Removal, sentences: Sequence[Sentence]) -> None:
    for sentence in sentences:
        predicate = court_predicate(sentence)
        if predicate:
            removal.court_action = analysis.text(predicate)
            _add(removal, sentence)
            return


def court_predicate(sentence: Sentence) -> Span | None:
    """Return what a court did to a removal, verbatim from its verb group to the end of the phrase."""
    for court in sentence.of("courts"):
        for verb in sentence.of("legal_verbs"):
            if verb.start < court.end or verb.value in ("filed", "invoked") or verb.start - court.end > 60:
                continue
            group = verb_group(sentence, verb)
            end = _phrase_end(sentence, group.last)
            span = (_predicate_start(sentence, group.first), end)
            if group.happened and _is_about_removals(sentence, (verb.end, end)):
                return span
    return None


def _predicate_start(sentence: Sentence, first: int) -> int:
    """Return where the predicate begins: an adverb before its verb belongs to it."""
    while first > 0 and sentence.word_at(first - 1).endswith("ly"):
        first -= 1
    return sentence.tokens[first].start


def _phrase_end(sentence: Sentence, index: int) -> int:
    end = sentence.tokens[index - 1].end
    for token in sentence.tokens[index:]:
        if token.word in _MARKS:
            break
        end = token.end
    return end


def _is_about_removals(sentence: Sentence, span: Span) -> bool:
    cues = sentence.of("removal_nouns", "flights", "people", "removal_verbs")
    return any(span[0] <= cue.start < span[1] for cue in cues) or any(
        word in word_class("removal_pronouns") for word in sentence.words_between(*span)
    )


def _add_holding(analysis: Analysis, removal: Removal, sentences: Sequence[Sentence]) -> None:
    for sentence in sentences:
        if sentence is not removal.sentences[0] and not _is_about_these_people(sentence):
            continue
        for verb in sentence.of("held_verbs"):
            group = verb_group(sentence, verb)
            if verb.value != "held" or not verb.is_verb or group.modality != "asserted" or not group.passive:
                continue
            facility = _facility_after(sentence, verb)
            if facility is None:
                continue
            removal.detained_at = analysis.text(facility)
            if removal.status == "departed":
                removal.status = "arrived"
            _add(removal, sentence)
            return


def _is_about_these_people(sentence: Sentence) -> bool:
    if sentence.word_at(0) in word_class("removal_pronouns"):
        return True
    return any(cue.start < sentence.span[0] + _HEAD for cue in sentence.of("people"))


def _facility_after(sentence: Sentence, verb: Cue) -> Span | None:
    """Return the facility after "held in": its noun with the capitalised words right before it."""
    for cue in sentence.of("facilities"):
        if cue.start < verb.end or cue.start - verb.end > 80:
            continue
        first = sentence.index_at(cue.start)
        while first > 0 and _belongs(sentence, first - 1):
            first -= 1
        return sentence.tokens[first].start, cue.end
    return None


def _belongs(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return sentence.document[token.start].isupper() and not any(
        mention.span[0] <= token.start < mention.span[1] and mention.form in NAME_FORMS | DEMONYM_FORMS
        for mention in sentence.countries
    )


def _add_reason(removal: Removal, sentences: Sequence[Sentence]) -> None:
    for sentence in sentences:
        own = sentence is removal.sentences[0]
        if not own and not _is_about_refusal(sentence, removal):
            continue
        told = removal.told_at if own and removal.told_at is not None else sentence.span[0]
        reason = cited_reason(sentence) or reason_after(sentence, told)
        if reason:
            removal.reason = reason
            _add(removal, sentence)
            return


def _is_about_refusal(sentence: Sentence, removal: Removal) -> bool:
    codes = {mention.code for mention in actors(sentence, *sentence.span)}
    told = sentence.has("flights") or any(cue.value in _HINDERED for cue in sentence.of("flight_verbs"))
    return told and removal.destination in codes


def _add(removal: Removal, sentence: Sentence) -> None:
    if sentence not in removal.sentences:
        removal.sentences.append(sentence)
