"""Two runs side by side: on the documents and kinds that both have, what one has right and the other has not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.errors import UsageError
from core.identity import canonical_json
from evaluation.bootstrap import Rates, f1, interval, resampled
from evaluation.outcome import (
    Contrast,
    DocumentOutcome,
    Evaluation,
    LevelContrast,
    RecordContrast,
    RecordOutcome,
    State,
    Value,
    ValueContrast,
)
from evaluation.scoring import Tallies, own_values, pooled_score, table_of


def contrast(one: Evaluation, other: Evaluation) -> Contrast:
    """Return how `other` differs from `one`; raises UsageError where they have no document in common."""
    kinds = set(one.kinds) & set(other.kinds)
    earlier = {document.name: document for document in one.documents}
    pairs = [
        (earlier[later.name], later)
        for later in other.documents
        if later.name in earlier and earlier[later.name].document_id == later.document_id
    ]
    if not pairs or not kinds:
        raise UsageError(
            f"{one.engine} and {other.engine} were evaluated on different documents",
            hint="Evaluate both on the same goldens and kinds; `dossier eval --format json --output FILE` keeps a run.",
        )
    names = tuple(later.name for _, later in pairs)
    all_names = {document.name for document in (*one.documents, *other.documents)}
    return Contrast(
        one=one.engine,
        other=other.engine,
        documents=names,
        not_compared=tuple(sorted(all_names - set(names))),
        records=_level(*([_of_kinds(part.record_counts, kinds) for part in side] for side in zip(*pairs, strict=True))),
        values=_level(
            *([own_values(_of_kinds(part.value_counts, kinds)) for part in side] for side in zip(*pairs, strict=True))
        ),
        differences=tuple(each for pair in pairs for each in _differences(*pair, kinds)),
    )


def _of_kinds(tallies: Tallies, kinds: set[str]) -> Tallies:
    return {name: four for name, four in tallies.items() if name.partition(".")[0] in kinds}


def _level(one: list[Tallies], other: list[Tallies]) -> LevelContrast:
    before, after = pooled_score(one), pooled_score(other)
    both = np.stack([table_of(side).counts.sum(axis=1) for side in (one, other)], axis=1)
    rates = f1(resampled(both))
    apart: Rates = rates[:, 1] - rates[:, 0]
    difference = None if before.f1 is None or after.f1 is None else round(after.f1 - before.f1, 6)
    return LevelContrast(one=before, other=after, difference=difference, interval=interval(apart))


def _differences(one: DocumentOutcome, other: DocumentOutcome, kinds: set[str]) -> Iterator[RecordContrast]:
    before, after = _by_what_they_are(one, kinds), _by_what_they_are(other, kinds)
    for key in dict.fromkeys([*before, *after]):
        states = _state(before.get(key)), _state(after.get(key))
        values = tuple(_values(before.get(key), after.get(key)))
        shown = before.get(key) or after[key]
        if states[0] != states[1] or values:
            quote = ((shown.expected or shown.found or {}).get("quotes") or [""])[0]
            yield RecordContrast(
                document=one.name, kind=shown.kind, quote=quote, one=states[0], other=states[1], values=values
            )


def _by_what_they_are(document: DocumentOutcome, kinds: set[str]) -> dict[str, RecordOutcome]:
    """Return the records by what was expected, or by what was found where nothing was; optional ones left out."""
    found = {}
    for record in document.records:
        if record.kind in kinds and not record.optional:
            alone = record.outcome if record.expected is None else None
            found[canonical_json([record.kind, alone, record.expected or record.found])] = record
    return found


def _state(record: RecordOutcome | None) -> State:
    if record is None:
        return "not found"
    match record.outcome:
        case "matched":
            return "with differences" if record.differences else "right"
        case "spurious":
            return "made up"
        case outcome:
            return outcome


def _values(one: RecordOutcome | None, other: RecordOutcome | None) -> Iterator[ValueContrast]:
    """Yield the values that two matched records have differently; what is right has the expected value on its side."""
    if one is None or other is None or "matched" not in (one.outcome, other.outcome) or one.outcome != other.outcome:
        return
    before, after = _by_path(one), _by_path(other)
    for path in dict.fromkeys([*before, *after]):
        first, second = before.get(path), after.get(path)
        known = first or second
        if known is not None and (first is None or second is None or first.found != second.found):
            found = [known.expected if value is None else value.found for value in (first, second)]
            yield ValueContrast(path=path, expected=known.expected, one=found[0], other=found[1])


def _by_path(record: RecordOutcome) -> dict[str, Value]:
    return {value.path: value for value in record.differences}
