"""What an act is toward, and which act it is: read from the words after its verb or noun."""

from __future__ import annotations

from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.stance_objects import (
    Toward,
    acted_on,
    action_at,
    demanded_of,
    is_taking_away,
    object_after,
    object_before,
)
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.terms import holds, terms
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

Aim = tuple[str, Toward]
"""The code of an act, and what it is toward."""
_CODES = {"seek": "demand"}
_NAME_WORDS = 3
_MOST_ADDRESS_WORDS = 10
_OPENING = frozenset({"threat", "refuse", "agree", "demand"})
"""Acts that an infinitive tells: "threatened to …"."""
_PASSIVE = frozenset({"criticise", "refuse", "support", "welcome"})
"""Acts that a passive can tell: "the plan was condemned by Ecuador"."""


def aim(sentence: Sentence, cue: Cue, holders: list[CountryMention]) -> Aim | None:
    """Return the code of the act, and what it is toward; None where the sentence does not name that."""
    following = sentence.index_at(cue.end - 1) + 1
    if cue.is_verb and verb_group(sentence, cue).passive:
        toward = object_before(sentence, verb_group(sentence, cue).first)
        return (cue.value, toward) if toward and cue.value in _PASSIVE else None
    if cue.value in ("appeal", "ask"):
        found = _appeal(sentence, following, holders)
        generic = _asked_of_all(sentence, following) is not None
        return found if cue.value == "appeal" or generic or (found and found[1].action) else None
    if cue.value == "warn":
        return _warning(sentence, following, cue, holders)
    if cue.value in _OPENING and (verb := _infinitive(sentence, following, cue)) is not None:
        return _with_code(cue, acted_on(sentence, verb))
    if cue.value == "demand" and sentence.word_at(following) in function_words("that"):
        return _with_code(cue, demanded_of(sentence, following + 1))
    if cue.value == "demand" and cue.is_verb and (asked := _asked_to(sentence, following)):
        return _with_code(cue, asked)
    if cue.value == "demand" and cue.is_verb and (after := _after_whom(sentence, following)):
        clause = sentence.word_at(after) in function_words("that")
        return _with_code(cue, acted_on(sentence, after + 1) if clause else object_after(sentence, after))
    return _with_code(cue, _plain_object(sentence, following, cue))


def _with_code(cue: Cue, toward: Toward | None) -> Aim | None:
    if toward is None or (cue.value == "seek" and not toward.action):
        return None  # who seeks something demands it only if it is to be taken away or kept
    return _CODES.get(cue.value, cue.value), toward


def _infinitive(sentence: Sentence, following: int, cue: Cue) -> int | None:
    """Return the token of the verb in "threatened to expel"; None where a noun follows ("objection to the plan")."""
    opens = sentence.word_at(following) in function_words("to")
    if not opens and cue.lemma.rpartition(" ")[2] not in function_words("to") | function_words("with"):
        return None
    verb = following + opens
    return None if _is_noun_phrase(sentence, verb) else verb


def _plain_object(sentence: Sentence, following: int, cue: Cue) -> Toward | None:
    """Read "condemned X", "its rejection of X", "threatened Y with the expulsion of X"."""
    if cue.is_verb:
        following += sentence.word_at(following) in function_words("with")
    elif terms("stances/links").find(sentence.word_at(following)):
        if cue.value == "demand" and _opens_topic(sentence.word_at(following)):
            return None  # "Mexico's demands on migration" says of what kind they are, not for what
        following += 1
    else:
        return None
    toward = object_after(sentence, following)
    if toward is None or cue.value != "threat":
        return toward
    after = sentence.index_at(toward.span[1] - 1) + 1
    return object_after(sentence, after + 1) if sentence.word_at(after) in function_words("with") else toward


def _after_whom(sentence: Sentence, following: int) -> int | None:
    """Return the token after the states that are asked: "pidió a El Salvador la …", "exigió a Chile que …"."""
    if sentence.word_at(following) not in function_words("to") or following + 1 >= len(sentence.tokens):
        return None
    asked = list_after(sentence, sentence.tokens[following + 1].start, 1)
    return sentence.index_at(asked[-1].span[1] - 1) + 1 if asked else None


def _opens_topic(word: str) -> bool:
    return any("about" in found.values for found in terms("meetings/subjects").find(word))


def _asked_to(sentence: Sentence, index: int) -> Toward | None:
    """Read "demanded the United States withdraw X": a state, and right after it what it is to do."""
    for mention in sentence.countries:
        place = sentence.index_at(mention.span[1] - 1) + 1
        if index <= sentence.index_at(mention.span[0]) <= index + 1 and is_taking_away(sentence, place):
            return acted_on(sentence, place)
    return None


def _is_noun_phrase(sentence: Sentence, index: int) -> bool:
    """Say whether a noun, not a verb, stands after "to": "objection to the plan", "agreed to the demand"."""
    word = sentence.word_at(index)
    printed = sentence.tokens[index].start if index < len(sentence.tokens) else 0
    if holds("stances/intensifiers", word):
        return True
    return word in word_class("determiners") or sentence.document[printed].isupper() or word.endswith("s")


def _appeal(sentence: Sentence, following: int, holders: list[CountryMention]) -> Aim | None:
    """Read "urged Panama to halt X": the one who is urged must be another state."""
    urged = list_after(sentence, sentence.tokens[following].start, 2) if following < len(sentence.tokens) else []
    codes = {holder.code for holder in holders}
    if not urged:
        to_all = _asked_of_all(sentence, following)
        toward = acted_on(sentence, to_all) if to_all else object_after(sentence, following)
        return ("demand", toward) if toward and (to_all or toward.action) else None
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


def _asked_of_all(sentence: Sentence, following: int) -> int | None:
    """Return the token of the verb in "asked all governments along the route to open …", "urged neighbours to …"."""
    addressed = False
    for place in range(following, min(following + _MOST_ADDRESS_WORDS, len(sentence.tokens))):
        word = sentence.word_at(place)
        if addressed and word in function_words("to"):
            return place + 1
        addressed = addressed or bool(terms("stances/addressees").find(word))
        if word in word_class("clause_words") or not word[0].isalpha():
            return None
    return None


def _warning(sentence: Sentence, following: int, cue: Cue, holders: list[CountryMention]) -> Aim | None:
    """Read a warning as the threat of one's own action: "a warning to expel X", "warned that it would expel X"."""
    index = following
    if sentence.word_at(index) in function_words("to") and not cue.is_verb:
        toward = acted_on(sentence, index + 1)
        return ("threat", toward) if toward and action_at(sentence, index + 1)[0] else None
    if sentence.word_at(index) in function_words("that"):
        index += 1
    own = [
        m
        for m in holders
        for other in sentence.countries
        if other.code == m.code and sentence.index_at(other.span[0]) == index
    ]
    if sentence.word_at(index) not in function_words("it") and not own:
        return None
    index += 1
    if word_class("auxiliaries").get(sentence.word_at(index)) not in ("will", "could"):
        return None
    toward = acted_on(sentence, index + 1)
    return ("threat", toward) if toward and action_at(sentence, index + 1)[0] else None
