"""One document with its records, or one record alone, and the characters of the text that say each value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

import duckdb

from core.document import Part, Span
from core.errors import WarehouseError
from schemas.registry import kinds
from schemas.shape import leaf_fields

DOCUMENT = """
    SELECT document_id, source, title, published_on, language, media_type, parts, text
    FROM (FROM main.documents UNION ALL FROM history.documents) WHERE document_id = $id LIMIT 1"""
SOURCES = "SELECT source FROM main.document_sources WHERE document_id = $id AND is_current ORDER BY first_seen, source"
EVIDENCE = """
    SELECT e.record_id, e.kind, x.engine, is_current, field, value, quote, char_start, char_end, "match", score
    FROM (
        SELECT *, true AS is_current FROM main.evidence UNION ALL SELECT *, false FROM history.evidence
    ) AS e
    LEFT JOIN (
        SELECT extraction_id, any_value(engine) AS engine
        FROM (FROM main.extractions UNION ALL FROM history.extractions) GROUP BY ALL
    ) AS x USING (extraction_id)
    WHERE {condition} ORDER BY e.record_id, field"""
OF_DOCUMENT = EVIDENCE.format(condition="e.document_id = $id AND is_current")
OF_RECORD = EVIDENCE.format(condition="e.record_id = $id")
DOCUMENT_OF = """
    SELECT document_id FROM (FROM main.evidence UNION ALL FROM history.evidence) WHERE record_id = $id LIMIT 1"""


@dataclass(frozen=True)
class Value:
    """One value of a record with its evidence; `span` is None for metadata from outside the text."""

    field: str
    value: str
    quote: str
    span: Span | None
    match: str
    score: float


@dataclass(frozen=True)
class RecordStory:
    """One record: every value it has, in the order of its schema."""

    record_id: str
    kind: str
    engine: str | None
    is_current: bool
    values: tuple[Value, ...]

    @property
    def quotes(self) -> list[Value]:
        """The quotes that tell it, the best first."""
        return [value for value in self.values if value.field.startswith("quotes.")]

    @property
    def spans(self) -> list[Span]:
        """Where the text tells it: its quotes, and what evidence lies outside of them; none inside another."""
        spans = sorted({value.span for value in self.values if value.span}, key=lambda span: (span[0], -span[1]))
        outermost: list[Span] = []
        for span in spans:
            if not outermost or span[1] > outermost[-1][1]:
                outermost.append(span)
        return outermost

    @property
    def key_values(self) -> dict[str, list[str]]:
        """The values that tell it from others of its kind, by field; fields without a value are left out."""
        kind = kinds().get(self.kind)
        keys = kind.model.key_fields if kind else ()
        found = {key: [value.value for value in self.values if _path(value.field) == key] for key in keys}
        return {key: list(dict.fromkeys(values)) for key, values in found.items() if values}


@dataclass(frozen=True)
class Story:
    """A document and records of it, in the order in which the text tells them."""

    document_id: str
    source: str
    sources: tuple[str, ...]
    title: str | None
    published_on: date | None
    language: str | None
    media_type: str
    parts: tuple[Part, ...]
    text: str
    records: tuple[RecordStory, ...]


def read_document(con: duckdb.DuckDBPyConnection, document_id: str, kind_names: Sequence[str] | None = None) -> Story:
    """Return the document with its current records, all of them or those of the named kinds."""
    return _story(con, document_id, _records(con, OF_DOCUMENT, document_id, kind_names))


def read_record(con: duckdb.DuckDBPyConnection, record_id: str) -> Story:
    """Return the record, current or not, with its document."""
    (document_id,) = con.execute(DOCUMENT_OF, {"id": record_id}).fetchall()[0]
    return _story(con, document_id, _records(con, OF_RECORD, record_id))


@contextmanager
def reading_errors(warehouse: Path) -> Iterator[None]:
    """Turn what DuckDB raises while a story is read into a WarehouseError about `warehouse`."""
    try:
        yield
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise WarehouseError(
            f"{warehouse} cannot be read; another version of Dossier may have made it: {reason}",
            hint=f"`dossier rebuild --warehouse {warehouse}` makes it again from the landing log.",
        ) from error


def _story(con: duckdb.DuckDBPyConnection, document_id: str, records: tuple[RecordStory, ...]) -> Story:
    row = con.execute(DOCUMENT, {"id": document_id}).fetchall()[0]
    _, source, title, published_on, language, media_type, landed, text = row
    parts = tuple(Part(each["kind"], each["label"], (each["char_start"], each["char_end"])) for each in landed or ())
    sources = tuple(name for (name,) in con.execute(SOURCES, {"id": document_id}).fetchall())
    known = (title, published_on, language, media_type)
    return Story(document_id, source, sources or (source,), *known, parts, text, records)


def _records(
    con: duckdb.DuckDBPyConnection, sql: str, identifier: str, kind_names: Sequence[str] | None = None
) -> tuple[RecordStory, ...]:
    rows = con.execute(sql, {"id": identifier}).fetchall()
    records = [
        RecordStory(record_id, kind, engine, is_current, _in_order(kind, (_value(row[4:]) for row in its_rows)))
        for (record_id, kind, engine, is_current), its_rows in groupby(rows, key=lambda row: row[:4])
        if kind_names is None or kind in kind_names
    ]
    return tuple(sorted(records, key=_place))


def _value(row: tuple[object, ...]) -> Value:
    field, value, quote, start, end, match, score = row
    span = (start, end) if isinstance(start, int) and isinstance(end, int) else None
    return Value(str(field), str(value), str(quote), span, str(match), float(str(score)))


def _in_order(kind_name: str, values: Iterator[Value]) -> tuple[Value, ...]:
    """Sort values by their field's place in the schema; the rows of a list stay together, in their order."""
    kind = kinds().get(kind_name)
    paths = [path.replace("[]", "") for path, _ in leaf_fields(kind.model)] if kind else []
    place = {path: index for index, path in enumerate(paths)}
    lists = {path.partition(".")[0]: index for path, index in reversed(place.items())}

    def key(value: Value) -> tuple[int, list[int], int, str]:
        ordinals = [int(number) for number in re.findall(r"\.(\d+)", value.field)]
        first = lists.get(value.field.partition(".")[0], len(paths))
        return first, ordinals, place.get(_path(value.field), len(paths)), value.field

    return tuple(sorted(values, key=key))


def _path(field: str) -> str:
    return re.sub(r"\.\d+(?=\.|$)", "", field)


def _place(record: RecordStory) -> tuple[int, int, str, str]:
    first = next((value.span for value in record.quotes if value.span), None) or (1 << 62, 0)
    return (*first, record.kind, record.record_id)
