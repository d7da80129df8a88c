"""Lines on their way to DuckDB: in a file that it reads by itself, and none of them in memory."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

SHORTEST_BUFFER = 1 << 20
"""Bytes: what DuckDB makes room for at the least, however short the lines are."""


class Span(NamedTuple):
    """Where a line stands in a spool: the bytes `[start:end]`, its newline included."""

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
        self._file = path.open("w+b")

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
        if not line.endswith(b"\n"):
            line += b"\n"
        self._file.write(line)
        span = Span(self._size, self._size + len(line))
        self._size = span.end
        self.lines += 1
        self.longest = max(self.longest, len(line) + 1)
        return span

    def read(self, span: Span) -> bytes:
        """Return the line that stands there."""
        self._file.seek(span.start)
        line = self._file.read(span.end - span.start)
        self._file.seek(self._size)
        return line

    def source(self) -> dict[str, str | int]:
        """Return what DuckDB reads its lines by: the file, and how long its buffers have to be."""
        self._file.flush()
        return {"file": str(self._path), "longest": self.longest}
