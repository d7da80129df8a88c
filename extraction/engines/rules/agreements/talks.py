"""Talks toward an agreement: "in talks with A, B and C" is one bilateral row each."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.context import first_taking, kind_of, return_nouns, takes_people
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import after_word, company, members_named, parties
from extraction.engines.rules.analysis import FURTHEST, Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.phrases import is_first_person, subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, coordinated, is_oblique
from extraction.engines.rules.subject_matter import LEXICON, is_on_migration
from extraction.engines.rules.verbs import phrase_modality, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_ON = 3
"""Words after talks in which it is said what they are on."""
_PRONOUN = 3
"""Words between "we" and talks: "we have just begun talks"."""
_SIDES = 5
"""Words between talks that are said to be under way and the word before their sides ("are under way between")."""


@rule
def talks_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield the bilateral agreements that are negotiated in `sentence`, if the talks are toward one."""
    for talks in [*sentence.of("talks"), *_under_way(sentence)]:
        after = sentence.word_at(sentence.index_at(talks.end - 1) + 1)
        if phrase_modality(sentence, talks) != "asserted" or after in word_class("negotiators"):
            continue
        pairs = _pairs(sentence, talks) or _with_the_maker(analysis, sentence, talks)
        goal = _goal(analysis, sentence) if pairs else None
        if goal is None:
            continue
        returns = return_nouns(sentence, talks) and not sentence.has("elsewhere")  # "talks on the return of"
        kind = "returns_arrangement" if returns else _kind(analysis, sentence, goal)
        for one, other in pairs:
            deal = Deal([sentence], kind, parties(sentence, [one, other]))
            deal.status = "negotiating"
            deal.hedge = hedge_of(sentence, talks.start)
            deal.told_at = talks.start
            yield deal
        return


def _under_way(sentence: Sentence) -> Iterator[Cue]:
    """Yield the nouns of which their clause says that they go on: "Talks between Peru and Chile have begun"."""
    named = {cue.end for cue in sentence.of("talks")}
    for noun in sentence.of("talk_nouns"):
        last = sentence.clause_at(noun.start).last
        words = [sentence.word_at(index) for index in range(sentence.index_at(noun.end - 1) + 1, last)]
        sides = any(word in word_class("with") or word in word_class("between") for word in words[:_SIDES])
        denied = any(word in word_class("negations") for word in words)
        if sides and noun.end not in named and not denied and any(word in word_class("under_way") for word in words):
            yield noun


def _pairs(sentence: Sentence, talks: Cue) -> list[tuple[CountryMention, CountryMention]]:
    """Return who talks with whom: the side of one state with each state of the other side."""
    both = after_word(sentence, talks.end, "between")
    on = sentence.words_between(talks.end, both[0].span[0]) if both else ()
    if any(word in word_class("the") for word in on[:_ON]):
        return []  # "held talks on the asylum agreement between Chile and Peru": it is there
    if len(both) >= 2:
        return [(both[0], other) for other in both[1:]]
    second = company(sentence, talks.end) or members_named(sentence, talks)
    first = _own_side(sentence, talks) or _subjects(sentence, talks) or (_speaking(sentence, talks) if second else [])
    if second and not first:
        first = after_word(sentence, second[-1].span[1], "include", 5)
        linked = sentence.words_between(second[-1].span[1], first[0].span[0])[-2:] if first else ()
        first = first if any(word in word_class("include") for word in linked) else []
    if first and not second and len({mention.code for mention in first}) == 2:
        return [(first[0], first[1])]
    if not first or not second:
        return []
    if len(first) == 1:
        return [(first[0], other) for other in second if other.code != first[0].code]
    return [(second[0], other) for other in first if other.code != second[0].code]


def _own_side(sentence: Sentence, talks: Cue) -> list[CountryMention]:
    """Return the state that speaks of its own talks: "We have begun talks with Panama" in its president's remarks."""
    first = sentence.index_at(talks.start)
    places = range(max(first - _PRONOUN, sentence.clause_at(talks.start).first), first + 1)
    own = sentence.speaker is not None and any(is_first_person(sentence, place) for place in places)
    return [sentence.speaker] if own and sentence.speaker is not None else []


def _speaking(sentence: Sentence, talks: Cue) -> list[CountryMention]:
    """Return the one state that says it of its own talks: "Talks with Iraq have stalled, Sweden's minister said"."""
    said = (verb for verb in sentence.of("reporting_verbs") if verb.is_verb and verb.start > talks.end)
    found = [mention for verb in said for mention in subjects(sentence, verb_group(sentence, verb))]
    others = {mention.code for mention in company(sentence, talks.end)}
    return found[-1:] if len({mention.code for mention in found} - others) == 1 else []


def _with_the_maker(analysis: Analysis, sentence: Sentence, talks: Cue) -> list[tuple[CountryMention, CountryMention]]:
    """Return "talks with Vietnam" with the state that made the agreement named last before: its first party."""
    if any(sentence.word_at(place) in word_class("state_nouns") for place in range(sentence.index_at(talks.start))):
        return []  # "The Scandinavian country is in talks with Rwanda": which one that is the text says elsewhere
    alike = any(token.word in word_class("similar") for token in sentence.tokens)
    second = company(sentence, talks.end) if alike or is_on_migration(sentence) else []
    for earlier in reversed(analysis.sentences[max(sentence.position - FURTHEST, 0) : sentence.position]):
        makers = actors(earlier, *earlier.span) if second and earlier.has("instruments") else []
        makers = [m for m in makers if m.form != "capital" or not is_oblique(earlier, m)]  # "initialled in Baghdad by"
        if len({maker.code for maker in makers}) == 2:
            return [(makers[0], other) for other in second if other.code != makers[0].code]
    return []


def _subjects(sentence: Sentence, talks: Cue) -> list[CountryMention]:
    clause = sentence.clause_span(talks.start)
    found = [m for m in actors(sentence, clause[0], talks.start) if not is_oblique(sentence, m)]
    if not found:
        found = [m for m in actors(sentence, sentence.span[0], talks.start) if not is_oblique(sentence, m)]
    return coordinated(sentence, found, len(found) - 1) if found else []


def _goal(analysis: Analysis, sentence: Sentence) -> Sentence | None:
    """Return the sentence that says what the talks are toward: this one, one of its paragraph, or one before it."""
    for other in [sentence, *analysis.near(sentence)]:
        if (
            takes_people(other)
            or _hubs(other)
            or any(_names_instrument(analysis, other, cue) for cue in other.of("instruments"))
        ):
            return other
    first = first_taking(analysis)
    return first if first is not None and first.position < sentence.position else None


def _kind(analysis: Analysis, sentence: Sentence, goal: Sentence) -> str:
    """Return the agreement_type: whose nationals are meant the document may have said at first."""
    first = first_taking(analysis)
    earlier = [first] if first is not None and first.position < sentence.position else []
    if (alike := kind_named_before(analysis, sentence)) is not None:
        return alike
    if _hubs(goal):
        return "third_country_removal"
    kind = kind_of(_instrument(analysis, goal), [sentence, goal, *earlier])
    return kind_named_before(analysis, goal) or kind if kind == "other" else kind


def kind_named_before(analysis: Analysis, goal: Sentence) -> str | None:
    """Return the type of the instrument named last before "a similar agreement"."""
    if not any(token.word in word_class("similar") for token in goal.tokens):
        return None
    for other in reversed(analysis.sentences[max(goal.position - FURTHEST, 0) : goal.position]):
        kinds = [cue.value for cue in other.of("instruments") if cue.value not in ("other", "treaty")]
        if kinds:
            return kinds[-1]
    return None


def _hubs(sentence: Sentence) -> bool:
    """Say whether a sentence names a place that others' people are to be sent to: "a return hub"."""
    return any(cue.lemma in word_class("hubs") for cue in sentence.of(LEXICON))


def _names_instrument(analysis: Analysis, sentence: Sentence, cue: Cue) -> bool:
    before = sentence.word_at(sentence.index_at(cue.start) - 1)
    if cue.value.startswith("joint") or before in word_class("other_fields"):
        return False
    after = sentence.word_at(sentence.index_at(cue.end - 1) + 1)
    if before in word_class("similar") or after in word_class("similar"):
        return kind_named_before(analysis, sentence) is not None
    of_any_field = cue.value in ("other", "treaty", "memorandum_of_understanding")
    return not of_any_field or is_on_migration(sentence)


def _instrument(analysis: Analysis, goal: Sentence) -> str:
    values = [cue.value for cue in goal.of("instruments") if _names_instrument(analysis, goal, cue)]
    return values[0] if values else "other"
