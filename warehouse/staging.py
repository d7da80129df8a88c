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
from core.lines import AnyLine, DocumentLine, ExtractionLine, LandedRecord, Reject
from schemas.registry import Kind
from warehouse.projection import unprojectable

BATCH_BYTES = 16 << 20
PLAIN_FILES = {"sighting": "sightings", "call": "calls", "run": "runs", "reject": "rejects"}
"""The staged file of each type of line that is loaded as it stands."""


@dataclass
class Batch:
    """Some lines of the log, at most one a document and one an extraction, and how far they reach in their files.

    They are kept as they stand in the log, because that is what DuckDB reads.
    """

    documents: dict[str, tuple[datetime, bytes]] = field(default_factory=dict)
    extractions: dict[str, tuple[ExtractionLine, bytes]] = field(default_factory=dict)
    plain: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    reached: dict[str, int] = field(default_factory=dict)
    size: int = 0
    lines: int = 0
    damaged: int = 0
    torn: int = 0

    @property
    def full(self) -> bool:
        """Whether it is time to load this batch and begin another."""
        return self.size >= BATCH_BYTES

    def add(self, entry: Entry) -> None:
        """Take in one entry; an unfinished line is only counted, and looked at again by the next load."""
        place, line, data = entry
        if isinstance(line, Torn):
            self.torn += 1
            return
        self.reached[place.file] = place.end
        self.size += len(data)
        self.lines += 1
        if isinstance(line, Damage):
            self.damaged += 1
            reason = f"damaged line at byte {place.start}: {line.reason}"
            self.plain["rejects"].append(_clean_json({"source": place.file, "stage": "load", "reason": reason}))
        else:
            self._sort(line, readable(line, data))

    def _sort(self, line: AnyLine, data: bytes) -> None:
        match line:
            case DocumentLine():
                self.plain["sightings"].append(data)
                landed = (instant(line.at), data)
                self.documents[line.document_id] = min(self.documents.get(line.document_id, landed), landed)
            case ExtractionLine():
                former = self.extractions.get(line.extraction_id)
                if former is None or weight(line.status, line.at) > weight(former[0].status, former[0].at):
                    self.extractions[line.extraction_id] = (line, data)
            case _:
                self.plain[PLAIN_FILES[line.line]].append(data)


@dataclass(frozen=True)
class StagedExtraction:
    """An extraction ready to load: `line` without what cannot be loaded, `rows` by kind with the data of today."""

    line: bytes
    rows: Mapping[str, list[bytes]]
    rejected: int


def stage_extraction(line: ExtractionLine, data: bytes, kinds: Mapping[str, Kind]) -> StagedExtraction:
    """Check every record of `line`, which stands in the log as `data`; a repeated record counts once."""
    kept: dict[str, LandedRecord] = {}
    rows: dict[str, list[bytes]] = defaultdict(list)
    rejects: list[Reject] = []
    ids = json.dumps({"document_id": line.document_id, "extraction_id": line.extraction_id})[1:-1].encode()
    for record in line.records:
        if record.record_id in kept:
            continue
        current = _current_data(record, kinds)
        if isinstance(current, Reject):
            rejects.append(current)
            continue
        kept[record.record_id] = record
        rows[record.kind].append(
            b'{"record_id":%b,%b,"data":%b}' % (json.dumps(record.record_id).encode(), ids, current)
        )
    if len(kept) < len(line.records):
        data = to_json(line.model_copy(update={"records": list(kept.values()), "rejects": [*line.rejects, *rejects]}))
    return StagedExtraction(data, rows, len(rejects))


def instant(at: datetime) -> datetime:
    """Return `at` as the warehouse holds it: in UTC, without an offset."""
    return (at.astimezone(UTC) if at.utcoffset() else at).replace(tzinfo=None)


def weight(status: str, at: datetime) -> tuple[bool, datetime]:
    """Return what decides between two extractions with one id: a success before a failure, then the later."""
    return status == "ok", instant(at)


def readable(line: AnyLine, data: bytes) -> bytes:
    """Return `line` as JSON that DuckDB reads rightly: `data` as it stands in the log, but for two rarities.

    A lone surrogate is no JSON to DuckDB, and it leaves the offset of a time out of account.
    """
    if b"\\ud" not in data and not line.at.utcoffset():
        return data.rstrip(b"\n")
    return to_json(line.model_copy(update={"at": instant(line.at)}))


def to_json(part: BaseModel) -> bytes:
    """Return `part` as JSON; lone surrogates become U+FFFD, one for one, or are spelled out in the name of a source."""
    try:
        return part.model_dump_json().encode()
    except PydanticSerializationError:
        return _clean_json(part.model_dump(mode="json"))


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


_SURROGATE = re.compile("[\ud800-\udfff]")


def _clean_json(value: Any) -> bytes:
    return json.dumps(_clean(value), ensure_ascii=False).encode()


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
