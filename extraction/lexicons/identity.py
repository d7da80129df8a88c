"""The identity of all lexicons together: part of what makes two runs of the rules the same."""

from __future__ import annotations

from functools import cache

from core.identity import digest
from extraction.lexicons.lexicon import FOLDER
from schemas.values.country import countries


@cache
def lexicons_hash() -> str:
    """Return the SHA-256 of every lexicon's name and content, and of the country names that pycountry brings."""
    files = sorted(FOLDER.rglob("*.tsv"))
    contents = [[path.relative_to(FOLDER).as_posix(), path.read_text(encoding="utf-8")] for path in files]
    names = [[country.code, country.name, country.official_name] for country in countries().values()]
    return digest(contents, names)
