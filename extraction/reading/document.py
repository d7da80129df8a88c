"""From a source to its documents: `read_documents` for a path, `documents_in` for bytes, `read_document` for the one.

A PDF, a page or a text holds one document. A mail holds its text and each attachment, a ZIP archive each of its files:
these are documents of their own, known by a source like `mail.eml#annex.pdf`. What cannot be read comes as `Unread` in
its place, and what is beside it is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.document import Document
from core.errors import DocumentError
from extraction.reading.files import MAX_BYTES, read_bytes
from extraction.reading.formats import media_type_of
from extraction.reading.material import Material, Unread
from extraction.reading.text import text_document


def read_document(source: str, *, max_bytes: int = MAX_BYTES) -> Document:
    """Return the one document of the file `source`, or of what is in it (`archive.zip#name.txt`).

    `Document.source` is that same string. `metadata` lists what is known about it with its characters; what is nowhere
    is None. Raises DocumentError, which names the file, the cause and what to do: for everything that cannot be read,
    and for a source of several documents.
    """
    found = list(read_documents(source, max_bytes=max_bytes))
    if len(found) > 1:
        names = ", ".join(each.source for each in found[:3])
        raise DocumentError(
            f"{source} holds {len(found)} documents: {names}{', …' if len(found) > 3 else ''}",
            hint=f"Name one of them: dossier extract '{found[0].source}'   or all: dossier run {source}",
        )
    if isinstance(found[0], Unread):
        raise found[0].error
    return found[0]


def read_documents(source: str, *, max_bytes: int = MAX_BYTES) -> Iterator[Document | Unread]:
    """Yield the documents of the file `source` as they are read: at least one, or an `Unread`; raises nothing."""
    try:
        material = Material(source, read_bytes(source, max_bytes))
    except DocumentError as error:
        yield Unread(source, error)
        return
    yield from documents_in(material, max_bytes=max_bytes)


def documents_in(material: Material, *, max_bytes: int = MAX_BYTES) -> Iterator[Document | Unread]:
    """Yield the documents of `material` as they are read: at least one, or an `Unread`; raises nothing.

    `max_bytes` limits each document of a container.
    """
    try:
        yield text_document(material, media_type_of(material))
    except DocumentError as error:
        yield Unread(material.source, error)
