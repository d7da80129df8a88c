"""The landing log: append-only JSON Lines, one file a writer. The system of record; the warehouse is built from it.

A line is landed when `append` returns: it has gone to the operating system in one write, so that a process killed
afterwards loses nothing; with `sync=True` it is on disk, so that a machine that loses power does not lose it either.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from core.errors import LandingError
from core.lines import ANSWERED, AnyLine, CallLine, DocumentLine, ExtractionLine, parse_line

SUFFIX = ".jsonl"


class Place(NamedTuple):
    """Where a line stands: the bytes `[start:end]` of a file of the log, its newline included."""

    file: str
    start: int
    end: int


@dataclass(frozen=True)
class Damage:
    """A complete line that cannot be read: the disk or a hand has changed it. Lines after it are not affected."""

    reason: str


@dataclass(frozen=True)
class Torn:
    """The unfinished last line of a file: its writer is still writing it, or was killed while it did."""


class Entry(NamedTuple):
    """One line of the log and where it stands."""

    place: Place
    line: AnyLine | Damage | Torn


def encode(line: AnyLine) -> bytes:
    """Return `line` as one line of JSON with its newline; its fields stand in the order they are declared in."""
    try:
        return line.model_dump_json().encode() + b"\n"
    except PydanticSerializationError:  # a lone surrogate, from a file name that is not UTF-8: escaped, it survives
        return json.dumps(line.model_dump(mode="json"), separators=(",", ":")).encode("ascii") + b"\n"


def decode(data: bytes) -> AnyLine:
    """Return the line that `data` holds; raises ValueError if it holds none."""
    try:
        return parse_line.validate_json(data)
    except ValidationError as error:
        try:
            return parse_line.validate_python(json.loads(data))  # reads escaped lone surrogates, which JSON forbids
        except (ValueError, RecursionError):
            raise error from None


class LandingLog:
    """The log in one folder. Its files are read in the order of their names, which is the order of their beginnings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def writer(self) -> LandingWriter:
        """Return a writer with a file of its own; a context manager. The file appears with its first line."""
        return LandingWriter(self.folder)

    def files(self) -> list[Path]:
        """Return the log's files in order; none if the folder does not exist yet."""
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix == SUFFIX)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _cannot("read", self.folder, error) from error

    def check_access(self) -> None:
        """Raise LandingError if a file of the log cannot be read, or none be added; the folder may not exist yet."""
        for path in self.files():
            try:
                path.open("rb").close()
            except OSError as error:
                raise _cannot("read", path, error) from error
        if os.path.lexists(self.folder):
            try:
                with tempfile.TemporaryFile(dir=self.folder):
                    pass
            except OSError as error:
                raise _cannot("write", self.folder, error) from error

    def entries(self, after: Mapping[str, int] | None = None) -> Iterator[Entry]:
        """Yield every line in order, streaming; of each file only what follows the byte offset in `after`.

        A damaged line is yielded as `Damage`, an unfinished last one as `Torn`; neither hides another line.
        """
        for place, data in self.raw(after):
            yield Entry(place, interpret(data))

    def raw(self, after: Mapping[str, int] | None = None) -> Iterator[tuple[Place, bytes]]:
        """Yield the same lines as bytes, for who need not look into most of them; `interpret` tells what they say."""
        for path in self.files():
            yield from _raw_lines(path, (after or {}).get(path.name, 0))

    def sync(self, names: Iterable[str]) -> None:
        """Put these files on disk, whoever is writing to them: a warehouse must not know more than the log."""
        for name in names:
            try:
                sync_file(self.folder / name)
            except OSError as error:
                raise _cannot("read", self.folder / name, error) from error

    def index(self) -> LandingIndex:
        """Return what the log already holds, by a scan of the beginnings of its lines."""
        index = LandingIndex(self)
        for place, data in self.raw():
            index.add(place, data)
            if data.endswith(b"\n"):
                index.reached[place.file] = place.end
        return index

    def read(self, place: Place) -> AnyLine:
        """Return the line at `place`; raises LandingError if it is not there any more."""
        path = self.folder / place.file
        try:
            with path.open("rb") as file:
                file.seek(place.start)
                return decode(file.read(place.end - place.start))
        except (OSError, ValueError) as error:
            raise _cannot("read", path, error) from error


class LandingWriter:
    """Appends lines to a file that no other writer touches; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._descriptor: int | None = None
        self._path = folder
        self._size = 0

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def append(self, line: AnyLine, *, sync: bool = False) -> Place:
        """Land one line and return its place; `sync` puts it on disk before returning (always for model answers).

        Raises LandingError if it cannot be written, and takes back what was written of it; and if it cannot be put on
        disk, where it stays written: unless the machine stops, it is there for the next run.
        """
        data = encode(line)
        with self._lock:
            descriptor = self._open()
            try:
                _write(descriptor, data)
            except OSError as error:
                self._take_back(descriptor)
                raise _cannot("write", self._path, error) from error
            place = Place(self._path.name, self._size, self._size + len(data))
            self._size = place.end
            if sync:
                self._sync(descriptor)
            return place

    def close(self) -> None:
        """Put everything on disk and close the file; appending again begins a new one."""
        with self._lock:
            if self._descriptor is None:
                return
            descriptor, self._descriptor = self._descriptor, None
            try:
                os.fsync(descriptor)
            except OSError as error:
                raise _cannot("write", self._path, error) from error
            finally:
                os.close(descriptor)

    def _open(self) -> int:
        if self._descriptor is None:
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}Z-{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
            self._path, self._size = self.folder / name, 0
            try:
                make_folder(self.folder)
                self._descriptor = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_WRONLY, 0o644)
                sync_folder(self.folder)
            except OSError as error:
                raise _cannot("write", self._path, error) from error
        return self._descriptor

    def _sync(self, descriptor: int) -> None:
        """Put the file on disk; where that fails, what it ends in may be a hole later, so no line follows in it."""
        try:
            os.fsync(descriptor)
        except OSError as error:
            self._begin_anew(descriptor)
            raise _cannot("write", self._path, error) from error

    def _take_back(self, descriptor: int) -> None:
        """Leave no half line in the file; if not even that can be done, the next line begins a new file."""
        try:
            os.ftruncate(descriptor, self._size)
        except OSError:
            self._begin_anew(descriptor)

    def _begin_anew(self, descriptor: int) -> None:
        self._descriptor = None
        os.close(descriptor)


@dataclass
class LandingIndex:
    """What the log already holds: landed documents, finished extractions, and where the models' answers stand."""

    log: LandingLog
    documents: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    """Extractions that triage kept from being asked; some of them may be done by now."""
    answers: dict[str, Place] = field(default_factory=dict)
    unfinished: int = 0
    reached: dict[str, int] = field(default_factory=dict)
    """How far each file is known, in bytes."""

    def refresh(self) -> None:
        """Take in what has been landed since, by whomever; a line that is being written waits for the next time."""
        for path in self.log.files():
            known = self.reached.get(path.name, 0)
            try:
                if path.stat().st_size <= known:
                    continue
            except OSError as error:
                raise _cannot("read", path, error) from error
            for place, data in _raw_lines(path, known):
                if data.endswith(b"\n"):
                    self.add(place, data)
                    self.reached[place.file] = place.end

    def add(self, place: Place, data: bytes) -> None:
        """Take in one raw line, from its beginning where that is enough."""
        if not data.endswith(b"\n"):
            self.unfinished += 1
        elif start := _BEGINNING.match(data):
            if document := start["document"]:
                self.documents.add(document.decode())
            elif extraction := start["extraction"]:
                (self.done if start["status"] == b"ok" else self.skipped).add(extraction.decode())
            elif request := start["request"]:
                self.answers[request.decode()] = place
        elif not _NOTHING_TO_ADD.match(data):
            self._add_parsed(place, data)

    def answer(self, request_hash: str) -> CallLine | None:
        """Return the call that answered this request, read from its file."""
        place = self.answers.get(request_hash)
        if place is None:
            return None
        line = self.log.read(place)
        return line if isinstance(line, CallLine) else None

    def _add_parsed(self, place: Place, data: bytes) -> None:
        match interpret(data):
            case DocumentLine() as line:
                self.documents.add(line.document_id)
            case ExtractionLine(status="ok") as line:
                self.done.add(line.extraction_id)
            case ExtractionLine(status="skipped") as line:
                self.skipped.add(line.extraction_id)
            case CallLine() as line if line.outcome in ANSWERED:
                self.answers[line.request_hash] = place


class RunJournal:
    """The journal of a run's calls to models: what earlier runs were answered, and what this one is.

    Matches `extraction.engine.Journal`.
    """

    def __init__(self, index: LandingIndex, writer: LandingWriter) -> None:
        self._index = index
        self._writer = writer

    def answered(self, request_hash: str) -> CallLine | None:
        """Return the answer that this very request already got, in this run or an earlier one."""
        return self._index.answer(request_hash)

    def record(self, call: CallLine) -> None:
        """Put one call on disk, successful or not."""
        place = self._writer.append(call, sync=True)
        if call.outcome in ANSWERED:
            self._index.answers[call.request_hash] = place


# A quotation mark inside a JSON string is always escaped: the names of fields below cannot be met inside a value.
_BEGINNING = re.compile(
    rb'\{"line":(?:'
    rb'"document","document_id":"(?P<document>[^"\\]+)",'
    rb'|"extraction","extraction_id":"(?P<extraction>[^"\\]+)","status":"(?P<status>ok|skipped)",'
    rb'|"call","request_hash":"(?P<request>[^"\\]+)",(?:(?!,"raw":)[^\n])*?,"outcome":"(?:%b)",'
    rb")" % "|".join(sorted(ANSWERED)).encode()
)
_NOTHING_TO_ADD = re.compile(
    rb'\{"line":(?:"(?:run|sighting|fetch|reject|call|request)"|"extraction","extraction_id":"[^"\\]+","status":)'
)


def make_folder(folder: Path) -> None:
    """Make `folder` and what leads to it, where they are missing, so that a loss of power leaves them there."""
    if not folder.exists():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in `folder` on disk: a new or renamed file survives a loss of power only after that."""
    sync_file(folder)


def sync_file(path: Path) -> None:
    """Put the bytes of a file on disk, whoever has written them."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _raw_lines(path: Path, start: int) -> Iterator[tuple[Place, bytes]]:
    try:
        with path.open("rb", buffering=1 << 20) as file:
            yield from _raw_lines_of(file, path.name, start)
    except OSError as error:
        raise _cannot("read", path, error) from error


def _raw_lines_of(file: BinaryIO, name: str, start: int) -> Iterator[tuple[Place, bytes]]:
    file.seek(start)
    for data in file:
        end = start + len(data)
        yield Place(name, start, end), data
        start = end


def interpret(data: bytes) -> AnyLine | Damage | Torn:
    """Return what the bytes of one line say."""
    if not data.endswith(b"\n"):
        return Torn()
    try:
        return decode(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return Damage(f"{'.'.join(map(str, first['loc'])) or 'line'}: {first['msg']}")
    except ValueError as error:
        return Damage(str(error))


def _write(descriptor: int, data: bytes) -> None:
    """Write all of `data`: in one write unless the system takes less (a full disk takes what fits, then fails)."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _cannot(verb: str, path: Path, error: Exception) -> LandingError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return LandingError(
        f"cannot {verb} the landing log {path}: {reason}",
        hint="Make room or give access there, then type the same command again: what was landed is kept.",
    )
