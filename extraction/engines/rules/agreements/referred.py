"""Instruments whose sides the text around names: "both governments", "his country", "their pact", one of a list."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.anaphora import country_meant, is_both, last_named, states_meant
from extraction.engines.rules.agreements.context import takes_people
from extraction.engines.rules.agreements.dating import told_deal
from extraction.engines.rules.agreements.deal import Deal, Party
from extraction.engines.rules.agreements.entries import both_of, made_by_entry
from extraction.engines.rules.agreements.parties import company, other_actors, owners, parties
from extraction.engines.rules.agreements.sides import sides_named, sides_of
from extraction.engines.rules.agreements.status import Told, doers_of
from extraction.engines.rules.agreements.unnamed import unnamed_side
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import is_oblique
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue

_BETWEEN = 5
_OWNED = 3
"""Words from the head of a sentence to an instrument whose owner is named before: "Its own asylum"."""
_MADE = frozenset({"signed", "agreed", "announced"})


def of_both(analysis: Analysis, sentence: Sentence, instrument: Cue, told: Told | None) -> Iterator[Deal]:
    """Yield what "both governments negotiate" where the document is about two states."""
    if told is None or told.modality == "negated" or sides_named(sentence, instrument, told):
        return
    if _is_with_no_state(sentence, instrument):
        return
    acting = told.is_object and told.cue.is_verb and is_both(sentence, verb_group(sentence, told.cue))
    acting = acting or _is_made_by_officials(sentence, instrument, told) or _is_by_both(sentence, told)
    codes = both_of(analysis, sentence) if acting or _is_between_both(sentence, instrument) else ()
    if len(codes) == 2:
        yield told_deal(sentence, instrument, told, [Party(code) for code in codes])


def referred(analysis: Analysis, sentence: Sentence, instrument: Cue, told: Told | None) -> list[Deal]:
    """Return what an instrument is told to be between, by the first way in which the text around says that."""
    for way in (_of_speaker, _of_owner_before, _of_them, made_by_entry):
        if deals := [*way(analysis, sentence, instrument, told)]:
            return deals
    return []


def _of_speaker(analysis: Analysis, sentence: Sentence, instrument: Cue, told: Told | None) -> Iterator[Deal]:
    """Yield what "his country" or "it" has made with the one other state that the sentence names."""
    if told is None or not told.is_object or not told.cue.is_verb or told.status == "proposed":
        return  # what "he wants to agree" is not yet his state's
    meant = country_meant(analysis, sentence, verb_group(sentence, told.cue))
    if meant and meant[0] not in sentence.countries and not (is_on_migration(sentence) or takes_people(sentence)):
        return  # an official named elsewhere, and a deal on anything
    if _is_with_no_state(sentence, instrument):
        return
    others = other_actors(sentence, meant) if meant else []
    if len({mention.code for mention in others}) != 1:
        return
    yield told_deal(sentence, instrument, told, parties(sentence, [*meant, *others]))


def _of_owner_before(analysis: Analysis, sentence: Sentence, instrument: Cue, told: Told | None) -> Iterator[Deal]:
    """Yield what "Its treaty with Peru" has become where the sentence before names one state alone."""
    others = company(sentence, instrument.end)
    near = len(sentence.words_between(sentence.span[0], instrument.start)) <= _OWNED
    opens = near and sentence.word_at(0) in function_words("its")
    if not opens or told is None or told.modality != "asserted" or len({other.code for other in others}) != 1:
        return
    owner = last_named(analysis, sentence)
    if not owner or owner[0].code == others[0].code or owners(sentence, instrument):
        return
    yield told_deal(sentence, instrument, told, [Party(owner[0].code), *parties(sentence, others)])


def _of_them(analysis: Analysis, sentence: Sentence, instrument: Cue, told: Told | None) -> Iterator[Deal]:
    """Yield what "they signed", and "their pact", where the sentence before has several states as its subject."""
    if told is None or told.modality == "negated" or not told.cue.is_verb:
        return
    before = sentence.word_at(verb_group(sentence, told.cue).first - 1)
    opens = sentence.word_at(0) == "their" and len(sentence.words_between(sentence.span[0], instrument.start)) <= _OWNED
    if not (opens or (told.is_object and before in function_words("they"))) or sides_of(sentence, instrument, told):
        return
    after = sentence.index_at(instrument.end - 1) + 1
    if any(sentence.word_at(place) in word_class("with") for place in range(after, after + _BETWEEN)):
        return  # "they signed an agreement on migration with the Red Cross"
    codes = states_meant(analysis, sentence)
    if codes:
        yield told_deal(sentence, instrument, told, [Party(code) for code in codes])


def of_one_side(analysis: Analysis, sentence: Sentence, instrument: Cue, told: Told | None) -> Iterator[Deal]:
    """Yield what one state has made, where the document says with whom.

    It is the state that a list of entries is about, or the other one of the two states that a document is about.
    """
    if told is None or told.modality != "asserted" or not told.is_object or told.status == "proposed":
        return
    sides = sides_of(sentence, instrument, told)
    if len(sides) != 1 or len({member.code for member in sides[0]}) != 1:
        return
    one = sides[0][0]
    other = unnamed_side(analysis, sentence, instrument, told, one)
    if other in (None, one.code):
        return
    yield told_deal(sentence, instrument, told, [Party(one.code), Party(other)])


def _is_with_no_state(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument is one with somebody who is no state: "a deal with the senators"."""
    first = sentence.index_at(instrument.end - 1) + 1
    if sentence.word_at(first) not in word_class("with") or company(sentence, instrument.end):
        return False
    words = [sentence.word_at(place) for place in range(first + 1, first + 1 + _BETWEEN)]
    return not any(word in word_class("counterparts") for word in words)


def _is_made_by_officials(sentence: Sentence, instrument: Cue, told: Told) -> bool:
    """Say whether officials of states that were named before make it: "the two ministers signed", "con su homólogo"."""
    officials = sentence.has_between(sentence.span[0], instrument.start, "offices")
    others = {mention.code for mention in company(sentence, instrument.end)}
    if len(others) > 1:
        return False  # "the government announced arrangements with Peru and Chile"
    beside = [mention for mention in other_actors(sentence, ()) if mention.code not in others]
    if others and beside and all(is_oblique(sentence, mention) for mention in beside):
        return False  # "the minister signed a pact with Australia on refugees in Nauru"
    return officials and told.is_object and told.status in _MADE and not doers_of(sentence, told)


def _is_by_both(sentence: Sentence, told: Told) -> bool:
    """Say whether it is told with "by both countries" right after the verb: "signed by both", "firmado por ambos"."""
    if not told.cue.is_verb:
        return False
    after = sentence.index_at(told.cue.end - 1) + 1
    if sentence.word_at(after) not in word_class("agent_words"):
        return False
    end = sentence.tokens[after].end
    return any(0 < cue.start - end <= 1 and " " in cue.lemma for cue in sentence.of("joint_actors"))


def _is_between_both(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument is one "between the two countries"."""
    for cue in sentence.of("joint_actors"):
        words = sentence.words_between(instrument.end, cue.start)
        if cue.start >= instrument.end and len(words) <= _BETWEEN and words and words[-1] in word_class("between"):
            return True
    return False
