"""An explanation to be read: each record with its sentence, its rules and its words, then what was not recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cli.visible import visible_line
from core.wording import counted
from extraction.engines.rules.explanation.model import (
    Change,
    Explanation,
    NearMiss,
    RecordExplained,
    RuleApplied,
    Unrecorded,
    Word,
    WordUsed,
)

LONGEST = 160
"""Characters of a sentence or a value that are shown."""
MOST_WORDS = 12
"""Words shown of a record that none of them alone decides."""
_FIRST = "  {:<10}"


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """Yield the lines of `explanation`."""
    count = len(explanation.records)
    yield f"{count} {'finding' if count == 1 else 'findings'}; where a line stands is below extraction/lexicons/"
    for number, record in enumerate(explanation.records, start=1):
        yield ""
        yield from _record(number, record)
    if explanation.unrecorded:
        yield ""
        yield f"Not recorded: {counted(len(explanation.unrecorded), 'sentence')} with words that rules look for"
    for sentence in explanation.unrecorded:
        yield ""
        yield from _unrecorded(sentence)
    if not explanation.is_whole:
        yield ""
        yield "The document is too long to try everything: explain a part of it, or fewer kinds with --kinds."


def _record(number: int, record: RecordExplained) -> Iterator[str]:
    told = ", ".join(f"{name} {_value(value)}" for name, value in _key_values(record))
    yield f"{number}. {record.kind}: {told}" + ("" if record.outcome == "recorded" else " (rejected)")
    yield from _labelled("rejected", record.rejected_because)
    yield from _labelled("sentence", (_shown(place.text) for place in record.sentences))
    yield from _labelled("rule", map(_rule, record.rules))
    decisive = [word for word in record.words if word.needed or word.changes]
    if decisive:
        yield from _labelled("words", map(_word_used, decisive))
    else:
        yield from _labelled("words", ["no line alone decides; these are there:"])
        yield from _labelled("", (_word(used.word) for used in record.words[:MOST_WORDS]))


def _key_values(record: RecordExplained) -> list[tuple[str, Any]]:
    return [
        (name, value)
        for name, value in record.finding.items()
        if isinstance(value, str | int) and not (name == "modality" and value == "asserted")
    ]


def _rule(applied: RuleApplied) -> str:
    effect = "" if applied.makes else f" [{_fields(applied.changes)}]"
    return f"{applied.rule}{effect}: {applied.does}"


def _word_used(used: WordUsed) -> str:
    return f"{_word(used.word)}: {'no record without it' if used.needed else _changes(used.changes)}"


def _word(word: Word) -> str:
    term = "" if word.term == word.place.text else f" {visible_line(word.term)!r}"
    return f'"{_shown(word.place.text)}"  {word.line}{term} = {word.value}'


def _changes(changes: Sequence[Change]) -> str:
    short = [change for change in changes if isinstance(change.actual, str) or isinstance(change.otherwise, str)]
    told = [f"{one.field} would be {_value(one.otherwise)}" for one in short]
    others = [change for change in changes if change not in short]
    return "; ".join([*told, *([f"changes {_fields(others)}"] if others else [])])


def _unrecorded(sentence: Unrecorded) -> Iterator[str]:
    yield f"- {_shown(sentence.sentence.text)}"
    yield from _labelled("looked at", [", ".join(sentence.kinds)])
    yield from _labelled("words", map(_word, sentence.words))
    yield from _labelled("but for", (line for miss in sentence.but_for for line in _near_miss(miss)))
    if not sentence.but_for:
        yield from _labelled("but for", ["nothing: no rule reads these words as they stand here"])


def _near_miss(miss: NearMiss) -> Iterator[str]:
    *others, last = miss.words
    yield from (f"{_word(word)}, with" for word in others)
    values = [f"{name} {_value(value)}" for name, value in miss.finding.items() if isinstance(value, str)]
    yield f"{_word(last)}: {miss.kind} ({', '.join(values)})"


def _labelled(label: str, lines: Iterable[str]) -> Iterator[str]:
    for index, line in enumerate(lines):
        yield _FIRST.format(label if index == 0 else "") + line


def _fields(changes: Sequence[Change]) -> str:
    return ", ".join(change.field for change in changes)


def _value(value: object) -> str:
    return "empty" if value is None else _shown(str(value))


def _shown(text: str) -> str:
    line = visible_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 2]} …"
