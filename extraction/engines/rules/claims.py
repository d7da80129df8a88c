"""Who says a thing and how surely: the hedge and the speakers of the claim that a cue makes."""

from __future__ import annotations

from extraction.engines.rules.sentence import Sentence


def hedge_of(sentence: Sentence, offset: int) -> str | None:
    """Return the hedging words, as printed, in the clause of the character at `offset`."""
    start, end = sentence.clause_span(offset)
    for cue in sentence.of("hedges"):
        if start <= cue.start < end:
            return sentence.document[cue.start : cue.end]
    return None


def reason_after(sentence: Sentence, offset: int) -> str | None:
    """Return the reason printed after `offset`: what follows "due to", "because of", "citing", to the clause's end."""
    for cue in sentence.of("reasons"):
        if cue.start >= offset and cue.value == "reason":
            return _phrase(sentence, cue.end)
    return None


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
        if token.word in (",", ";", ":", ".", "(", ")", "-", "as", "which", "who", "while", "but", '"'):
            break
        end = token.end
    text = sentence.document[start:end].strip()
    return text or None
