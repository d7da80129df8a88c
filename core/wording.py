"""How numbers of things and paths are told, everywhere the same."""

from __future__ import annotations

from pathlib import Path


def counted(number: int, thing: str, things: str | None = None) -> str:
    """Return how many there are of a thing: "1 record", "2,000 records"; `things` where an s does not make it many."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def from_here(path: Path) -> str:
    """Return a path as it is typed: from the current folder on, where it lies below that."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
