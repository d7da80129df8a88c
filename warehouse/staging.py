"""Lines of the landing log, made ready for DuckDB.

A record is brought to its kind's model as it is today; what does not hold any more becomes a reject.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from core.lines import AnyLine, Evidence, ExtractionLine, LandedRecord, Line, Reject
from schemas.evolution import Migrated, migrate
from schemas.registry import Kind
from schemas.shape import leaves
from warehouse.cutting import EVIDENCE, RECORDS, REST, Cut, Pieces
from warehouse.projection import unprojectable

SUPERSEDED = "@"
"""Stands between an extraction's id and the time of an attempt at it that another one has replaced."""


class _Data(Line):
    """One record without its evidence."""

    record_id: str
    extraction_id: str
    document_id: str
    data: dict[str, Any]


class _Proof(Line):
    """The evidence of one record."""

    record_id: str
    kind: str
    extraction_id: str
    document_id: str
    evidence: list[Evidence]


def checked(line: ExtractionLine, kinds: Mapping[str, Kind]) -> Cut:
    """Check every record of `line` against its kind as it is today, and cut it; a repeated record counts once."""
    kept: dict[str, LandedRecord] = {}
    rejects = list(line.rejects)
    for record in line.records:
        if record.record_id not in kept:
            current, cut = _current(record, kinds)
            rejects += cut
            if current is not None:
                kept[record.record_id] = current
    rest = line.model_copy(update={"at": instant(line.at), "records": [], "rejects": rejects})
    return Cut(_pieces(rest, kept.values()), len(kept), len(rejects) - len(line.rejects))


def _pieces(rest: ExtractionLine, records: Collection[LandedRecord]) -> Pieces:
    """Return the pieces of a line whose records are `records`, as `warehouse.cutting` makes them of its bytes."""
    pieces: dict[str, list[bytes]] = defaultdict(list)
    ids = {"extraction_id": rest.extraction_id, "document_id": rest.document_id}
    for one in records:
        pieces[f"{RECORDS}{one.kind}"].append(_line(_Data(record_id=one.record_id, **ids, data=one.data)))
        pieces[EVIDENCE].append(_line(_Proof(record_id=one.record_id, kind=one.kind, **ids, evidence=one.evidence)))
    pieces[REST].append(_line(rest).replace(b'"records":[]', b'"records":%d' % len(records), 1))
    return pieces


def instant(at: datetime) -> datetime:
    """Return `at` as the warehouse holds it: in UTC, without an offset."""
    return (at.astimezone(UTC) if at.utcoffset() else at).replace(tzinfo=None)


def weight(status: str, at: datetime) -> tuple[bool, datetime]:
    """Return what decides between two extractions with one id: the answered one goes first, then the later."""
    return status in ("ok", "partial"), instant(at)


def attempt_name(extraction_id: str, weight: tuple[bool, datetime]) -> str:
    """Return the id that an attempt has in history once another one with its id has taken its place: with its time."""
    return f"{extraction_id}{SUPERSEDED}{weight[1].isoformat(timespec='microseconds')}"


def readable(line: AnyLine, data: bytes) -> bytes:
    """Return `line` as JSON that DuckDB reads rightly: `data` as it stands in the log, but for two rarities.

    A lone surrogate is no JSON to DuckDB, and it leaves the offset of a time out of account.
    """
    if b"\\ud" not in data and not line.at.utcoffset():
        return data
    return to_json(line.model_copy(update={"at": instant(line.at)}))


def _line(part: BaseModel) -> bytes:
    return to_json(part) + b"\n"


def to_json(part: BaseModel) -> bytes:
    """Return `part` as JSON; lone surrogates become U+FFFD, one for one, or are spelled out in the name of a source."""
    try:
        return part.model_dump_json().encode()
    except PydanticSerializationError:
        return clean_json(part.model_dump(mode="json"))


def _current(record: LandedRecord, kinds: Mapping[str, Kind]) -> tuple[LandedRecord | None, list[Reject]]:
    """Return `record` as its kind has it today, with the evidence of what it still says, and what was cut from it."""
    kind = kinds.get(record.kind)
    if kind is None:
        return None, [_reject(record, None, f"there is no kind {record.kind}", record.data)]
    migrated = migrate(kind, record.data)
    cut = [_reject(record, one.path, one.reason, one.value) for one in migrated.cuts]
    if migrated.record is None:
        return None, cut
    problem = unprojectable(migrated.record)
    if problem:
        return None, [_reject(record, None, problem, record.data)]
    data = migrated.record.model_dump(mode="json")
    if data == record.data:
        return record, cut
    return record.model_copy(update={"data": data, "evidence": list(_evidence(record, migrated))}), cut


def _evidence(record: LandedRecord, migrated: Migrated) -> Iterator[Evidence]:
    """Yield the evidence of `record` under the paths of today; that of what was cut is left out."""
    there = {leaf.path for leaf in leaves(migrated.record)} if migrated.record else set()
    for one in record.evidence:
        path = migrated.new_path(one.field)
        # A text that has become a date, a quantity or money is the printed part of it.
        found = next((place for place in (path, f"{path}.text") if place in there), None)
        if found is not None:
            yield one if found == one.field else one.model_copy(update={"field": found})


def _reject(record: LandedRecord, path: str | None, reason: str, value: Any) -> Reject:
    payload = json.dumps(value, ensure_ascii=False)
    return Reject(kind=record.kind, field=path, stage="load", reason=reason, payload=payload)


_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_json(value: Any) -> bytes:
    """Return `value` as JSON without lone surrogates, as `to_json` does."""
    return json.dumps(_clean(value), ensure_ascii=False, separators=(",", ":")).encode()


def _clean(value: Any, key: str = "") -> Any:
    match value:
        case str() if key == "source":
            return value.encode("utf-8", "backslashreplace").decode()
        case str():
            return _SURROGATE.sub("\ufffd", value)
        case list():
            return [_clean(item) for item in value]
        case dict():
            return {name: _clean(item, name) for name, item in value.items()}
    return value
