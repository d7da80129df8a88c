"""Word lists that a user may edit: one tab-separated file each, `#` lines are comments, the first column is the key."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def word_table(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of `<name>.tsv` beside the modules of `package`, comments and blank lines left out."""
    content = files(package).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(
        tuple(column.strip() for column in line.split("\t"))
        for line in content.splitlines()
        if line.strip() and not line.startswith("#")
    )


@cache
def words(package: str, name: str) -> frozenset[str]:
    """Return the first column of `<name>.tsv`, case-folded."""
    return frozenset(row[0].casefold() for row in word_table(package, name))
