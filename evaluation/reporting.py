"""The comparison of one document as it is reported: its records, what was refused, and the counts of all scores."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.document import Span
from core.lines import LandedRecord, Reject
from evaluation.accepted import Accepted
from evaluation.comparison import Comparison
from evaluation.golden import Expected, Golden
from evaluation.outcome import (
    CLASSES,
    FRAMING,
    DocumentOutcome,
    RecordClass,
    RecordOutcome,
    Refusal,
    ValueClass,
    field_of,
)
from evaluation.passages import Places, evidence_spans
from evaluation.values import Compared, ValueComparison
from schemas.registry import kinds

CLASS_OF_RECORD: dict[RecordClass, ValueClass] = {
    "matched": "correct",
    "missing": "missing",
    "spurious": "spurious",
    "forbidden": "spurious",
}


def outcome_of(
    golden: Golden, comparison: Comparison, rejects: Sequence[Reject], *, failure: str | None = None
) -> DocumentOutcome:
    """Return the comparison as it is reported, with the counts that scores are sums of."""
    records = [*_matched_outcomes(comparison), *_single_outcomes(comparison)]
    record_counts = Counter((one.kind, CLASS_OF_RECORD[one.outcome]) for one in records if not one.optional)
    value_counts = Counter(
        (f"{kind}.{field_of(value.path)}", value.outcome) for kind, value in _counted_values(comparison)
    )
    return DocumentOutcome(
        name=golden.name,
        source=golden.source,
        document_id=golden.document_id,
        records=tuple(records),
        ungrounded=tuple(_refusals(rejects)),
        failure=failure,
        expects_nothing=not golden.expected,
        exact_records=sum(
            not one.expected.optional and all(value.outcome == "correct" for value in one.values)
            for one in comparison.matched
        ),
        record_counts=_table(record_counts),
        value_counts=_table(value_counts),
    )


def _counted_values(comparison: Comparison) -> Iterator[tuple[str, Compared]]:
    """Yield every value that counts: of required records that were matched or missed, and of records made up.

    How a record is framed can only be right or wrong of one that was found: of the others, only their own values count.
    """
    for one in comparison.matched:
        if not one.expected.optional:
            yield from ((one.found.kind, value) for value in one.values)
    nothing: dict[str, Any] = {}
    alone = [(one.kind, one.values, nothing, Accepted(one.accept)) for one in comparison.missing]
    made_up = [*comparison.spurious, *(record for _, record in comparison.forbidden)]
    alone += [(record.kind, nothing, record.data, Accepted({})) for record in made_up]
    for kind, expected, found, accepted in alone:
        values = ValueComparison(comparison.places, {}).compare(kinds()[kind].model, expected, found, accepted)
        yield from ((kind, value) for value in values if field_of(value.path) not in FRAMING)


def _matched_outcomes(comparison: Comparison) -> Iterator[RecordOutcome]:
    for one in comparison.matched:
        yield RecordOutcome(
            kind=one.found.kind,
            outcome="matched",
            optional=one.expected.optional,
            expected=one.expected.record,
            found=one.found.data,
            reason=one.expected.reason,
            differences=tuple(value.value() for value in one.values if value.outcome != "correct"),
            expected_spans=_expected_spans(comparison.places, one.expected),
            found_spans=_found_spans(comparison.places, one.found),
        )


def _single_outcomes(comparison: Comparison) -> Iterator[RecordOutcome]:
    places = comparison.places
    for wanted in comparison.missing:
        yield RecordOutcome(
            kind=wanted.kind,
            outcome="missing",
            expected=wanted.record,
            reason=wanted.reason,
            expected_spans=_expected_spans(places, wanted),
        )
    for record in comparison.spurious:
        yield RecordOutcome(
            kind=record.kind, outcome="spurious", found=record.data, found_spans=_found_spans(places, record)
        )
    for rule, record in comparison.forbidden:
        yield RecordOutcome(
            kind=record.kind,
            outcome="forbidden",
            found=record.data,
            reason=rule.reason,
            found_spans=_found_spans(places, record),
        )


def _expected_spans(places: Places, expected: Expected) -> tuple[Span, ...]:
    return tuple(span for quote in expected.record["quotes"] for span in places.of(quote)[:1])


def _found_spans(places: Places, record: LandedRecord) -> tuple[Span, ...]:
    return tuple(ValueComparison(places, evidence_spans(record.evidence)).quote_spans(record.data["quotes"]))


def _refusals(rejects: Sequence[Reject]) -> Iterator[Refusal]:
    for one in rejects:
        if one.stage in ("ground", "validate"):
            yield Refusal(kind=one.kind, field=one.field, stage=one.stage, reason=one.reason, value=_value(one.payload))


def _value(payload: str | None) -> Any:
    """Return what the payload of a reject holds: JSON, or text where it was cut."""
    try:
        return None if payload is None else json.loads(payload)
    except ValueError:
        return payload


def _table(counts: Mapping[tuple[str, ValueClass], int]) -> dict[str, tuple[int, int, int, int]]:
    names = sorted({name for name, _ in counts})
    rows = {name: [counts.get((name, outcome), 0) for outcome in CLASSES] for name in names}
    return {name: (row[0], row[1], row[2], row[3]) for name, row in rows.items()}
