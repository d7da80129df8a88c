"""Acts by which states take positions: who does what, as a verb ("demanded") or a noun ("its threat to …") tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.phrases import agents, coordinated, list_after, subjects
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.stance_objects import (
    Toward,
    acted_on,
    action_at,
    demanded_of,
    object_after,
    object_before,
)
from extraction.engines.rules.terms import function_words, terms
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS, CountryMention

LEXICON = "stance_acts"
_LONGEST_GAP = 90
"""Characters between a subject and its verb: names and titles stand there, not another clause."""
_CODES = {"seek": "demand"}
_PASSIVE = frozenset({"criticise", "refuse", "support", "welcome"})
"""Acts that a passive can tell: "the plan was condemned by Ecuador"."""
_NOUN_REACH = 4
_NAME_WORDS = 3
_PREPOSITION = 1
"""Characters between a date and the preposition before it."""
_GAP_MARKS = frozenset({",", "'s", "'", "-", "."})


@dataclass(frozen=True)
class Act:
    """One act in one sentence: its cue, its code, its holders and what it is toward."""

    sentence: Sentence
    cue: Cue
    code: str
    holders: tuple[CountryMention, ...]
    toward: Toward


def acts_in(sentence: Sentence) -> Iterator[Act]:
    """Yield the acts that states do in `sentence`, by their verbs and nouns."""
    holders: list[CountryMention] = []
    for cue in sentence.of(LEXICON):
        if not (cue.is_verb and holders and _is_coordinated(sentence, cue)):
            holders = _by_verb(sentence, cue) if cue.is_verb else _by_noun(sentence, cue)
        if not holders:
            continue
        found = _aim(sentence, cue, holders)
        if found is not None:
            yield Act(sentence, cue, found[0], tuple(holders), found[1])


def _by_verb(sentence: Sentence, cue: Cue) -> list[CountryMention]:
    """Return the states that are the subject of a verb that says that the act happens or has happened."""
    group = verb_group(sentence, cue)
    if group.modality != "asserted" or group.is_infinitive:
        return []
    if group.passive:
        return agents(sentence, group)
    if group.tense == "none" and not group.progressive:
        return []
    return _adjacent(sentence, _together(sentence, subjects(sentence, group)), group)


def _is_coordinated(sentence: Sentence, cue: Cue) -> bool:
    """Say whether a verb shares the subject of the one before: "condemned … and called on …"."""
    group = verb_group(sentence, cue)
    said = group.modality == "asserted" and not group.passive and group.tense in ("past", "present")
    return said and sentence.word_at(group.first - 1) in function_words("and")


def _together(sentence: Sentence, mentions: list[CountryMention]) -> list[CountryMention]:
    """Return the subject: all of "A, B and C"; of "…, A, B" without an "and", only the last one."""
    for index in range(len(mentions) - 1, 0, -1):
        one, other = mentions[index - 1], mentions[index]
        if one.code != other.code:
            joined = function_words("and") & set(sentence.words_between(one.span[1], other.span[0]))
            return mentions if joined else mentions[index:]
    return mentions


def _adjacent(sentence: Sentence, holders: list[CountryMention], group: VerbGroup) -> list[CountryMention]:
    """Return the subjects if nothing but their titles and names stands between them and the verb."""
    if not holders:
        return []
    start, end = holders[-1].span[1], sentence.tokens[group.first].start
    if end - start > _LONGEST_GAP or end < start or _is_former(sentence, holders[0]) or _is_host(sentence, holders[0]):
        return []
    offices, dates = sentence.of("offices"), sentence.values_of("date")
    for token in sentence.tokens[sentence.index_at(start) : group.first]:
        if token.start < start:
            continue
        named = sentence.document[token.start].isupper() or token.word in _GAP_MARKS
        office = any(cue.start <= token.start < cue.end for cue in offices)
        adverb = token.word in word_class("adverbs") or token.word.endswith("ly")
        said = token.word in word_class("pronouns") or any(
            verb.start <= token.start < verb.end for verb in sentence.of("reporting_verbs")
        )
        dated = any(value.span[0] <= token.end + _PREPOSITION and token.end <= value.span[1] for value in dates)
        if not (named or office or adverb or said or dated or token.word in word_class("determiners")):
            return []
    return holders


def _is_host(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a country is only where the subject is sent ("Russia's ambassador to Mali")."""
    return sentence.word_at(sentence.index_at(mention.span[0]) - 1) in function_words("to")


def _is_former(sentence: Sentence, mention: CountryMention) -> bool:
    index = sentence.index_at(mention.span[0])
    words = {sentence.word_at(place) for place in range(max(index - 4, 0), index)}
    former = {entry.term for entry in terms("stances/discounted").entries if entry.value == "former"}
    return bool(words & former)


def _by_noun(sentence: Sentence, cue: Cue) -> list[CountryMention]:
    """Return the states whose act a noun names: "Honduras's threat", "the Honduran demand", "Mexico issued a …"."""
    index = sentence.index_at(cue.start)
    discounted = {entry.term for entry in terms("stances/discounted").entries}
    for place in range(index - 1, max(index - 1 - _NOUN_REACH, -1), -1):
        token = sentence.tokens[place]
        if token.word in discounted or token.word in word_class("negations"):
            return []
        if token.word in ("'s", "'"):
            return _possessor(sentence, token.start)
        mention = next((m for m in sentence.countries if m.span[1] == token.end and m.form in DEMONYM_FORMS), None)
        if mention is not None and place == index - 1:
            return [mention]
        light = next((verb for verb in sentence.of("light_verbs") if verb.end == token.end and verb.is_verb), None)
        if light is not None:
            return _by_verb(sentence, light)
    return []


def _possessor(sentence: Sentence, end: int) -> list[CountryMention]:
    """Return the states before a possessive: "Honduras and Peru's", "the Honduran government's"."""
    earlier = [mention for mention in sentence.countries if mention.span[1] <= end]
    if not earlier:
        return []
    between = sentence.document[earlier[-1].span[1] : end].strip()
    if between and not any(cue.start >= earlier[-1].span[1] and cue.end == end for cue in sentence.of("offices")):
        return []
    if not between and earlier[-1].form in DEMONYM_FORMS:
        return []
    return coordinated(sentence, earlier, len(earlier) - 1)


def _aim(sentence: Sentence, cue: Cue, holders: list[CountryMention]) -> tuple[str, Toward] | None:
    """Return the code of the act, and what it is toward; None where the sentence does not name that."""
    following = sentence.index_at(cue.end - 1) + 1
    word = sentence.word_at(following)
    if cue.is_verb and verb_group(sentence, cue).passive:
        toward = object_before(sentence, verb_group(sentence, cue).first)
        return (cue.value, toward) if toward and cue.value in _PASSIVE else None
    if cue.value in ("appeal", "ask"):
        found = _appeal(sentence, following, holders)
        return found if cue.value == "appeal" or (found and found[1].action) else None
    if cue.value == "warn":
        return _warning(sentence, following, cue, holders)
    opens = word in function_words("to")
    if opens or cue.lemma.rpartition(" ")[2] in function_words("to") | function_words("with"):
        verb = following + opens
        if cue.value in ("threat", "refuse", "agree", "demand") and not _is_noun_phrase(sentence, verb, cue):
            toward = acted_on(sentence, verb)
            return (cue.value, toward) if toward else None
    if cue.value == "demand" and word in function_words("that"):
        toward = demanded_of(sentence, following + 1)
        return (cue.value, toward) if toward else None
    if cue.is_verb and cue.value == "demand" and (asked := _asked_to(sentence, following)):
        return cue.value, asked
    if cue.is_verb and word in function_words("with"):
        following += 1
    if not cue.is_verb and not _links(sentence, following):
        return None
    toward = object_after(sentence, following + (not cue.is_verb))
    if toward is not None and cue.value == "threat":  # "threatened the United States with the expulsion of …"
        after = sentence.index_at(toward.span[1] - 1) + 1
        toward = object_after(sentence, after + 1) if sentence.word_at(after) in function_words("with") else toward
    if toward is None or (cue.value == "seek" and not toward.action):
        return None  # who seeks something demands it only if it is to be taken away or kept
    return _CODES.get(cue.value, cue.value), toward


def _asked_to(sentence: Sentence, index: int) -> Toward | None:
    """Read "demanded the United States withdraw X": a state, and right after it what it is to do."""
    for mention in sentence.countries:
        place = sentence.index_at(mention.span[1] - 1) + 1
        if index <= sentence.index_at(mention.span[0]) <= index + 1 and action_at(sentence, place)[0]:
            printed = sentence.word_at(place)
            return acted_on(sentence, place) if not printed.endswith(("al", "ion", "ing")) else None
    return None


def _links(sentence: Sentence, index: int) -> bool:
    return bool(terms("stances/links").find(sentence.word_at(index)))


def _is_noun_phrase(sentence: Sentence, index: int, cue: Cue) -> bool:
    """Say whether a noun, not a verb, stands after "to": "objection to the plan", "agreed to the demand"."""
    word = sentence.word_at(index)
    printed = sentence.tokens[index].start if index < len(sentence.tokens) else 0
    return word in word_class("determiners") or sentence.document[printed].isupper() or word.endswith("s")


def _appeal(sentence: Sentence, following: int, holders: list[CountryMention]) -> tuple[str, Toward] | None:
    """Read "urged Panama to halt X": the one who is urged must be another state."""
    urged = list_after(sentence, sentence.tokens[following].start, 2) if following < len(sentence.tokens) else []
    codes = {holder.code for holder in holders}
    if not urged:
        toward = object_after(sentence, following)
        return ("demand", toward) if toward and toward.action else None
    if any(mention.code in codes for mention in urged):
        return None
    after = sentence.index_at(urged[-1].span[1] - 1) + 1
    limit = after + _NAME_WORDS
    while sentence.word_at(after) not in function_words("to") and after < limit:
        after += 1
    if sentence.word_at(after) not in function_words("to"):
        return None
    toward = acted_on(sentence, after + 1)
    return ("demand", toward) if toward else None


def _warning(sentence: Sentence, following: int, cue: Cue, holders: list[CountryMention]) -> tuple[str, Toward] | None:
    """Read a warning as the threat of one's own action: "a warning to expel X", "warned that it would expel X"."""
    index = following
    if sentence.word_at(index) in function_words("to") and not cue.is_verb:
        toward = acted_on(sentence, index + 1)
        return ("threat", toward) if toward and action_at(sentence, index + 1)[0] else None
    if sentence.word_at(index) in function_words("that"):
        index += 1
    if sentence.word_at(index) not in function_words("it"):
        return None
    index += 1
    if word_class("auxiliaries").get(sentence.word_at(index)) not in ("will", "could"):
        return None
    toward = acted_on(sentence, index + 1)
    return ("threat", toward) if toward and action_at(sentence, index + 1)[0] else None


def is_shared_by_all(sentence: Sentence, act: Act) -> bool:
    """Say whether the act is one that its holders do together: language of cooperation rather than a stance.

    Toward what another state does it is a stance.
    """
    codes = {holder.code for holder in act.holders}
    others = {mention.code for mention in sentence.countries_in(*act.toward.span)} - codes
    return len(codes) > 1 and not others and act.code in ("support", "agree", "welcome")
