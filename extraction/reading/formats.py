"""What kind of document bytes hold: by how they begin, then by what their sender says, then by their name."""

from __future__ import annotations

from functools import cache

from core.errors import DocumentError
from extraction.reading.material import Material
from extraction.structure.words import word_table

TEXT = "text/plain"


def media_type_of(material: Material) -> str:
    """Return the media type that `material` is read as. Raises DocumentError if it begins like nothing that is read.

    A name that says Markdown is believed against a server that says text, as servers call every text.
    """
    refuse_binary(material.source, material.data)
    declared = (material.media_type or "").partition(";")[0].strip().lower()
    named = media_types().get(material.suffix)
    if declared in media_types().values() and not (declared == TEXT and named):
        return declared
    return named or TEXT


def takes_long(source: str) -> bool:
    """Say whether reading `source` may take seconds, by its name: all that is no text by itself."""
    return not media_types().get(Material(source, b"").suffix, TEXT).startswith("text/")


@cache
def media_types() -> dict[str, str]:
    """Return the media type of each file name suffix that is supported."""
    return {row[0]: row[1] for row in word_table("extraction.reading", "suffixes")}


def refuse_binary(source: str, data: bytes) -> None:
    """Raise DocumentError if `data` begins like a known kind of binary file."""
    for signature, name in _signatures():
        if data.startswith(signature):
            raise DocumentError(
                f"{source} is {name}, which is not supported yet",
                hint="Save its text as .txt or .md and name that file: dossier extract <file>.txt",
            )


@cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    return tuple((bytes.fromhex(row[0]), row[1]) for row in word_table("extraction.reading", "signatures"))
