"""What the parties of a statement undertake: one commitment for each infinitive or gerund of a verb of undertaking."""

from __future__ import annotations

from collections.abc import Iterator

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import is_oblique
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue

_NEAR = 3
_FEWEST = 3
"""Words of an undertaking: fewer say nothing of what is undertaken."""


def commitments_in(analysis: Analysis) -> list[dict[str, str]]:
    """Return what the document's parties undertake, in order, each once."""
    found: dict[str, dict[str, str]] = {}
    for sentence in analysis.prose():
        for cue in sentence.of("undertakings"):
            for row in _of_verb(sentence, cue):
                found.setdefault(row["text"], row)
    return list(found.values())


def _of_verb(sentence: Sentence, cue: Cue) -> Iterator[dict[str, str]]:
    actor = _actor(sentence, cue)
    first = _governed(sentence, cue) if actor else None
    if first is None or actor is None:
        return
    text = sentence.document
    for start, end in _parts(sentence, first):
        if len(sentence.words_between(start, end)) < _FEWEST:
            continue
        yield {"actor": " ".join(text[actor[0] : actor[1]].split()), "text": " ".join(text[start:end].split())}


def _actor(sentence: Sentence, cue: Cue) -> Span | None:
    """Return who undertakes: words for all parties, or states, as the subject; None for anything else."""
    start = cue.start
    if cue.is_verb:
        group = verb_group(sentence, cue)
        if group.modality != "asserted" or group.is_infinitive or (group.passive and not _is_commitment(sentence, cue)):
            return None
        start = sentence.tokens[group.first].start
    for joint in sentence.of("joint_actors"):
        if joint.end <= start and _only_fillers(sentence, joint.end, start):
            return joint.span
    group = verb_group(sentence, cue)
    states = [mention for mention in subjects(sentence, group) if mention.span[1] <= start]
    if not states or is_oblique(sentence, states[0]) or not _only_fillers(sentence, states[-1].span[1], start):
        return None
    first = sentence.index_at(states[0].span[0])
    while sentence.word_at(first - 1) in word_class("offices_in_lists"):
        first -= 1
    if sentence.word_at(first - 1) in word_class("determiners"):
        first -= 1
    return sentence.tokens[first].start, states[-1].span[1]


def _is_commitment(sentence: Sentence, cue: Cue) -> bool:
    """Say whether "are committed to" undertakes: it does."""
    return sentence.word_at(sentence.index_at(cue.end - 1) + 1) == "to"


def _only_fillers(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether between subject and verb stand only adverbs, auxiliaries, an office, or an apposition in commas."""
    words = sentence.words_between(start, end)
    if words[:1] == (",",) and words[-1:] == (",",) and len(words) <= _NEAR + 3:
        return True
    fillers = (word_class("adverbs"), word_class("auxiliaries"), word_class("offices_in_lists"))
    return len(words) <= _NEAR and all(word.endswith("ly") or any(word in known for known in fillers) for word in words)


def _governed(sentence: Sentence, cue: Cue) -> int | None:
    """Return the token of the infinitive or gerund that the verb of undertaking directly governs."""
    index = sentence.index_at(cue.end - 1) + 1
    if cue.is_verb:
        if sentence.word_at(index) not in function_words("to"):
            return None
        index += 1
    while sentence.word_at(index) in word_class("adverbs") or sentence.word_at(index).endswith("ly"):
        index += 1
    word = sentence.word_at(index)
    if not word or word in word_class("negations"):
        return None
    is_verb = word in word_class("actions") or word in word_class("gerunds")
    better = sentence.word_at(index + 1) in word_class("actions") and word in word_class("degrees")
    return index if is_verb or better else None


def _parts(sentence: Sentence, first: int) -> Iterator[Span]:
    """Yield the undertaking that begins at token `first`, and those that "and" joins to it in the same form."""
    forms = word_class("gerunds") if sentence.word_at(first) in word_class("gerunds") else word_class("actions")
    start = first
    for index in range(first + 1, len(sentence.tokens)):
        word = sentence.word_at(index)
        joined = sentence.word_at(index - 1) in function_words("and") or (
            sentence.word_at(index - 1) == "to" and sentence.word_at(index - 2) == "and"
        )
        if joined and word in forms and _is_parallel(sentence, start, index, forms):
            yield _trimmed(sentence, start, index - 1)
            start = index
    yield _trimmed(sentence, start, len(sentence.tokens))


def _is_parallel(sentence: Sentence, start: int, index: int, forms: dict[str, str]) -> bool:
    """Say whether the verb at `index` is joined to that at `start`, and to no other of the same form in between."""
    inner = range(start + 1, index - 1)
    infinitives = [
        i for i in inner if sentence.word_at(i) in forms and sentence.word_at(i - 1) in word_class("linking")
    ]
    comma = sentence.word_at(index - 2) == ","
    return comma or not infinitives


def _trimmed(sentence: Sentence, first: int, last: int) -> Span:
    end, loose = last - 1, function_words("and") | function_words("to")
    while (end > first and not sentence.word_at(end)[0].isalnum()) or sentence.word_at(end) in loose:
        end -= 1
    return sentence.tokens[first].start, sentence.tokens[end].end
