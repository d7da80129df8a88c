"""Who says a thing and how surely: the hedge and the speakers of the claim that a cue makes."""

from __future__ import annotations

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue

_MOST_SPEAKERS = 2
_MARKS = frozenset(',;:.()-"')
_CLOSING = 4
"""Words after a verb of saying that closes its sentence ("said late on Friday")."""
_LONGEST_NAME = 10
"""Words of who speaks, with office and title."""


def hedge_of(sentence: Sentence, offset: int) -> str | None:
    """Return the hedging words, as printed, before the character at `offset` in its clause, or that open it."""
    start, _ = sentence.clause_span(offset)
    for cue in sentence.of("hedges"):
        if start < cue.end and cue.start < offset:
            return sentence.document[cue.start : cue.end]
    return None


def reason_after(sentence: Sentence, offset: int) -> str | None:
    """Return the reason printed after `offset`: what follows "due to", "because of", "citing", to the clause's end."""
    for cue in sentence.of("reasons"):
        if cue.start < offset or cue.value != "reason" or _opens_infinitive(sentence, cue):
            continue
        told = _phrase(sentence, cue.end)
        if not _is_a_date(sentence, told, cue.end):
            return told
    return None


def _is_a_date(sentence: Sentence, told: str | None, start: int) -> bool:
    """Say whether what follows "after" is when, and no reason: "who arrived after July 12, 1995"."""
    end = start + 1 + len(told or "")
    return any(date.span[0] <= start + 1 and end <= date.span[1] for date in sentence.values_of("date"))


def _opens_infinitive(sentence: Sentence, cue: Cue) -> bool:
    """Say whether "due to" is followed by a verb: "due to take off" gives no reason."""
    after = sentence.index_at(cue.end - 1) + 1
    return sentence.word_at(after - 1) == "to" and any(
        verb.form == "base" and sentence.index_at(verb.start) == after for verb in sentence.cues
    )


def cited_reason(sentence: Sentence) -> str | None:
    """Return what is "cited … as" the reason."""
    for cue in sentence.of("reasons"):
        if cue.value == "cited" and cue.is_verb:
            return _phrase(sentence, cue.end)
    return None


def _phrase(sentence: Sentence, start: int) -> str | None:
    """Return the words from `start` to the end of the phrase: a mark, "as", or a word that opens a clause."""
    index = sentence.index_at(start)
    end = start
    for token in sentence.tokens[index:]:
        if token.start < start:
            continue
        if token.word in _MARKS or token.word in function_words("aside"):
            break
        end = token.end
    text = sentence.document[start:end].strip()
    return text or None


def speakers_of(sentence: Sentence, offset: int) -> list[Span]:
    """Return to whom the claim at `offset` is attributed, nearest first: the subject of a verb of saying around it."""
    found: list[Span] = []
    for verb in sentence.of("reporting_verbs", "deniers"):
        if sentence.word_at(sentence.index_at(verb.start) - 1) == "se":
            continue  # Spanish "se negó a": a refusal and no denial
        group = verb_group(sentence, verb) if verb.is_verb else None
        if group is None or group.passive or (group.negated and verb.lexicon == "reporting_verbs"):
            continue  # "has not confirmed it"
        if verb.end <= offset or _closes(sentence, verb):
            found += _subject_phrase(sentence, verb)
    found += [span for cue in sentence.of("sources") for span in _source_phrase(sentence, cue)]
    return sorted(found, key=lambda span: abs(span[0] - offset))[:_MOST_SPEAKERS]


def _closes(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a verb of saying closes its sentence: "…, officials said on Friday."."""
    words = sentence.words_between(verb.end, sentence.span[1])
    return len([word for word in words if word[0].isalnum()]) <= _CLOSING


def _subject_phrase(sentence: Sentence, verb: Cue) -> list[Span]:
    last = sentence.index_at(verb.start)
    while last > 0 and _is_filler(sentence.word_at(last - 1)):
        last -= 1
    first = last
    openers = word_class("clause_words")
    while first > 0 and last - first < _LONGEST_NAME:
        word = sentence.word_at(first - 1)
        if not (word[0].isalnum() or word in ("'s", "'")) or openers.get(word) in ("relative", "time", "and"):
            break
        first -= 1
    if first == last or sentence.word_at(first) in word_class("pronouns") or _opens_with_verb(sentence, first):
        return []
    span = (sentence.tokens[first].start, sentence.tokens[last - 1].end)
    named = any(sentence.document[token.start].isupper() for token in sentence.tokens[max(first, 1) : last])
    return [span] if named or sentence.has_between(*span, "offices") or sentence.countries_in(*span) else []


def _opens_with_verb(sentence: Sentence, first: int) -> bool:
    """Say whether the phrase is a relative clause's predicate: "the men who arrived on Friday said"."""
    relative = word_class("clause_words").get(sentence.word_at(first - 1)) == "relative"
    return relative and any(cue.is_verb and cue.start == sentence.tokens[first].start for cue in sentence.cues)


def _is_filler(word: str) -> bool:
    return word.endswith("ly") or word in word_class("adverbs") or word in word_class("auxiliaries")


def _source_phrase(sentence: Sentence, cue: Cue) -> list[Span]:
    text = _phrase(sentence, cue.end)
    if text is None:
        return []
    start = sentence.document.index(text, cue.end)
    return [(start, start + len(text))]
