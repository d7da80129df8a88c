"""The lines of the landing log as bytes: where they stand, and what they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from core.errors import LandingError
from core.lines import AnyLine, parse_line

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


def raw_lines(path: Path, start: int) -> Iterator[tuple[Place, bytes]]:
    """Yield the lines of one file from the byte `start` on, as they are; raises LandingError if it cannot be read."""
    try:
        with path.open("rb", buffering=1 << 20) as file:
            yield from _lines_of(file, path.name, start)
    except OSError as error:
        raise cannot("read", path, error) from error


def _lines_of(file: BinaryIO, name: str, start: int) -> Iterator[tuple[Place, bytes]]:
    file.seek(start)
    for data in file:
        end = start + len(data)
        yield Place(name, start, end), data
        start = end


def cannot(verb: str, path: Path, error: Exception) -> LandingError:
    """Return the error of a file of the log that the operating system does not let us `verb` (read, write)."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return LandingError(
        f"cannot {verb} the landing log {path}: {reason}",
        hint="Make room or give access there, then type the same command again: what was landed is kept.",
    )
