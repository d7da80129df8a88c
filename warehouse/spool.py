"""Lines on their way to DuckDB: in a file that it reads by itself, and none of them in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypedDict

SHORTEST_BUFFER = 1 << 20
"""Bytes: what DuckDB makes room for at the least, however short the lines are."""

BUFFERED = 1 << 18
"""Bytes: what is written at a time."""


class Source(TypedDict):
    """What DuckDB reads the lines of a spool by: the file, and how long its buffers have to be."""

    file: str
    longest: int


class Span(NamedTuple):
    """Where lines stand in a spool: the bytes `[start:end]`, the last newline included."""

    start: int
    end: int


class Spool:
    """A file that lines are added to; a context manager. One that lies at `path` from before is emptied."""

    def __init__(self, path: Path) -> None:
        self.lines = 0
        self.longest = SHORTEST_BUFFER
        """Bytes: a buffer of this length holds any line."""
        self._path = path
        self._size = 0
        self._file = path.open("r+b" if path.exists() else "w+b", buffering=BUFFERED)

    def __enter__(self) -> Self:
        """Return the spool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def append(self, line: bytes) -> Span:
        """Add a line, which need not end in a newline, and return where it stands."""
        return self.extend([line if line.endswith(b"\n") else line + b"\n"])

    def extend(self, lines: Sequence[bytes]) -> Span:
        """Add lines, each with its newline, and return where all of them stand."""
        lengths = list(map(len, lines))
        self._file.writelines(lines)
        span = Span(self._size, self._size + sum(lengths))
        self._size = span.end
        self.lines += len(lines)
        self.longest = max(self.longest, max(lengths) + 1)
        return span

    def read(self, span: Span) -> bytes:
        """Return the lines that stand there."""
        self._file.seek(span.start)
        lines = self._file.read(span.end - span.start)
        self._file.seek(self._size)
        return lines

    def source(self) -> Source:
        """Return what DuckDB reads its lines by."""
        self._file.flush()
        self._file.truncate(self._size)
        return {"file": str(self._path), "longest": self.longest}
