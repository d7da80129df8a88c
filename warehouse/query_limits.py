"""What a query may use and what it yields. Without DuckDB, so that the process that waits need not load it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Limits:
    """What a query may use: bytes of memory (nothing goes to disk), threads, and seconds until its last row."""

    memory: int = 1_000_000_000
    threads: int = 2
    seconds: float = 60

    @property
    def settings(self) -> dict[str, str | int]:
        """What DuckDB is to be told of them."""
        return {"memory_limit": f"{self.memory // 1_000_000}MB", "temp_directory": "", "threads": self.threads}


@dataclass(frozen=True)
class Result:
    """What a query yields: the names and DuckDB types of its columns, and its rows, fetched as they are taken."""

    columns: list[str]
    types: list[str]
    rows: Iterator[tuple[Any, ...]]
