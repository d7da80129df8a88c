"""The other side of an agreement of which a sentence names one: who moves people, or whom the text around names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice

from extraction.engines.rules.agreements.anaphora import other_state
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.people import people_in
from extraction.engines.rules.removals.senders import sender_of
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.lexicons.countries import NAME_FORMS, CountryMention, country_mentions

_MOVED = ("removal_nouns", "flights", "people")
_BACK = 3
"""Sentences before another in which the state stands that it goes on about."""
_BESIDE = 1
"""Characters between a state and its noun: "US deportees", "US-deported"."""


@taken_once
def mover_in(analysis: Analysis) -> str | None:
    """Return the state that moves people in a document: by its verbs, else by whose deportees and flights they are."""
    return sender_of(analysis) or _by_nouns(analysis)


def _by_nouns(analysis: Analysis) -> str | None:
    counts: Counter[str] = Counter()
    for sentence in analysis.sentences:
        for cue in sentence.of(*_MOVED):
            moved = cue.lexicon == "removal_nouns" or cue.value == "deported" or cue.value.endswith("_removal")
            owners = (m for m in sentence.countries if 0 <= cue.start - m.span[1] <= _BESIDE) if moved else ()
            counts.update(m.code for m in owners if m.form in NAME_FORMS)
    best = counts.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def other_side(analysis: Analysis, sentence: Sentence, known: Collection[str]) -> str | None:
    """Return the one state beside `known` that the sentence names, else the text before it, the title, the document."""
    own = _places_and_actors(sentence, known)
    own -= {mention.code for mention in sentence.countries if opens_further_clause(sentence, mention)}
    if own:
        return own.pop() if len(own) == 1 else _of_several(analysis, sentence, own)
    mover = mover_in(analysis)
    if mover is not None and mover not in known:
        return mover
    for named in (named_before(analysis, sentence, known), set(_titled(analysis)).difference(known)):
        if len(named) == 1:
            return named.pop()
    return next((other for code in known if (other := other_state(analysis, code)) not in (None, *known)), None)


def opens_further_clause(sentence: Sentence, subject: CountryMention) -> bool:
    """Say whether a state does something beside what was told: "signed a pact, and Rwanda has also agreed to"."""
    index = sentence.index_at(subject.span[0]) - 1
    while sentence.word_at(index) in word_class("determiners"):
        index -= 1
    after = sentence.index_at(subject.span[1] - 1) + 1
    acts = sentence.word_at(after) in word_class("auxiliaries") or any(
        cue.is_verb and sentence.index_at(cue.start) == after for cue in sentence.cues
    )
    return acts and word_class("clause_words").get(sentence.word_at(index)) == "and"


def named_before(analysis: Analysis, sentence: Sentence, known: Collection[str]) -> set[str]:
    """Return the states beside `known` that the nearest sentence before names, which names any."""
    for other in reversed(analysis.sentences[max(sentence.position - _BACK, 0) : sentence.position]):
        named = _places_and_actors(other, known)
        if named:
            return named
    return set()


def two_named(sentence: Sentence) -> list[str]:
    """Return the two states between which a sentence moves people, if it names no third: "from the U.S. to Ghana"."""
    named = sorted(_places_and_actors(sentence, ()))
    verbs = [verb.end for verb in sentence.of("removal_verbs") if verb.is_verb]
    reached = [m for m in _reached(sentence) if m.code in named and any(end <= m.span[0] for end in verbs)]
    return named if len(named) == 2 and (reached or sentence.has("accept_verbs")) else []


def _places_and_actors(sentence: Sentence, known: Collection[str]) -> set[str]:
    """Return the states that a sentence names, whoever's nationals it speaks of beside."""
    own = {group.nationality.span for group in people_in(sentence, sentence.span) if group.nationality}
    found = [*actors(sentence, *sentence.span), *(m for m in sentence.countries if m.form in NAME_FORMS)]
    found = [m for m in found if m.span not in own and not _is_origin(sentence, m) and not _is_attribute(sentence, m)]
    return {m.code for m in found if m.code not in known}


def _is_attribute(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a name only says what kind of state another is: "a European Union country"."""
    after = sentence.word_at(sentence.index_at(mention.span[1] - 1) + 1)
    return after in word_class("state_nouns")


def _is_origin(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether people come from there: "migrants from Cuba"; "deported from the U.S." says who sends them."""
    index = sentence.index_at(mention.span[0]) - 1
    while sentence.word_at(index) in word_class("determiners"):
        index -= 1
    end = sentence.tokens[index - 1].end if index > 0 else -1
    people = any(cue.end == end for cue in sentence.of("people"))
    return sentence.word_at(index) in word_class("origin_words") and people


def _of_several(analysis: Analysis, sentence: Sentence, own: set[str]) -> str | None:
    """Return of several states the one that moves people, else the one that they are said to be moved to."""
    mover = mover_in(analysis)
    if mover in own:
        return mover
    reached = {mention.code for mention in _reached(sentence)} & own
    return reached.pop() if len(reached) == 1 else None


def _reached(sentence: Sentence) -> Iterator[CountryMention]:
    words = word_class("destination_words")
    for mention in sentence.countries:
        index = sentence.index_at(mention.span[0]) - 1
        if mention.form in NAME_FORMS and words.get(sentence.word_at(index)) == "to":
            yield mention


def titled_beside(analysis: Analysis, known: Collection[str]) -> str | None:
    """Return the one state that the title, or the first heading, names beside one that is `known`."""
    named = _titled(analysis)
    others = named.difference(known)
    return next(iter(others)) if len(others) == 1 and named & set(known) else None


@taken_once
def _titled(analysis: Analysis) -> frozenset[str]:
    """Return the states that the title, or the first heading, names."""
    named = {mention.code for heading in islice(analysis.headings(), 1) for mention in heading.countries}
    title = analysis.document.title
    return frozenset(named | ({mention.code for mention in country_mentions(title)} if title else set()))
