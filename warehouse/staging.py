"""Lines of the landing log, sorted into files that DuckDB reads by itself: one batch at a time, in bounded memory.

A record is brought to its kind's model as it is today; what does not hold any more becomes a reject.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from core.landing.raw import Damage, Place, Torn, interpret
from core.lines import (
    AnyLine,
    DocumentLine,
    Evidence,
    ExtractionLine,
    LandedRecord,
    ReadingLine,
    Reject,
    RequestLine,
)
from schemas.evolution import Migrated, migrate
from schemas.registry import Kind
from schemas.shape import leaves
from warehouse.headers import Header, read_header, trusted_records
from warehouse.projection import unprojectable

BATCH_BYTES = 32 << 20
PLAIN_FILES = {"sighting": "sightings", "fetch": "fetches", "call": "calls", "run": "runs", "reject": "rejects"}
"""The staged file of each type of line that is loaded as it stands."""
SUPERSEDED = "@"
"""Stands between an extraction's id and the time of an attempt at it that another one has replaced."""


@dataclass(frozen=True)
class StagedExtraction:
    """An extraction ready to load as `data`; of several with one id the one with the greatest `weight` counts."""

    weight: tuple[bool, datetime]
    data: bytes
    records: int
    rejected: int = 0

    def renamed(self, extraction_id: str) -> StagedExtraction:
        """Return it under the name that it has in history once another attempt has taken its place."""
        name = attempt_name(extraction_id, self.weight)
        return replace(self, data=_EXTRACTION_ID.sub(rb"\g<1>" + name.encode(), self.data, count=1))


@dataclass
class Batch:
    """Some lines of the log, at most one a document and one an extraction, and how far they reach in their files.

    Of several attempts at an extraction, the one that counts is in `extractions` and the others, by the names they have
    in history, in `superseded`.

    They are kept as they stand in the log, because that is what DuckDB reads. With `trusting`, lines that look in all
    that matters as we write them are not looked into any further.
    """

    kinds: Mapping[str, Kind]
    trusting: bool
    documents: dict[str, tuple[datetime, bytes]] = field(default_factory=dict)
    extractions: dict[str, StagedExtraction] = field(default_factory=dict)
    superseded: dict[str, StagedExtraction] = field(default_factory=dict)
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

    def add(self, place: Place, data: bytes) -> None:
        """Take in one line; an unfinished one is only counted, and looked at again by the next load."""
        header = read_header(data) if self.trusting else None
        if header and self._add_trusted(header, data):
            self._count(place)
            return
        match interpret(data):
            case Torn():
                self.torn += 1
                return
            case Damage(reason=reason):
                self.damaged += 1
                told = f"damaged line at byte {place.start}: {reason}"
                self.plain["rejects"].append(_clean_json({"source": place.file, "stage": "load", "reason": told}))
            case line:
                self._add_checked(line, readable(line, data))
        self._count(place)

    def _count(self, place: Place) -> None:
        self.reached[place.file] = place.end
        self.size += place.end - place.start
        self.lines += 1

    def _add_trusted(self, header: Header, data: bytes) -> bool:
        if header.type == "document":
            self._add_document(header.id, header.at, data)
        elif header.type == "extraction":
            records = trusted_records(header, data, self.kinds)
            if records is None:
                return False
            self._add_extraction(header.id, StagedExtraction((header.succeeded, header.at), data, records))
        else:
            self.plain[PLAIN_FILES[header.type]].append(data)
        return True

    def _add_checked(self, line: AnyLine, data: bytes) -> None:
        match line:
            case DocumentLine():
                self._add_document(line.document_id, instant(line.at), data)
            case ExtractionLine():
                self._add_extraction(line.extraction_id, stage_extraction(line, self.kinds))
            case RequestLine() | ReadingLine():
                pass  # what is asked comes back as a call, and what was read stands in sightings
            case _:
                self.plain[PLAIN_FILES[line.line]].append(data)

    def _add_document(self, document_id: str, at: datetime, data: bytes) -> None:
        self.plain["sightings"].append(data)
        self.documents[document_id] = min(self.documents.get(document_id, (at, data)), (at, data))

    def _add_extraction(self, extraction_id: str, staged: StagedExtraction) -> None:
        former = self.extractions.setdefault(extraction_id, staged)
        if staged.weight == former.weight:
            return  # the same line again
        earlier, later = sorted((former, staged), key=lambda one: one.weight)
        self.extractions[extraction_id] = later
        self.superseded[attempt_name(extraction_id, earlier.weight)] = earlier.renamed(extraction_id)


def stage_extraction(line: ExtractionLine, kinds: Mapping[str, Kind]) -> StagedExtraction:
    """Check every record of `line` against its kind as it is today; a repeated record counts once."""
    kept: dict[str, LandedRecord] = {}
    rejects = list(line.rejects)
    for record in line.records:
        if record.record_id not in kept:
            current, cut = _current(record, kinds)
            rejects += cut
            if current is not None:
                kept[record.record_id] = current
    update = {"at": instant(line.at), "records": list(kept.values()), "rejects": rejects}
    data = to_json(line.model_copy(update=update))
    return StagedExtraction(weight(line.status, line.at), data, len(kept), len(rejects) - len(line.rejects))


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


def to_json(part: BaseModel) -> bytes:
    """Return `part` as JSON; lone surrogates become U+FFFD, one for one, or are spelled out in the name of a source."""
    try:
        return part.model_dump_json().encode()
    except PydanticSerializationError:
        return _clean_json(part.model_dump(mode="json"))


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


_EXTRACTION_ID = re.compile(rb'("extraction_id": ?")[^"]*')
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
