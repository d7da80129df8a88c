"""`triage`: a score for each kind of record, by words of its own near words of the records' field.

It is meant to lose nothing: what it cannot judge (a language without words, a kind without a line in
`lexicons/triage/kinds.tsv`) is worth asking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.document import Document
from extraction.lexicons import Entry, load
from extraction.lexicons.countries import country_mentions
from extraction.structure import Structure, structure_of
from extraction.triage.words import Hit, is_in_known_language, words_of
from schemas.registry import Kind

NEAR = 3
"""Blocks (paragraphs, list items, tables, headings) within which words belong together."""
_TOPIC, _RELATED = "topic", "related"
_FEWEST_RELATED = 2
_UNKNOWN_LANGUAGE = "not in a language that triage has words in"


@dataclass(frozen=True)
class Triage:
    """What speaks for asking a model about a document.

    `scores` are by kind: how many of its blocks speak of such records, 0 for none. `words` counts the lines of
    `triage/words.tsv` that were found, `countries` the countries. `why` says what a score of 0 in all kinds is due to,
    or why nothing could be judged.
    """

    scores: Mapping[str, int]
    words: Mapping[Entry, int]
    countries: Mapping[str, int]
    tables: int
    why: str | None = None

    @property
    def is_worth_asking(self) -> bool:
        """Whether any kind scores."""
        return any(self.scores.values())

    def topic_words(self) -> list[tuple[Entry, int]]:
        """Return the words of the records' field that were found, the most frequent first."""
        found = [(entry, count) for entry, count in self.words.items() if entry.value in (_TOPIC, _RELATED)]
        return sorted(found, key=lambda item: (-item[1], item[0].term))


def triage(document: Document, kinds: Sequence[Kind]) -> Triage:
    """Score `document` for each of `kinds`."""
    hits = list(words_of(document.text))
    words = Counter(entry for hit in hits for entry in hit.entries)
    countries = Counter(mention.code for mention in country_mentions(document.text))
    structure = structure_of(document)
    titled = {entry.value for hit in words_of(document.title or "") for entry in hit.entries}
    why = _why_nothing(words, titled, countries)
    if why is None:
        scores = _scores(structure, hits, kinds)
        why = None if any(scores.values()) else "no words of any of these kinds near words of migration"
    elif is_in_known_language(document.text):
        scores = {kind.name: 0 if kind.name in _classes() else 1 for kind in kinds}
    else:
        scores, why = {kind.name: 1 for kind in kinds}, _UNKNOWN_LANGUAGE
    return Triage(scores, words, countries, len(structure.tables), why)


def _why_nothing(words: Mapping[Entry, int], titled: set[str], countries: Mapping[str, int]) -> str | None:
    """Return why no kind can score; a title needs only one word of what comes near to the records' field."""
    values = Counter[str]()
    for entry, count in words.items():
        values[entry.value] += count
    if not (values[_TOPIC] or values[_RELATED] >= _FEWEST_RELATED or titled & {_TOPIC, _RELATED}):
        return "no words of migration, asylum or removals"
    return None if countries else "no country is named"


def _scores(structure: Structure, hits: Iterable[Hit], kinds: Sequence[Kind]) -> dict[str, int]:
    held = _held(structure, hits)
    near = {
        index + distance
        for index, classes in held.items()
        if classes & {_TOPIC, _RELATED}
        for distance in range(-NEAR, NEAR + 1)
    }
    return {kind.name: _score(kind.name, [held[index] for index in held if index in near]) for kind in kinds}


def _score(kind: str, blocks: Collection[set[str]]) -> int:
    wanted = _classes().get(kind)
    return 1 if wanted is None else sum(bool(wanted & classes) for classes in blocks)


def _held(structure: Structure, hits: Iterable[Hit]) -> dict[int, set[str]]:
    """Return by block the classes of the words in it, and whether it is a table or the item of a list."""
    held: dict[int, set[str]] = {}
    for hit in hits:
        index = structure.block_index_at(hit.start)
        if index is not None:
            held.setdefault(index, set()).update(entry.value for entry in hit.entries)
    for index, block in enumerate(structure.blocks):
        if block.kind in ("table", "list_item"):
            held.setdefault(index, set()).add("table" if block.kind == "table" else "list")
    return held


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in load("triage/kinds").entries:
        found[entry.term] = found.get(entry.term, frozenset()) | {entry.value}
    return found
