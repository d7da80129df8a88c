"""Lines of the landing log, sorted into files that DuckDB reads by itself: one batch at a time, in bounded memory.

A record is checked against its kind's model as it is today; what does not hold any more becomes a reject.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError

from core.landing import Damage, Entry, Torn
from core.lines import (
    AnyLine,
    CallLine,
    DocumentLine,
    ExtractionLine,
    LandedRecord,
    Reject,
    RejectLine,
    RunLine,
    SightingLine,
)
from schemas.registry import Kind
from warehouse.projection import unprojectable

BATCH_BYTES = 16 << 20


@dataclass
class Batch:
    """Some lines of the log, at most one a document and one an extraction, and how far they reach in their files."""

    documents: dict[str, DocumentLine] = field(default_factory=dict)
    extractions: dict[str, ExtractionLine] = field(default_factory=dict)
    others: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    reached: dict[str, int] = field(default_factory=dict)
    bytes: int = 0
    lines: int = 0
    damaged: int = 0
    torn: int = 0

    @property
    def full(self) -> bool:
        """Whether it is time to load this batch and begin another."""
        return self.bytes >= BATCH_BYTES

    def add(self, entry: Entry) -> None:
        """Take in one entry; an unfinished line is only counted, and looked at again by the next load."""
        place, line = entry
        if isinstance(line, Torn):
            self.torn += 1
            return
        line = line if isinstance(line, Damage) else _in_utc(line)
        self.reached[place.file] = place.end
        self.bytes += place.end - place.start
        self.lines += 1
        match line:
            case DocumentLine():
                self._sight(line)
                first = self.documents.setdefault(line.document_id, line)
                self.documents[line.document_id] = min(first, line, key=lambda one: one.at)
            case ExtractionLine():
                former = self.extractions.setdefault(line.extraction_id, line)
                self.extractions[line.extraction_id] = max(former, line, key=lambda one: weight(one.status, one.at))
            case SightingLine():
                self._sight(line)
            case CallLine():
                self.others["calls"].append(to_json(line.model_copy(update={"raw": None})))
            case RunLine():
                self.others["runs"].append(to_json(line))
            case RejectLine():
                self.others["rejects"].append(to_json(line))
            case Damage():
                self.damaged += 1
                reason = f"damaged line at byte {place.start}: {line.reason}"
                reject = {"source": place.file, "stage": "load", "reason": reason, "at": None}
                self.others["rejects"].append(json.dumps(reject).encode())

    def _sight(self, line: DocumentLine | SightingLine) -> None:
        seen = {"source": line.source, "document_id": line.document_id, "at": line.at.isoformat()}
        self.others["sightings"].append(_clean_json(seen))


def weight(status: str, at: datetime) -> tuple[bool, datetime]:
    """Return what decides between two extractions with one id: a success before a failure, then the later."""
    return status == "ok", at


@dataclass(frozen=True)
class StagedExtraction:
    """An extraction ready to load: `line` without what cannot be loaded, `rows` by kind with the data of today."""

    line: bytes
    rows: Mapping[str, list[bytes]]
    loaded: int
    rejected: int


def stage_extraction(line: ExtractionLine, kinds: Mapping[str, Kind]) -> StagedExtraction:
    """Check every record of `line` against its kind; a repeated record counts once."""
    kept: dict[str, LandedRecord] = {}
    rows: dict[str, list[bytes]] = defaultdict(list)
    rejects: list[Reject] = []
    ids = f'"document_id":{json.dumps(line.document_id)},"extraction_id":{json.dumps(line.extraction_id)}'.encode()
    for record in line.records:
        if record.record_id in kept:
            continue
        data = _current_data(record, kinds)
        if isinstance(data, Reject):
            rejects.append(data)
            continue
        kept[record.record_id] = record
        rows[record.kind].append(b'{"record_id":%b,%b,"data":%b}' % (json.dumps(record.record_id).encode(), ids, data))
    loadable = line.model_copy(update={"records": list(kept.values()), "rejects": [*line.rejects, *rejects]})
    return StagedExtraction(to_json(loadable, without_data=True), rows, len(kept), len(rejects))


def to_json(part: BaseModel, *, without_data: bool = False) -> bytes:
    """Return `part` as JSON that DuckDB accepts: lone surrogates become U+FFFD, or are spelled out in a source."""
    exclude: Any = {"records": {"__all__": {"data"}}} if without_data else None
    try:
        return part.model_dump_json(exclude=exclude).encode()
    except PydanticSerializationError:
        return _clean_json(part.model_dump(mode="json", exclude=exclude))


def _current_data(record: LandedRecord, kinds: Mapping[str, Kind]) -> bytes | Reject:
    kind = kinds.get(record.kind)
    if kind is None:
        return _reject(record, None, f"there is no kind {record.kind}")
    try:
        model = kind.model.model_validate(record.data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return _reject(record, ".".join(map(str, first["loc"])) or None, first["msg"])
    problem = unprojectable(model)
    return _reject(record, None, problem) if problem else to_json(model)


def _reject(record: LandedRecord, path: str | None, reason: str) -> Reject:
    payload = json.dumps(record.data, ensure_ascii=False)
    return Reject(kind=record.kind, field=path, stage="load", reason=reason, payload=payload)


def _in_utc(line: AnyLine) -> AnyLine:
    """DuckDB's TIMESTAMP leaves the offset out of account: it must be zero before it gets there."""
    at = line.at.replace(tzinfo=None) if not line.at.utcoffset() else line.at.astimezone(UTC).replace(tzinfo=None)
    return line.model_copy(update={"at": at})


_SURROGATE = re.compile("[\ud800-\udfff]")


def _clean_json(value: Any) -> bytes:
    return json.dumps(_clean(value), ensure_ascii=False).encode()


def _clean(value: Any, key: str = "") -> Any:
    match value:
        case str() if key == "source":
            return value.encode("utf-8", "backslashreplace").decode()
        case str():
            return _SURROGATE.sub("�", value)
        case list():
            return [_clean(item) for item in value]
        case dict():
            return {name: _clean(item, name) for name, item in value.items()}
    return value
