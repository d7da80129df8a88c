"""Records told by a row of a table: what stands in another row or another column is not theirs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.document import Document, Span
from core.identity import canonical_json, digest
from core.lines import Evidence, LandedRecord, Reject
from extraction.crosscheck.cells import STAGE
from extraction.crosscheck.pairing import quotes_at
from extraction.crosscheck.reading import Reading
from extraction.grounding import ground
from extraction.grounding.judge import is_table
from extraction.lexicons.folding import fold
from extraction.structure import Table, structure_of
from schemas.derivation import derive
from schemas.registry import kinds
from schemas.shape import Form, Proof, shape
from schemas.values.money import prints_other_dollars

_OTHER_CELL = "the table has something else in this column"
_OTHER_ROW = "it stands in another row of the table"


@dataclass(frozen=True)
class Checked:
    """A record as the table has it, and what of it was not so."""

    record: LandedRecord
    rejects: tuple[Reject, ...] = ()


Rows = tuple[Span, ...]
Twins = Mapping[tuple[str, Rows], Reading]
"""What the rules read, by its kind and the rows that tell it; of several, the first."""


def by_their_rows(
    document: Document, records: Sequence[LandedRecord], rules: Sequence[Reading], extraction: str
) -> list[Checked]:
    """Return `records` with the cells of their rows in place of what they say these are.

    `rules` are what the rules read; of those, the record of the same kind and row says what its columns hold.
    """
    if not structure_of(document).tables:
        return [Checked(record) for record in records]
    twins: dict[tuple[str, Rows], Reading] = {}
    for one in rules:
        twins.setdefault((one.kind.name, _told_by(document, one.places)[1]), one)
    return [_by_its_row(document, record, twins, extraction) for record in records]


def _by_its_row(document: Document, record: LandedRecord, twins: Twins, extraction: str) -> Checked:
    table, rows = _told_by(document, quotes_at(record))
    if table is None or is_table(kinds()[record.kind]):
        return Checked(record)
    changes = dict(_changes(record, twins.get((record.kind, rows)), table, rows))
    if not changes:
        return Checked(record)
    rejects = tuple(
        Reject(
            kind=record.kind,
            field=field,
            stage=STAGE,
            reason=_OTHER_ROW if value is None else _OTHER_CELL,
            payload=canonical_json(record.data[field]),
        )
        for field, value in changes.items()
    )
    corrected = _grounded(document, record, changes, extraction)
    return Checked(corrected, rejects) if corrected else Checked(record)


def _told_by(document: Document, places: Sequence[Span]) -> tuple[Table | None, Rows]:
    """Return the table that the first of a record's quotes stands in, and the rows that they all stand in."""
    table = structure_of(document).table_at(places[0][0]) if places else None
    if table is None:
        return None, ()
    touched: set[int] = set()
    for start, end in places:
        first = bisect_right(table.rows, start, key=lambda row: row.span[1])
        touched.update(range(first, bisect_left(table.rows, end, key=lambda row: row.span[0])))
    return table, tuple(table.rows[place].span for place in sorted(touched))


def _changes(
    record: LandedRecord, twin: Reading | None, table: Table, rows: Sequence[Span]
) -> Iterator[tuple[str, Any]]:
    """Yield the printed fields that the table has otherwise, each with the value that it has; None for none."""
    said = {row.field: row for row in record.evidence}
    for field in shape(kinds()[record.kind].model):
        path = f"{field.name}.text" if field.form is Form.NESTED else field.name
        if (field.proof is not Proof.PRINTED and field.form is not Form.NESTED) or path not in said:
            continue
        is_elsewhere = _is_in(said[path], [table.span]) and not _is_in(said[path], [*rows, table.header_span])
        if not is_elsewhere and (twin is None or _is_same(said[path], twin, path)):
            continue  # the rules read it alike, as mostly: they need not be grounded
        read = twin and next((row for row in twin.evidence if row.field == path), None)
        if twin is not None and read and _is_in(read, rows):
            if _folded(said[path].value) != _folded(read.value):
                yield field.name, twin.data[field.name]
        elif is_elsewhere:
            yield field.name, None


def _is_same(said: Evidence, twin: Reading, path: str) -> bool:
    """Say whether the rules read the value at `path` alike, or none, before that is grounded."""
    read = twin.printed(path)
    return read is None or _folded(said.value) == _folded(read)


def _is_in(evidence: Evidence, spans: Sequence[Span]) -> bool:
    start = evidence.char_start
    return start is not None and any(span[0] <= start < span[1] for span in spans)


def _grounded(
    document: Document, record: LandedRecord, changes: Mapping[str, Any], extraction: str
) -> LandedRecord | None:
    """Return the changed record with evidence of its own; None if nothing would be left of it."""
    kind = kinds()[record.kind]
    model = kind.model.model_validate({**record.data, **changes})
    derived = derive(model, document.published_on, other_dollars=prints_other_dollars(document.text))
    found = ground(document, kind, derived, quotes_at(record))
    if found.record is None:
        return None
    data = found.record.model_dump(mode="json")
    record_id = digest(extraction, record.kind, canonical_json(data))
    return LandedRecord(record_id=record_id, kind=record.kind, data=data, evidence=list(found.evidence))


def _folded(text: str) -> str:
    return fold(text).text.strip(" *_\t")
