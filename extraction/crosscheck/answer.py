"""A model's extraction, corrected by the document's tables and held against what the rules found."""

from __future__ import annotations

from collections.abc import Sequence

from core.document import Document
from core.lines import Disagreement, Evidence, ExtractionLine, LandedRecord
from extraction.crosscheck.pairing import pairs_of
from extraction.crosscheck.table_rows import by_its_row
from extraction.crosscheck.values import differing, values_of


def cross_checked(document: Document, line: ExtractionLine, rules: Sequence[LandedRecord]) -> ExtractionLine:
    """Return `line` with the cells of tables as the tables have them, and where the rules read a value otherwise."""
    checked = [by_its_row(document, record, rules, line.extraction_id) for record in line.records]
    records = {one.record.record_id: one.record for one in checked}  # corrected, two may have become one
    return line.model_copy(
        update={
            "records": list(records.values()),
            "rejects": [*line.rejects, *(reject for one in checked for reject in one.rejects)],
            "disagreements": disagreements(list(records.values()), rules),
        }
    )


def disagreements(model: Sequence[LandedRecord], rules: Sequence[LandedRecord]) -> list[Disagreement]:
    """Return where two readings of the same fact state different values, in the order of the model's records."""
    found = [
        Disagreement(
            record_id=one.record_id,
            kind=one.kind,
            field=value.path,
            model_value=value.shown,
            rules_value=other_value.shown,
            model_quote=_quote(one, value.path),
            rules_quote=_quote(other, other_value.path),
        )
        for one, other in pairs_of(model, rules)
        for value, other_value in differing(values_of(one), values_of(other))
    ]
    place = {record.record_id: index for index, record in enumerate(model)}
    return sorted(found, key=lambda one: (place[one.record_id], one.field))


def _quote(record: LandedRecord, path: str) -> str:
    """Return the document's words for a value; where it has no evidence of its own, the record's first quote."""
    by_field: dict[str, Evidence] = {row.field: row for row in record.evidence}
    return (by_field.get(path) or by_field["quotes.0"]).quote
