"""A small document, and expected and found records about it."""

from __future__ import annotations

from typing import Any

from core.document import Document
from core.lines import LandedRecord, Reject
from evaluation.comparison import Comparison, compare
from evaluation.golden import Golden, golden_of
from evaluation.outcome import DocumentOutcome
from evaluation.reporting import outcome_of
from schemas.registry import kinds

TEXT = """Ghana and Togo

On 3 March 2025 a flight with over 100 Nigerian migrants left Texas for Ghana. The flight was run by Omni Air.

Ghana refused a second flight, reportedly because the papers of its passengers were not in order at all.

- Safe Homes: Building houses for those who return.
- Open Talks: Meeting each month
with the neighbours.

Togo demanded the release of its citizens. Togo will reopen its border and pay the fares of those who return.
"""
DOCUMENT = Document(TEXT, "document.md")


def expected(kind: str, quote: str, **record: Any) -> dict[str, Any]:
    """Return an entry of `expected`; `accept` and `optional` go beside the record."""
    beside: dict[str, Any] = {name: record.pop(name) for name in ("accept", "optional") if name in record}
    return {"kind": kind, "record": {"quotes": [quote], **record}, "reason": "It says so.", **beside}


def golden(*entries: dict[str, Any], forbidden: list[dict[str, Any]] | None = None) -> Golden:
    """Return a golden about the document."""
    content = {
        "source": DOCUMENT.source,
        "document_id": DOCUMENT.document_id,
        "annotated_by": "hand",
        "expected": list(entries),
        "forbidden": forbidden or [],
    }
    return golden_of(content, "small", "small/expected.json")


def found(kind: str, quote: str, **record: Any) -> LandedRecord:
    """Return a record as an extraction lands it, but for its evidence."""
    data = kinds()[kind].model.model_validate({"quotes": [quote], **record}).model_dump(mode="json")
    return LandedRecord(record_id=f"{kind} {quote} {record}", kind=kind, data=data, evidence=[])


def perfect(truth: Golden) -> list[LandedRecord]:
    """Return just what a golden expects, optional records too."""
    return [found(one.kind, **_split(one.record)) for one in truth.expected]


def compared(truth: Golden, *records: LandedRecord) -> Comparison:
    """Return the comparison of records found in the document."""
    return compare(truth, records, DOCUMENT)


def outcome(truth: Golden, *records: LandedRecord, rejects: tuple[Reject, ...] = ()) -> DocumentOutcome:
    """Return the same as it is reported."""
    return outcome_of(truth, compared(truth, *records), rejects)


def differences(truth: Golden, *records: LandedRecord) -> list[tuple[str, str]]:
    """Return what is not right of matched records: path and class."""
    return [(value.path, value.outcome) for _, value in compared(truth, *records).differences]


def _split(record: dict[str, Any]) -> dict[str, Any]:
    first, *more = record["quotes"]
    assert not more
    return {"quote": first, **{name: value for name, value in record.items() if name != "quotes"}}
