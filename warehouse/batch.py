"""Lines of the landing log, sorted into files that DuckDB reads by itself: one batch at a time, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from core.landing.raw import Damage, Place, Torn, interpret
from core.lines import AnyLine, DocumentLine, ExtractionLine, ReadingLine, RequestLine, SightingLine
from schemas.registry import Kind
from warehouse.cut_spools import CutSpools
from warehouse.cutting import Cut, Cutter
from warehouse.headers import Header, read_header
from warehouse.spool import Source, Span, Spool
from warehouse.staging import attempt_name, checked, clean_json, instant, readable, to_json, weight

BATCH_BYTES = 160 << 20
"""How much of the log is loaded at a time, in memory or spilled, and then put into the file for good."""
PLAIN_FILES = {"sighting": "sightings", "fetch": "fetches", "call": "calls", "run": "runs", "reject": "rejects"}
"""The staged file of each type of line that is loaded as it stands."""


@dataclass(frozen=True)
class StagedDocument:
    """A document that is ready to load, landed `at`."""

    span: Span
    at: datetime


@dataclass(frozen=True)
class StagedExtraction:
    """An extraction that is ready to load, by its `number`; `name` is another one that it has from now on.

    Of several with one id the one with the greatest `weight` counts.
    """

    number: int
    weight: tuple[bool, datetime]
    records: int
    rejected: int
    name: str | None = None

    def renamed(self, extraction_id: str) -> StagedExtraction:
        """Return it under the name that it has in history once another attempt has taken its place."""
        return replace(self, name=attempt_name(extraction_id, self.weight))


@dataclass
class Batch:
    """Some lines of the log, at most one a document and one an extraction, and how far they reach in their files.

    Of several attempts at an extraction, the one that counts is in `extractions` and the others, by the names they have
    in history, in `superseded`.

    They stand in files in `folder`, in the words of the log, because that is what DuckDB reads. With `trusting`, lines
    that look in all that matters as we write them are not looked into any further. A context manager.
    """

    kinds: Mapping[str, Kind]
    cutter: Cutter
    folder: Path
    trusting: bool
    documents: dict[str, StagedDocument] = field(default_factory=dict)
    extractions: dict[str, StagedExtraction] = field(default_factory=dict)
    superseded: dict[str, StagedExtraction] = field(default_factory=dict)
    spools: dict[str, Spool] = field(default_factory=dict)
    reached: dict[str, int] = field(default_factory=dict)
    size: int = 0
    lines: int = 0
    damaged: int = 0
    torn: int = 0
    _open: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        """Make the folder, and the files of extractions."""
        self.folder.mkdir(exist_ok=True)
        self.cut = CutSpools(self.folder, self._open)

    def __enter__(self) -> Self:
        """Return the batch itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close its files."""
        self.close()

    def close(self) -> None:
        """Close its files; what is in them stays."""
        self._open.close()

    @property
    def longest(self) -> int:
        """Bytes: a buffer of this length holds any line of its files."""
        return max([self.cut.longest, *(spool.longest for spool in self.spools.values())])

    def fill(self, lines: Iterable[tuple[Place, bytes]]) -> bool:
        """Take in lines until it is full; return whether there may be more."""
        for place, data in lines:
            self.add(place, data)
            if self.size >= BATCH_BYTES:
                return True
        return False

    @contextmanager
    def chosen_documents(self, chosen: Sequence[StagedDocument]) -> Iterator[Source]:
        """Give what DuckDB reads these documents by."""
        spool = self.spools["documents"]
        if len(chosen) == spool.lines:
            yield spool.source()
            return
        with Spool(self.folder / "documents-chosen.jsonl") as some:
            for one in chosen:
                some.append(spool.read(one.span))
            yield some.source()

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
                self._spool("rejects", clean_json({"source": place.file, "stage": "load", "reason": told}))
            case line:
                self._add_checked(line, readable(line, data))
        self._count(place)

    def _count(self, place: Place) -> None:
        self.reached[place.file] = place.end
        self.size += place.end - place.start
        self.lines += 1

    def _add_trusted(self, header: Header, data: bytes) -> bool:
        if header.type == "document":
            self._add_document(header.id, header.at, data, header.sighting)
        elif header.type == "extraction":
            cut = self.cutter.cut(header, data)
            if cut is None:
                return False
            self._add_extraction(header.id, (header.succeeded, header.at), cut)
        else:
            self._spool(PLAIN_FILES[header.type], data)
        return True

    def _add_checked(self, line: AnyLine, data: bytes) -> None:
        match line:
            case DocumentLine():
                seen = SightingLine(document_id=line.document_id, source=line.source, run_id="", at=instant(line.at))
                self._add_document(line.document_id, instant(line.at), data, to_json(seen))
            case ExtractionLine():
                self._add_extraction(line.extraction_id, weight(line.status, line.at), checked(line, self.kinds))
            case RequestLine() | ReadingLine():
                pass  # what is asked comes back as a call, and what was read stands in sightings
            case _:
                self._spool(PLAIN_FILES[line.line], data)

    def _add_document(self, document_id: str, at: datetime, data: bytes, sighting: bytes) -> None:
        self._spool("sightings", sighting)
        former = self.documents.get(document_id)
        if former is None or at < former.at:
            self.documents[document_id] = StagedDocument(self._spool("documents", data), at)

    def _add_extraction(self, extraction_id: str, weight: tuple[bool, datetime], found: Cut) -> None:
        former = self.extractions.get(extraction_id)
        if former is not None and former.weight == weight:
            return  # the same line again
        number = self.cut.add(found.pieces)
        staged = StagedExtraction(number, weight, found.records, found.rejected)
        if former is not None:
            earlier, staged = sorted((former, staged), key=lambda one: one.weight)
            self.superseded[attempt_name(extraction_id, earlier.weight)] = earlier.renamed(extraction_id)
        self.extractions[extraction_id] = staged

    def _spool(self, name: str, line: bytes) -> Span:
        if name not in self.spools:
            self.spools[name] = self._open.enter_context(Spool(self.folder / f"{name}.jsonl"))
        return self.spools[name].append(line)
