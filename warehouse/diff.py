"""What changed between two runs: the facts that were current after the one, held against those after the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import duckdb

from schemas.registry import Kind, kinds
from schemas.sameness import key_values
from warehouse.assembling import StoredRecord, records_of
from warehouse.pairing import FieldChange, changes, pair, record_weight
from warehouse.projection import quoted
from warehouse.runs import RunState

FOLDER = Path(__file__).with_name("history")
BEGINNING = "-infinity"
PAIRS_AT_ONCE = 500
"""Readings whose records are in memory at the same time."""
MET = """
    FROM ({readings}) ANTI JOIN new_readings USING (document_id, kind, extraction_id)
    ORDER BY sources[1], document_id, kind"""
What = Literal["added", "gone", "changed"]


@dataclass(frozen=True)
class RecordChange:
    """One record that is new, is there no more, or says something else. A `keys` value that is a list has no order."""

    what: What
    kind: str
    source: str
    keys: dict[str, Any]
    before: StoredRecord | None
    after: StoredRecord | None
    fields: tuple[FieldChange, ...] = ()


@dataclass
class Diff:
    """All that changed from the state after `before` (None: the empty warehouse) to the state after `after`.

    `unchanged` counts the records that were read anew and say the same; `causes` the documents, by why they were read
    anew. `not_found` are sources that the earlier run found and no later one did: what they held stays current.
    """

    before: RunState | None
    after: RunState
    records: list[RecordChange] = field(default_factory=list)
    unchanged: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    not_found: list[str] = field(default_factory=list)

    def count(self, what: What) -> int:
        """Return how many records were added, are gone, or have changed."""
        return sum(change.what == what for change in self.records)


@dataclass(frozen=True)
class _Reading:
    """What one extraction found of one kind in one document."""

    document_id: str
    kind: str
    extraction_id: str
    engine: str
    prompt_version: str | None
    sources: list[str]


_Pair = tuple[_Reading | None, _Reading | None]
"""What was read before, and what is read now in its place."""


def diff_runs(con: duckdb.DuckDBPyConnection, before: RunState | None, after: RunState) -> Diff:
    """Return what changed between two runs, whichever of them came first."""
    diff = Diff(before, after)
    this, that = _instants(before, after)
    pairs = list(_paired(_readings(con, this, that), _readings(con, that, this)))
    for change in _compared(con, pairs):
        if change is None:
            diff.unchanged += 1
        else:
            diff.records.append(change)
    diff.causes.update(dict(_causes(pairs)).values())
    diff.records.sort(key=lambda change: (change.source, change.kind, change.what, repr(change.keys)))
    if before is not None and before.started_at is not None and after.started_at is not None:
        values = {"began": before.started_at, "later": after.started_at}
        diff.not_found = [source for (source,) in con.execute(_sql("not_found"), values).fetchall()]
    return diff


def changes_brought(con: duckdb.DuckDBPyConnection, before: RunState | None, after: RunState) -> Iterator[RecordChange]:
    """Yield what `after` changed, but for what it brought of documents and sources that had nothing of the kind before.

    That can be all of a warehouse: it is left in the temporary table `brought` (record_id, kind), every record of it
    added. The changes come in no order that means anything, and few are in memory at the same time.
    """
    this, that = _instants(before, after)
    con.execute(_sql("new_readings"), {"this": this, "that": that})
    con.execute("CREATE OR REPLACE TEMP TABLE brought (record_id VARCHAR, kind VARCHAR)")
    for kind in kinds().values():
        con.execute(_sql("brought").format(table=quoted(kind.table)), {"kind": kind.name})
    replacing = con.execute(MET.format(readings=_sql("replaced")), {"this": that, "that": this}).fetchall()
    pairs = _paired(_readings(con, this, that), [_Reading(*row) for row in replacing])
    yield from filter(None, _compared(con, pairs))


def _instants(before: RunState | None, after: RunState) -> tuple[str, str]:
    return str(before.ended_at) if before else BEGINNING, str(after.ended_at)


def _readings(con: duckdb.DuckDBPyConnection, this: str, that: str) -> list[_Reading]:
    return [_Reading(*row) for row in con.execute(_sql("replaced"), {"this": this, "that": that}).fetchall()]


def _paired(before: Iterable[_Reading], after: Iterable[_Reading]) -> Iterator[_Pair]:
    """Pair the readings of one kind of one document, then those of what a source held before and holds now."""
    by_document = {(one.document_id, one.kind): one for one in after}
    rest: list[_Reading] = []
    for old in before:
        new = by_document.pop((old.document_id, old.kind), None)
        if new is not None:
            yield old, new
        else:
            rest.append(old)
    by_source = {(source, one.kind): one for one in by_document.values() for source in one.sources}
    for old in rest:
        found = (by_source.get((source, old.kind)) for source in old.sources)
        new = next((one for one in found if one and (one.document_id, one.kind) in by_document), None)
        if new is not None:
            del by_document[new.document_id, new.kind]
        yield old, new
    yield from ((None, new) for new in by_document.values())


def _compared(con: duckdb.DuckDBPyConnection, pairs: Iterable[_Pair]) -> Iterator[RecordChange | None]:
    """Yield what changed between the two of each pair; None for each record that did not."""
    by_kind: dict[str, list[_Pair]] = defaultdict(list)
    for old, new in pairs:
        by_kind[_one(old, new).kind].append((old, new))
    for kind in kinds().values():
        found = by_kind.get(kind.name, [])
        for start in range(0, len(found), PAIRS_AT_ONCE):
            yield from _compare(con, kind, found[start : start + PAIRS_AT_ONCE])


def _compare(con: duckdb.DuckDBPyConnection, kind: Kind, pairs: list[_Pair]) -> Iterator[RecordChange | None]:
    records = records_of(con, kind, {reading.extraction_id for both in pairs for reading in both if reading})
    for old, new in pairs:
        together, gone, added = pair(
            records.get(old.extraction_id, []) if old else [],
            records.get(new.extraction_id, []) if new else [],
            lambda record: record.data,
            lambda was, now: record_weight(kind.model, was, now),
        )
        source = _one(new, old).sources[0]
        for was, now in together:
            fields = tuple(changes(kind.model, was.data, now.data))
            keys = _keys(kind, now)
            yield RecordChange("changed", kind.name, source, keys, was, now, fields) if fields else None
        yield from (RecordChange("gone", kind.name, source, _keys(kind, was), was, None) for was in gone)
        yield from (RecordChange("added", kind.name, source, _keys(kind, now), None, now) for now in added)


def _causes(pairs: Iterable[_Pair]) -> Iterator[tuple[str, str]]:
    """Yield why each document was read anew."""
    for old, new in pairs:
        if new is None:
            yield _one(old, new).document_id, "no longer the text of its source"
        elif old is None:
            yield new.document_id, f"new, read by {_reader(new)}"
        elif old.document_id != new.document_id:
            yield new.document_id, f"another text at its source, read by {_reader(new)}"
        elif _reader(old) != _reader(new):
            yield new.document_id, f"read by {_reader(new)} instead of {_reader(old)}"
        else:
            yield new.document_id, f"read again by {_reader(new)}"


def _reader(reading: _Reading) -> str:
    return f"{reading.engine} with {reading.prompt_version}" if reading.prompt_version else reading.engine


def _one(first: _Reading | None, second: _Reading | None) -> _Reading:
    found = first or second
    if found is None:
        raise ValueError("neither side has a reading")
    return found


def _keys(kind: Kind, record: StoredRecord) -> dict[str, Any]:
    values = key_values(kind.model, record.data)
    return {path: sorted(value) if isinstance(value, frozenset) else value for path, value in values.items() if value}


def _sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
