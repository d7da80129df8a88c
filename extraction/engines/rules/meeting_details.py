"""When and where a meeting was, and what it was about: read from the sentence that tells it."""

from __future__ import annotations

import regex

from core.document import Span
from extraction.engines.rules.grammar import function_words
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.terms import terms
from extraction.engines.rules.vocabulary import Cue

_PLACE = regex.compile(
    r"\b(?:in|at|en)\s+(?P<place>(?:the\s+)?\p{Lu}[\p{L}.'’-]*(?:\s+(?:of\s+|de\s+)?\p{Lu}[\p{L}.'’-]*){0,4})"
)
_MARKS_AT_END = " ,;:.–—-"


def subject_of(sentence: Sentence, start: int) -> tuple[int, Span] | None:
    """Return where the words that introduce the subject begin, and the subject's characters; None if there are none."""
    if not sentence.tokens or start >= sentence.tokens[-1].end:
        return None
    limit = sentence.tokens[-1].end
    dates = [value.span[0] for value in sentence.values_of("date")]
    for found in terms("meetings/subjects").find(sentence.document, start, limit):
        after = sentence.index_at(found.span[1])
        if found.span[1] >= limit or sentence.tokens[after].start in dates or sentence.word_at(after)[0].isdigit():
            continue  # "over 300,000 refugees"
        first = found.span[0] if "purpose" in found.values else sentence.tokens[after].start
        end = _subject_end(sentence, after)
        return found.span[0], (first, end)
    return None


def discussed(sentence: Sentence, cue: Cue) -> tuple[int, Span] | None:
    """Return the object of "discussed": what the talks were about."""
    if cue.end >= sentence.tokens[-1].end:
        return None
    index = sentence.index_at(cue.end)
    end = _subject_end(sentence, index)
    return (cue.end, (sentence.tokens[index].start, end)) if end > cue.end else None


def _subject_end(sentence: Sentence, index: int) -> int:
    """Return where a subject ends: at the sentence's end, or at a comma that a new thought follows."""
    ends = {entry.term for entry in terms("meetings/subject_ends").entries}
    clauses = {entry.term for entry in terms("meetings/subject_ends").entries if entry.value == "clause"}
    dates = [value.span[0] for value in sentence.values_of("date")]
    quoted = False
    for place in range(index, len(sentence.tokens)):
        if (
            place > index + 1
            and sentence.tokens[place].start in dates
            and sentence.word_at(place - 1) in function_words("dated")
        ):
            return _without_place(sentence, index, place - 1)
        token = sentence.tokens[place]
        following = sentence.word_at(place + 1)
        if place > index and token.word in clauses:
            return trimmed(sentence, token.start)  # "the issue when they meet"
        if token.word == '"' and sentence.document[token.start - 1].isspace():
            quoted = True  # "ways to “stem the flow” of migrants"
            continue
        if (
            token.word in (";", ":", "(")
            or (token.word == '"' and not quoted)
            or (token.word == "," and (following in ends or (following.endswith("ing") and following != "including")))
        ):
            return trimmed(sentence, token.start)
    return trimmed(sentence, sentence.tokens[-1].end)


def _without_place(sentence: Sentence, first: int, last: int) -> int:
    """Return where a subject before a date ends: a place right before the date is where they met."""
    start, end = sentence.tokens[first].start, sentence.tokens[last].start
    for match in _PLACE.finditer(sentence.document, start, end):
        if not sentence.document[match.end() : end].strip():
            return trimmed(sentence, match.start())
    return trimmed(sentence, end)


def trimmed(sentence: Sentence, end: int) -> int:
    """Return where what ends at `end` does without the marks and white space before that."""
    while sentence.document[end - 1] in _MARKS_AT_END or sentence.document[end - 1].isspace():
        end -= 1
    return end


def date_of(sentence: Sentence, subject: int | None = None) -> str | None:
    """Return the printed date of a sentence, one before the `subject` if there is: a full one before a day's word."""
    dates = [(value.span[0], value.text) for value in sentence.values_of("date")]
    days = terms("meetings/release_days").find(sentence.document, *sentence.span)
    dates += [(found.span[0], sentence.document[slice(*found.span)]) for found in days]
    first = [text for start, text in dates if subject is not None and start < subject]
    texts = first or [text for _, text in dates]
    return next((text for text in texts if any(letter.isdigit() for letter in text)), texts[0] if texts else None)


def place_of(sentence: Sentence, span: Span) -> str | None:
    """Return the place named in `span` after "in" or "at", as printed; a date is none."""
    dates = sentence.values_of("date")
    for match in _PLACE.finditer(sentence.document, *span):
        if not any(value.span[0] <= match.start("place") < value.span[1] for value in dates):
            return " ".join(match["place"].split())
    return None


def collapsed(sentence: Sentence, span: Span) -> str | None:
    """Return the characters of `span` with their white space collapsed; None if there is nothing else."""
    return " ".join(sentence.document[slice(*span)].split()) or None
