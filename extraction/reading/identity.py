"""The identity of the reader: with the same one, the same bytes become the same documents."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from core.identity import digest

LIBRARIES = (
    "charset-normalizer",
    "dateparser",
    "lxml",
    "mammoth",
    "pypdfium2",
    "python-frontmatter",
    "pyyaml",
    "regex",
)
"""What reading rests on beside Python: the same bytes may be read otherwise by another version."""
PACKAGES = ("reading", "structure")
"""Our own packages that it rests on, beside this file's."""


@cache
def reader_identity() -> str:
    """Return what changes whenever reading may: our own code and word lists, the libraries, and Python.

    Nobody needs to remember to raise a number: a document that was read wrongly is read again once that is mended.
    """
    root = Path(__file__).parents[1]
    files = sorted(path for name in PACKAGES for path in (root / name).rglob("*") if path.suffix in (".py", ".tsv"))
    contents = [[path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")] for path in files]
    return digest(contents, [[name, _version(name)] for name in LIBRARIES], list(sys.version_info))


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
