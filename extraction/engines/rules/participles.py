"""Bare participles: whether one qualifies the noun before it, or is the verb of its sentence."""

from __future__ import annotations

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS

_ARTICLE = 5
"""Characters between a preposition and its state: " the "."""
_MATTER = 8
"""Words between an instrument and its participle that say what it is about."""
_PATIENTS = ("people", "instruments", "flights")
"""Cues that a bare participle right after them qualifies: they are done to, not doers."""


def is_reduced(sentence: Sentence, verb: Cue, kinds: list[str], first: int) -> bool:
    """Say whether a bare participle qualifies the noun right before it: "migrants deported to", "a deal signed in"."""
    if kinds or verb.form not in ("participle", "past_or_participle"):
        return False
    if first == 0:
        return False
    end = sentence.tokens[first - 1].end
    if any(cue.end == end for cue in sentence.of(*_PATIENTS)):
        return True
    following = sentence.index_at(verb.end - 1) + 1
    after = sentence.word_at(following)
    if after in word_class("agent_words") and _leads_to_state(sentence, following):
        return True  # "people from India deported by the United States"
    if sentence.word_at(first - 1) == "," and (after in word_class("agent_words") or after in word_class("leaving")):
        end = sentence.tokens[first - 2].end  # "52 Pakistanis, deported by Turkey, arrived"
        if any(cue.end == end for cue in sentence.of("people")):
            return True
    people = any(mention.span[1] == end and mention.form in DEMONYM_FORMS for mention in sentence.countries)
    leads = after in word_class("prepositions") or after in word_class("adjacent_from")
    if people and leads:
        return True  # "200 Venezuelans deported from Texas"
    if leads and verb.form == "participle" and _ends_people(sentence, first):
        return True
    leads = leads or after in word_class("determiners")
    return leads and verb.form == "participle" and _ends_instrument(sentence, verb, first)


def _leads_to_state(sentence: Sentence, index: int) -> bool:
    """Say whether a state stands right after the word at `index`, or after its article."""
    end = sentence.tokens[index].end
    return any(0 < mention.span[0] - end <= _ARTICLE for mention in sentence.countries)


def _ends_people(sentence: Sentence, first: int) -> bool:
    """Say whether an adjective of people stands before a Spanish participle: "9 migrantes asiáticos deportados de"."""
    word = sentence.word_at(first - 1)
    plain = first > 1 and word.isalpha() and word not in word_class("auxiliaries") and word not in word_class("adverbs")
    end = sentence.tokens[first - 2].end if plain else -1
    return word.endswith("s") and any(cue.end == end for cue in sentence.of("people"))


def _ends_instrument(sentence: Sentence, verb: Cue, first: int) -> bool:
    """Say whether a Spanish participle follows what an instrument is about: "convenio sobre readmisión suscrito en"."""
    if verb.lexicon != "agreement_verbs":
        return False
    before = [cue for cue in sentence.of("instruments") if cue.end <= verb.start]
    words = sentence.words_between(before[-1].end, sentence.tokens[first].start) if before else ()
    plain = all(word[0].isalpha() and word not in word_class("clause_words") for word in words)
    return 0 < len(words) <= _MATTER and plain and words[0] in word_class("prepositions")
