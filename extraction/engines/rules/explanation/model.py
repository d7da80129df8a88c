"""What an explanation says."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """What every part of an explanation is built on."""

    model_config = ConfigDict(frozen=True)


class Place(Part):
    """Characters of the document: `text` is `document.text[char_start:char_end]`."""

    char_start: int
    char_end: int
    text: str


class Word(Part):
    """Words of a document that a line of a lexicon holds.

    `line` is where it stands, below extraction/lexicons/ (`rules/cues/flights.tsv:14`); `term` and `value` are that
    line's own.
    """

    place: Place
    line: str
    term: str
    value: str


class Change(Part):
    """A field of a record as it is, and as it would be; None is a field that is not there."""

    field: str
    actual: Any
    otherwise: Any


class RuleApplied(Part):
    """A rule, and what a record would be without it: not there at all (`makes` it), or other in these fields."""

    rule: str
    does: str
    makes: bool
    changes: list[Change]


class WordUsed(Part):
    """A word, and what a record would be without its line: not there at all (`needed`), other, or the same."""

    word: Word
    needed: bool
    changes: list[Change]


class RecordExplained(Part):
    """One finding of the rules, where it stands, and what it came of."""

    kind: str
    outcome: Literal["recorded", "rejected"]
    rejected_because: list[str]
    finding: dict[str, Any]
    sentences: list[Place]
    rules: list[RuleApplied]
    words: list[WordUsed]


class NearMiss(Part):
    """Words without whose lines a sentence would have been recorded: "until" made a condition of it.

    Several are so only together.
    """

    words: list[Word]
    kind: str
    finding: dict[str, Any]


class Unrecorded(Part):
    """A sentence with words that the rules of some kind look for, of which nothing was recorded."""

    sentence: Place
    kinds: list[str]
    words: list[Word]
    but_for: list[NearMiss]


class Explanation(Part):
    """A document explained. `is_whole` is false if it was too long to try everything."""

    document_id: str
    records: list[RecordExplained]
    unrecorded: list[Unrecorded]
    is_whole: bool
