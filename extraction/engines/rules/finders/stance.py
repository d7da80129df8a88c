"""Stances: what states demand, threaten, refuse, support, welcome and criticise, by explicit acts in prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import regex

from extraction.engines.rules.acts import LEXICON, Act, acts_in, is_shared_by_all
from extraction.engines.rules.agreements.acceptance import acceptances_in
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.instruments import instruments_in
from extraction.engines.rules.analysis import MOST_QUOTES, Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.flights import flights_in
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.spokespeople import Spokespeople, spokespeople_of
from extraction.engines.rules.subject_matter import CORE, fields_in, is_about_people, is_dealt_with, names_other_field
from extraction.engines.rules.surroundings import Surroundings, surroundings_of
from extraction.engines.rules.terms import holds

MOST_STANCES = 300
"""Stances that are told apart: no document takes more, and hostile ones stay cheap."""
_WORD = regex.compile(r"\w+(?:\.\w+)*")
_AGAINST = frozenset({"threat", "refuse", "criticise"})
_NEEDS_MATTER = frozenset({"support", "welcome", "agree", "refuse"})
_TOLD_ELSEWHERE = frozenset({"flights", "people", "instruments"})
"""What is refused or accepted of these is the status of a removal or an agreement."""


def find(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the stances of the document as raw items: one for each holder, act and object, with up to three quotes."""
    if LEXICON not in analysis.lexicons or not is_about_people(analysis):
        return []
    around = surroundings_of(analysis)
    speaking = spokespeople_of(analysis)
    told: dict[tuple[str, str], list[_Told]] = {}
    order: list[_Told] = []
    for sentence in (*analysis.prose_with({LEXICON}), *analysis.headings()):
        for act in _acts(analysis, sentence, around, speaking):
            for code in dict.fromkeys(holder.code for holder in act.holders):
                item = _item(analysis, act, code)
                same = next((one for one in told.get((code, act.code), ()) if _is_same(one.item, item)), None)
                if same is not None:
                    same.sentences.append(sentence)
                elif len(order) < MOST_STANCES:
                    order.append(_Told(item, [sentence]))
                    told.setdefault((code, act.code), []).append(order[-1])
    return [{**one.item, "quotes": analysis.quotes(one.sentences[:MOST_QUOTES])} for one in order]


@dataclass
class _Told:
    """A stance and the sentences that tell it."""

    item: dict[str, Any]
    sentences: list[Sentence]


def _acts(analysis: Analysis, sentence: Sentence, around: Surroundings, speaking: Spokespeople) -> list[Act]:
    if not sentence.has(LEXICON):
        return []
    if len(around.near_countries(sentence)) < 2 or not (around.near_fields(sentence) or around.title_fields):
        return []  # a cheap look before the careful one
    return [act for act in acts_in(sentence, speaking) if _is_stance(analysis, act, around)]


def _is_stance(analysis: Analysis, act: Act, around: Surroundings) -> bool:
    """Say whether an act is a stance toward a dealing between states, and not told as something else."""
    sentence, (start, end) = act.sentence, act.toward.span
    printed = analysis.text((start, end))
    if is_shared_by_all(sentence, act) or not any(letter.isalpha() for letter in printed):
        return False
    if act.code == "refuse" and _is_of_hearsay(act):
        return False
    if act.code in ("refuse", "agree") and (_is_of_people(act) or _is_asked_to_take(act)):
        return False
    if act.code in ("refuse", "agree") and any(
        removal_or_deal.told_at == act.cue.start for removal_or_deal in _told_elsewhere(analysis, sentence)
    ):
        return False
    if act.code == "demand" and _asks_to_take(act):
        return False
    if act.code in _NEEDS_MATTER and not act.toward.action and not holds("stances/matters", printed):
        return False
    if not around.near_countries(sentence) - {holder.code for holder in act.holders}:
        return False  # no other state is near
    return is_dealt_with(analysis, _fields(analysis, act, around))


def _is_of_hearsay(act: Act) -> bool:
    """Say whether it is what was said that is rejected: "rejected claims of signing a deal" denies it."""
    start, end = act.toward.span
    words = act.sentence.words_between(start, end)
    return any(word_class("hearsay").get(word) == "hearsay" for word in words)


def _is_of_people(act: Act) -> bool:
    """Say whether people, a flight or an agreement are what is refused or accepted: the noun before any "of"."""
    start, end = act.toward.span
    tokens = [token for token in act.sentence.tokens if start <= token.start < end]
    ends = [token.start for token in tokens[1:] if token.word in function_words("of")]
    head = max((token.end for token in tokens if token.end <= min(ends, default=end)), default=end)
    return any(cue.lexicon in _TOLD_ELSEWHERE and start <= cue.start < head <= cue.end for cue in act.sentence.cues)


def _is_asked_to_take(act: Act) -> bool:
    """Say whether a request to take people is answered: that is the status of an agreement."""
    after = act.toward.span[1]
    takes = [cue for cue in act.sentence.of("accept_verbs") if cue.is_verb and cue.start >= after]
    return act.sentence.has_between(*act.toward.span, "requests") and bool(takes)


def _asks_to_take(act: Act) -> bool:
    """Say whether people are to be taken in: whoever is asked for that is party to a proposed agreement."""
    start, end = act.toward.span
    people = [cue for cue in act.sentence.of("people") if start <= cue.start < end]
    return bool(people) and any(
        cue.is_verb for cue in act.sentence.of("accept_verbs") if act.cue.end <= cue.start < start
    )


def _told_elsewhere(analysis: Analysis, sentence: Sentence) -> Iterator[Deal | Removal]:
    """Yield the agreements and removals whose status a refusal or an acceptance in `sentence` tells."""
    yield from acceptances_in(analysis, sentence, None)
    if sentence.has("instruments"):
        yield from instruments_in(analysis, sentence)
    if sentence.has("flights"):
        yield from flights_in(analysis, sentence)


def _fields(analysis: Analysis, act: Act, around: Surroundings) -> set[str]:
    """Return the fields that the object names, or else its sentence.

    What is to be withdrawn, expelled or kept may be named without its field ("advisers"), and so may what was named
    before ("the proposal"): then its paragraph tells. In a document that its title says is about migration anything
    may be named shortly ("the transfers") that is of no field with dealings of its own.
    """
    start, end = act.toward.span
    own = fields_in(cue for cue in act.sentence.cues if start <= cue.start < end)
    if own <= {"aid"}:  # nothing, or visas and money, which tell nothing alone
        own |= fields_in(act.sentence.cues)
    answers = act.sentence.has_between(start, end, "requests")
    if not own and (act.toward.action or answers or holds("tables/loose_objects", analysis.text((start, end)))):
        own = around.fields(act.sentence) or (around.near_fields(act.sentence) if answers else own)
    if is_dealt_with(analysis, own) or not around.title_fields & CORE:
        return own
    return own if names_other_field(act.sentence) else own | around.title_fields


def _item(analysis: Analysis, act: Act, code: str) -> dict[str, Any]:
    topic = act.toward.topic
    return {
        "hedge": hedge_of(act.sentence, act.cue.start),
        "country": code,
        "topic": _collapsed(analysis.text(topic)) if topic else None,
        "object": _collapsed(analysis.text(act.toward.span)),
        "position": _position(act),
        "act": act.code,
    }


def _position(act: Act) -> str:
    """Return the position toward the object: an act for the withdrawal of a thing is one against the thing.

    A threat of something else than taking the object away ("to impose sanctions") tells no position toward it.
    """
    if act.code == "threat" and act.toward.action != "undo":
        return "unclear"
    against = act.code in _AGAINST
    if act.toward.action == "undo" and act.code != "threat":
        against = not against
    return "opposes" if against else "supports"


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two items of one holder and act are one stance: the words of one object are within the other's."""
    words, others = _words(one["object"]), _words(other["object"])
    return words <= others or others <= words


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _collapsed(text: str) -> str:
    return " ".join(text.split())
