"""The identity of all lexicons together: part of what makes two runs of the rules the same."""

from __future__ import annotations

from functools import cache

from core.identity import digest
from extraction.lexicons.lexicon import FOLDER
from schemas.values.country import countries

_TRIAGE = FOLDER / "triage"
"""Words that decide whether a model is asked, and nothing of what is extracted."""


@cache
def lexicons_hash() -> str:
    """Return the SHA-256 of every word list that records come from, and of the country names that pycountry brings."""
    package = FOLDER.parent
    files = sorted(path for path in package.rglob("*.tsv") if path.parent != _TRIAGE)
    contents = [[path.relative_to(package).as_posix(), path.read_text(encoding="utf-8")] for path in files]
    names = [[country.code, country.name, country.official_name] for country in countries().values()]
    return digest(contents, names)
