"""What two states agree on without a noun for their deal: "Spain and Morocco agreed on the return of 700 minors"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.anaphora import is_both, states_meant
from extraction.engines.rules.agreements.context import kind_of, takes_people
from extraction.engines.rules.agreements.deal import DATED, Deal, Party
from extraction.engines.rules.agreements.entries import both_of
from extraction.engines.rules.agreements.parties import parties
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.subject_matter import CORE, LEXICON, names_other_field
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue

_TO_MATTER = 9
"""Words after "agreed" up to "on" or "to": with whom, where and when."""
_MATTER = 130
"""Characters in which it is said what is agreed on."""
_MEETING = 45
"""Characters after "on" or "to" in which a meeting stands that is agreed on."""
_AT_ONCE = 12
"""Words after "on" in which a noun for people taken back stands."""


@rule
def joint_acts_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield what several states agree on, or to do together, over migration; talks and cooperation are none."""
    for verb in sentence.of("agree_verbs"):
        if not verb.is_verb or verb.lemma not in word_class("agreeing_together"):
            continue
        group = verb_group(sentence, verb)
        if not group.happened or group.passive or group.is_infinitive:
            continue
        matter = _matter(sentence, verb)
        sides = _sides(analysis, sentence, verb, group) if matter is not None else []
        if matter is None or len({side.country for side in sides}) < 2 or names_other_field(sentence):
            continue
        deal = Deal([sentence], kind_of("other", [sentence]), sides, "agreed")
        if deal.kind == "other" and _is_of_return(sentence, matter):
            deal.kind = "returns_arrangement"
        deal.told_at = verb.start
        deal.hedge = hedge_of(sentence, verb.start)
        date = date_near(sentence, verb.start)
        if date is not None:
            deal.dates[DATED["agreed"]] = date.text
        yield deal
        return


def _matter(sentence: Sentence, verb: Cue) -> int | None:
    """Return the token of "on" or "to" after which it is said what is agreed on, if that is a matter of migration."""
    first = sentence.index_at(verb.end - 1) + 1
    for place in range(first, min(first + _TO_MATTER, len(sentence.tokens))):
        word = sentence.word_at(place)
        token = sentence.tokens[place]
        if word in function_words("on"):
            if any(value.span[0] <= token.end + 1 < value.span[1] for value in sentence.values_of("date")):
                continue  # "agreed on Thursday to"
            return place if _is_on_migration(sentence, token.end) else None
        if word == "to":
            done = sentence.word_at(place + 1) in word_class("jointly_done")
            return place if done and _is_on_migration(sentence, token.end) else None
        if word == "that" and place == first:  # "agreed that all migrants who cross would be returned"
            return place if _are_moved(sentence, token.end) else None
        if word in (";", ":", ".", '"') or word_class("clause_words").get(word) in ("relative", "condition", "time"):
            return None
    return None


def _are_moved(sentence: Sentence, start: int) -> bool:
    """Say whether a clause says that people are to be moved, and by no deal of another name."""
    moved = [verb for verb in sentence.of("removal_verbs", "accept_verbs") if start <= verb.start < start + 2 * _MATTER]
    planned = any(verb.is_verb and verb_group(sentence, verb).modality in ("planned", "hypothetical") for verb in moved)
    return planned and _is_on_migration(sentence, start)


def _is_on_migration(sentence: Sentence, start: int) -> bool:
    """Say whether what follows is a matter of migration that is settled: no talks, and no deal named by a noun."""
    end = start + _MATTER
    if sentence.has_between(start, end, "talk_nouns", "instruments") or _meets(sentence, start):
        return False
    core = any(start <= cue.start < end and cue.value in CORE for cue in sentence.of(LEXICON))
    people = sentence.has_between(start, end, "people") and takes_people(sentence)
    return core or people or _returns(sentence, start)


def _meets(sentence: Sentence, start: int) -> bool:
    """Say whether it is a meeting that is agreed on; "migrants held in camps", further on, meet nobody."""
    end = start + _MEETING
    held = {people.end + 1 for people in sentence.of("people")}  # "migrants held in camps"
    meetings = (cue for cue in sentence.of("meetings") if cue.value != "journey" and cue.start not in held)
    return any(start <= cue.start < end for cue in meetings)


def _returns(sentence: Sentence, start: int) -> bool:
    """Say whether it is the return of people: "on the return of over 700 minors"."""
    first = sentence.index_at(start) if start < sentence.tokens[-1].end else len(sentence.tokens)
    nouns = word_class("return_nouns")
    places = range(first, min(first + _AT_ONCE, len(sentence.tokens)))
    found = [place for place in places if sentence.word_at(place) in nouns and sentence.word_at(place - 1) != "in"]
    return any(
        sentence.word_at(place + 1) == "of"
        and sentence.has_between(sentence.tokens[place].end, sentence.tokens[place].end + _MATTER // 2, "people")
        for place in found
    )


def _is_of_return(sentence: Sentence, matter: int) -> bool:
    end = sentence.tokens[matter].end
    return _returns(sentence, end) and not sentence.has("elsewhere")


def _sides(analysis: Analysis, sentence: Sentence, verb: Cue, group: VerbGroup) -> list[Party]:
    """Return who agrees with whom: "A and B agreed", "A agreed with B", "the two countries agreed"."""
    if is_both(sentence, group):
        return [Party(code) for code in both_of(analysis, sentence)]
    if sentence.word_at(group.first - 1) == "they":
        return [Party(code) for code in states_meant(analysis, sentence)]
    first = sentence.index_at(verb.end - 1) + 1
    acting = subjects(sentence, group)
    if sentence.word_at(first) in word_class("with"):
        acting = [*acting, *list_after(sentence, sentence.tokens[first].end)]
    return parties(sentence, acting)
