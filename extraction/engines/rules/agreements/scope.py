"""Whether an instrument is one over migration: by its noun, its sentence, or the document around it."""

from __future__ import annotations

from extraction.engines.rules.agreements.context import return_nouns, takes_people
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.removals.setting import goes_on_about_removals
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import CORE, LEXICON, is_on_migration, words_of_migration
from extraction.engines.rules.terms import terms
from extraction.engines.rules.vocabulary import Cue

_BACK = 5
"""Sentences before another in which the instrument stands that one of this is like."""
_FIELD = 60
"""Characters after an instrument in which it says what other field it is of."""
_MATTER = 80
"""Characters after an instrument in which it says what it is on."""
_OBJECT = 40
"""Characters between a verb and the people who are its object: their number and adjectives stand there."""
_ENOUGH = 5
"""Words of migration that make a whole document one about it."""


def in_scope(analysis: Analysis, sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument is one over migration: by its noun, its sentence, or a document about migration."""
    before = sentence.word_at(sentence.index_at(instrument.start) - 1)
    if before in word_class("other_fields"):
        return False
    if instrument.value not in ("other", "treaty", "memorandum_of_understanding"):
        return True
    if _is_of_other_field(sentence, instrument):
        return False
    if is_on_migration(sentence) or _is_on_people(sentence, instrument):
        return True
    if _names_another_matter(sentence, instrument):
        return False
    if _goes_on(analysis, sentence, instrument) or _is_titled(analysis):
        return True
    near = any(is_on_migration(other) for other in analysis.around(sentence))
    if near and words_of_migration(analysis) >= _ENOUGH:
        return True
    return before in word_class("definite") and goes_on_about_removals(analysis, sentence)


def _is_of_other_field(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether a field of other dealings is named right after an instrument: "an agreement on trade"; no name."""
    first = sentence.index_at(instrument.end - 1) + 1
    for token in sentence.tokens[first:]:
        for_that = token.word in function_words("for_that")  # "a pact to take back economic migrants"
        if token.start >= instrument.end + _FIELD or (for_that and is_on_migration(sentence)):
            return False
        if token.word in word_class("other_fields") and not sentence.document[token.start].isupper():
            return True  # "by the new Labour government" names no field
    return False


@taken_once
def _is_titled(analysis: Analysis) -> bool:
    """Say whether a document's title is of an agreement over migration: "Chile Announces Asylum Deal With Peru"."""
    title = analysis.document.title or ""
    fields = {value for found in terms(f"cues/{LEXICON}").find(title) for value in found.values}
    return bool(fields & CORE) and any(terms("cues/instruments").find(title))


def _is_on_people(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument is one on moving people: "an agreement on returns", "on the return of nationals"."""
    for place in return_nouns(sentence, instrument):
        noun = sentence.tokens[place]
        closed = not sentence.word_at(place + 1)[:1].isalnum() and noun.word.endswith("s")
        if closed or any(0 <= person.start - noun.end <= _OBJECT for person in sentence.of("people")):
            return True
    if any(_are_returned(sentence, place) for place in range(sentence.index_at(instrument.start))):
        return True  # "the return of minors goes on under the pact of A and B"
    return any(verb.start >= instrument.end for verb in sentence.of("accept_verbs")) and takes_people(sentence)


def _are_returned(sentence: Sentence, place: int) -> bool:
    """Say whether the token at `place` is a noun for the return of people: "the return of some 100 minors"."""
    if sentence.word_at(place) not in word_class("return_nouns") or sentence.word_at(place + 1) != "of":
        return False
    end = sentence.tokens[place + 1].end
    return sentence.has_between(end, end + _OBJECT, "people")


def _names_another_matter(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether a sentence without migration says what the instrument is on: "an agreement on tomatoes"."""
    index = sentence.index_at(instrument.end - 1) + 1
    if sentence.word_at(index) not in word_class("matters") or index + 1 >= len(sentence.tokens):
        return False
    start = sentence.tokens[index + 1].start
    dated = any(value.span[0] <= start < value.span[1] for value in sentence.values_of("date"))
    told = sentence.has_between(instrument.end, instrument.end + _MATTER, LEXICON)  # "sobre movilidad laboral"
    plain = sentence.word_at(index + 1)
    return plain.isalpha() and not (dated or told) and plain not in word_class("determiners")


def _goes_on(analysis: Analysis, sentence: Sentence, instrument: Cue) -> bool:
    """Say whether "the pact" is named right after another instrument over migration."""
    pointed = any(ref.end == instrument.end for ref in sentence.of("references") if ref.value == "agreement")
    earlier = analysis.sentences[max(sentence.position - 1, 0) : sentence.position]
    if pointed and any(other.has("instruments", "agree_verbs") and is_on_migration(other) for other in earlier):
        return True
    if _is_like_one_before(analysis, sentence, instrument):
        return True
    if _moves_those_before(sentence, instrument) and any(is_on_migration(other) for other in earlier):
        return True
    # "… signed a deal on Monday. The pact lets Rome send migrants there."
    later = analysis.sentences[sentence.position + 1 : sentence.position + 2]
    return any(is_on_migration(other) and _opens_with_reference(other) for other in later)


def _moves_those_before(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether those of whom the text has told are moved under it: "a deal under which they will be sent there"."""
    moved = [verb for verb in sentence.of("removal_verbs", "accept_verbs") if verb.is_verb]
    return any(
        "they" in sentence.words_between(instrument.end, verb.start) or sentence.word_at(after) == "them"
        for verb in moved
        if verb.start >= instrument.end
        for after in [sentence.index_at(verb.end - 1) + 1]
    )


def _is_like_one_before(analysis: Analysis, sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument is like one over migration before it: "Mali has similar agreements with Togo"."""
    index = sentence.index_at(instrument.start)
    if not any(sentence.word_at(place) in word_class("similar") for place in (index - 1, index - 2)):
        return False
    for other in reversed(analysis.sentences[max(sentence.position - _BACK, 0) : sentence.position]):
        if other.has("instruments") and is_on_migration(other):
            return not any(word in word_class("other_fields") for word in other.words_between(*other.span))
    return False


def _opens_with_reference(sentence: Sentence) -> bool:
    """Say whether a sentence begins with "The pact", "Under the deal"."""
    return any(
        ref.value == "agreement" and len(sentence.words_between(sentence.span[0], ref.start)) <= 1
        for ref in sentence.of("references")
    )
