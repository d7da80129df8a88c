"""What kind of document bytes hold: by how they begin, then by what their sender says, then by their name."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

from core.errors import DocumentError
from extraction.reading.material import Material
from extraction.structure.words import word_table

TEXT = "text/plain"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIL = "message/rfc822"
ZIP = "application/zip"
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_START = b"%PDF-"
_FIRST_LOOK = 1_024
"""Bytes in which a PDF has to begin, and a web page or a mail that is called one."""


def media_type_of(material: Material) -> str:
    """Return the media type that `material` is read as. Raises DocumentError if it begins like nothing that is read.

    A name that says Markdown is believed against a server that says text, as servers call every text.
    """
    if _PDF_START in material.data[:_FIRST_LOOK]:
        return PDF
    if material.data.startswith(_ZIP_STARTS):
        return _packed_type(material)
    refuse_binary(material.source, material.data)
    declared = (material.media_type or "").partition(";")[0].strip().lower()
    named = media_types().get(material.suffix)
    known = declared if declared in media_types().values() and not (declared == TEXT and named) else named
    if known in (PDF, DOCX, ZIP):
        return _no_such(material, known)
    return known or TEXT


def takes_long(source: str) -> bool:
    """Say whether reading `source` may take seconds, by its name: all that is no text by itself."""
    return not media_types().get(Material(source, b"").suffix, TEXT).startswith("text/")


@cache
def media_types() -> dict[str, str]:
    """Return the media type of each file name suffix that is supported."""
    return {row[0]: row[1] for row in word_table("extraction.reading", "suffixes")}


def refuse_binary(source: str, data: bytes) -> None:
    """Raise DocumentError if `data` begins like a known kind of binary file that is not read."""
    for signature, name in _signatures():
        if data.startswith(signature):
            raise _unsupported(source, name)


def _packed_type(material: Material) -> str:
    """Return whether a ZIP file is a DOCX or an archive; raise DocumentError for the other formats made of one."""
    try:
        with zipfile.ZipFile(BytesIO(material.data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DocumentError(
            f"{material.source} begins like a ZIP archive or an Office document, but is broken or cut off",
            hint=f"Fetch it again; what is in it is listed by: unzip -l {material.source}",
        ) from error
    for member, name in word_table("extraction.reading", "packed_formats"):
        if member in names:
            if name == DOCX:
                return DOCX
            raise _unsupported(material.source, name)
    return ZIP


def _no_such(material: Material, known: str) -> str:
    """Return what is called a PDF and does not begin like one: a web page, which servers send instead; else raise."""
    from extraction.reading.sniffing import HTML, is_page

    if is_page(material.data[:_FIRST_LOOK].decode("latin-1")):
        return HTML
    name = {PDF: "a PDF", DOCX: "a DOCX", ZIP: "a ZIP archive"}[known]
    raise DocumentError(
        f"{material.source} is called {name}, but does not begin like one",
        hint=f"Fetch it again, or look what it is: file {material.source}",
    )


def _unsupported(source: str, name: str) -> DocumentError:
    return DocumentError(
        f"{source} is {name}, which is not supported",
        hint="Save it as PDF, DOCX or text and name that file: dossier extract <file>.pdf",
    )


@cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    return tuple((bytes.fromhex(row[0]), row[1]) for row in word_table("extraction.reading", "signatures"))
