"""Finding the document or record that a user means by a path, a file name's beginning, or an identifier's."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import duckdb
from rapidfuzz import fuzz, process

SHORTEST_ID = 6
"""Characters of an identifier that are taken for one: fewer are more likely the beginning of a file name."""
NEAR = 60.0
"""Likeness, out of 100, from which a name is worth suggesting."""

DOCUMENTS = """
    SELECT d.document_id, s.source, d.title, d.published_on
    FROM main.documents AS d INNER JOIN main.document_sources AS s USING (document_id)
    WHERE {condition} ORDER BY s.source, d.document_id"""
BY_PATH = DOCUMENTS.format(
    condition="s.is_current AND (s.source = $path OR ends_with(s.source, '/' || $path) "
    "OR ends_with($path, '/' || s.source))"
)
BY_BEGINNING = DOCUMENTS.format(
    condition=r"starts_with(d.document_id, $id) OR s.is_current AND "
    r"starts_with(lower(regexp_extract(s.source, '[^/\\]*$')), lower($path))"
)
ALL = DOCUMENTS.format(condition="s.is_current")
RECORDS = """
    SELECT DISTINCT record_id, kind, is_current, d.source, d.title, d.published_on FROM (
        SELECT record_id, kind, document_id, true AS is_current FROM main.evidence
        UNION ALL SELECT record_id, kind, document_id, false FROM history.evidence
    ) AS e
    INNER JOIN (FROM main.documents UNION ALL FROM history.documents) AS d USING (document_id)
    WHERE starts_with(record_id, $id) ORDER BY is_current DESC, record_id"""
REPLACED = """
    SELECT d.document_id, s.source, n.document_id FROM history.documents AS d
    INNER JOIN main.document_sources AS s USING (document_id)
    INNER JOIN main.document_sources AS n ON n.source = s.source AND n.is_current
    WHERE starts_with(d.document_id, $id) ORDER BY ALL"""


@dataclass(frozen=True)
class Found:
    """A document or a record that may be meant; for a record, `source` and `title` are its document's."""

    what: Literal["document", "record"]
    id: str
    source: str
    title: str | None
    published_on: date | None
    kind: str | None = None


@dataclass(frozen=True)
class Replaced:
    """A document that is no longer current: its source holds the document `newest_id` now."""

    id: str
    source: str
    newest_id: str


def find(con: duckdb.DuckDBPyConnection, name: str) -> list[Found]:
    """Return what `name` may mean; one item means that it is clear.

    A source's path (or its last parts) wins over the beginning of a file name, of a document_id or of a record_id.
    """
    path = os.path.normpath(name)
    by_path = _documents(con, BY_PATH, path=path)
    if by_path:
        exact = [document for document in by_path if document.source == path]
        return exact or by_path
    identifier = _identifier(name)
    documents = _documents(con, BY_BEGINNING, path=path, id=identifier)
    records = con.execute(RECORDS, {"id": identifier}).fetchall()
    return documents + [
        Found("record", record_id, source, title, published_on, kind)
        for record_id, kind, _, source, title, published_on in records
    ]


def find_replaced(con: duckdb.DuckDBPyConnection, name: str) -> list[Replaced]:
    """Return the documents whose id begins with `name` and that a newer text of their source has replaced."""
    return [Replaced(*row) for row in con.execute(REPLACED, {"id": _identifier(name)}).fetchall()]


def nearest(con: duckdb.DuckDBPyConnection, name: str, count: int = 3) -> list[Found]:
    """Return the current documents whose file name or title is most like `name`, the most like first."""
    documents = _documents(con, ALL)
    likeness: dict[int, float] = {}
    for texts in ([os.path.basename(found.source) for found in documents], [found.title or "" for found in documents]):  # noqa: PTH119 - may be an address
        for _, score, index in process.extract(
            name.lower(), [text.lower() for text in texts], scorer=fuzz.WRatio, limit=count, score_cutoff=NEAR
        ):
            likeness[index] = max(score, likeness.get(index, 0.0))
    best = sorted(likeness, key=lambda index: -likeness[index])[:count]
    return [documents[index] for index in best]


def _documents(con: duckdb.DuckDBPyConnection, sql: str, **values: str) -> list[Found]:
    """Run `sql`, one item a document: a text that was found at several sources is listed once."""
    rows: Iterable[tuple[str, str, str | None, date | None]] = con.execute(sql, values).fetchall()
    found: dict[str, Found] = {}
    for document_id, source, title, published_on in rows:
        found.setdefault(document_id, Found("document", document_id, source, title, published_on))
    return list(found.values())


def _identifier(name: str) -> str:
    """Return `name` as the beginning of an identifier; what cannot be one becomes a text that none begins with."""
    return name.lower() if re.fullmatch(rf"[0-9a-fA-F]{{{SHORTEST_ID},64}}", name) else "no identifier"
