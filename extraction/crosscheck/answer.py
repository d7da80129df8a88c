"""A model's extraction, corrected by the document's tables and held against what the rules found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.document import Document
from core.lines import Disagreement, Evidence, ExtractionLine, LandedRecord
from extraction.crosscheck.pairing import Pair, pairs_of
from extraction.crosscheck.reading import Reading
from extraction.crosscheck.table_rows import by_their_rows
from extraction.crosscheck.values import Stated, differing, values_of


def cross_checked(document: Document, line: ExtractionLine, rules: Sequence[Reading]) -> ExtractionLine:
    """Return `line` with the cells of tables as the tables have them, and where the rules read a value otherwise."""
    checked = by_their_rows(document, line.records, rules, line.extraction_id)
    records = {one.record.record_id: one.record for one in checked}  # corrected, two may have become one
    return line.model_copy(
        update={
            "records": list(records.values()),
            "rejects": [*line.rejects, *(reject for one in checked for reject in one.rejects)],
            "disagreements": disagreements(list(records.values()), rules),
        }
    )


def disagreements(model: Sequence[LandedRecord], rules: Sequence[Reading]) -> list[Disagreement]:
    """Return where two readings of the same fact state different values, in the order of the model's records."""
    found = [
        Disagreement(
            record_id=pair.record.record_id,
            kind=pair.record.kind,
            field=value.path,
            model_value=value.shown,
            rules_value=other.shown,
            model_quote=_quote(pair.record.evidence, value.path),
            rules_quote=_quote(pair.reading.evidence, other.path),
        )
        for pair in pairs_of(model, rules)
        for value, other in _differing(pair)
    ]
    place = {record.record_id: index for index, record in enumerate(model)}
    return sorted(found, key=lambda one: (place[one.record_id], one.field))


def _differing(pair: Pair) -> Iterator[tuple[Stated, Stated]]:
    """Yield what the two state otherwise, as far as the document bears the rules out."""
    if any(differing(pair.values, pair.reading.values)):
        yield from differing(pair.values, values_of(pair.reading.kind, pair.reading.data))


def _quote(evidence: Sequence[Evidence], path: str) -> str:
    """Return the document's words for a value; where it has no evidence of its own, the record's first quote."""
    by_field = {row.field: row for row in evidence}
    return (by_field.get(path) or by_field["quotes.0"]).quote
