"""`read_pdf`: a PDF file to what is in it."""

from __future__ import annotations

import ctypes
from pathlib import PurePath

import pypdfium2
import pypdfium2.raw as pdfium
import regex

from core.document import Part
from core.errors import DocumentError
from extraction.reading.parsed import Parsed
from extraction.reading.pdf.page import Page, read_page
from extraction.reading.pdf.text import pdf_text

MOST_PAGES = 3_000
MOST_CHARACTERS = 20_000_000
"""Of the text of one PDF."""
_NO_TITLE = regex.compile(r"(?i)microsoft |untitled|\S+\.\w{2,5}$|\S*$")
"""What programs write where nobody gave a title: their own name, the file's, a single word."""


def read_pdf(source: str, data: bytes) -> Parsed:
    """Return text and parts of a PDF: a part of kind "page" for each stretch of it, "scan" for a page of pictures only.

    Raises DocumentError for one that is encrypted, broken, too large, or has no text at all.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unopened(source) from error
    try:
        pages = _pages(source, document)
        text = pdf_text(pages)
        parts = [Part("page", str(page), (start, end)) for page, start, end in text.stretches]
        parts += _scans(pages, parts)
        return Parsed("".join(text.pieces), tuple(sorted(parts, key=lambda part: part.span)), _known(document))
    finally:
        document.close()


def _pages(source: str, document: pypdfium2.PdfDocument) -> list[Page]:
    if len(document) > MOST_PAGES:
        raise DocumentError(
            f"{source} has {len(document):,} pages; a PDF may have {MOST_PAGES:,}",
            hint=f"Split it first: qpdf --split-pages=1000 {source} part.pdf",
        )
    pages: list[Page] = []
    characters = 0
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:  # one page that is broken costs only itself
            continue
        pages.append(read_page(page, index + 1))
        page.close()
        characters += sum(len(line.text) for line in pages[-1].lines)
        if characters > MOST_CHARACTERS:
            raise DocumentError(
                f"{source} has more than {MOST_CHARACTERS / 1e6:g} million characters by page {index + 1}",
                hint=f"Split it first: qpdf --split-pages=100 {source} part.pdf",
            )
    if not pages:
        raise _broken(source)
    if not characters or all(page.is_scan for page in pages):
        raise DocumentError(
            f"{source} is a scan: {'1 page' if len(pages) == 1 else f'{len(pages):,} pages'} without text",
            hint=f"Recognise the text first: ocrmypdf {source} <new file>.pdf",
        )
    return pages


def _scans(pages: list[Page], parts: list[Part]) -> list[Part]:
    """Return a part without characters for each page of which nothing is read, where its text would stand."""
    scans = []
    end = 0
    last = {int(part.label): part.span[1] for part in parts}
    for page in pages:
        end = last.get(page.number, end)
        if page.is_scan or not page.lines:
            scans.append(Part("scan", str(page.number), (end, end)))
    return scans


def _known(document: pypdfium2.PdfDocument) -> dict[str, str]:
    known = {}
    title = " ".join(str(document.get_metadata_value("Title")).split())
    if title and not _NO_TITLE.match(title):
        known["title"] = title
    buffer = (ctypes.c_ushort * 64)()
    length = pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, ctypes.sizeof(buffer))
    if 2 < length <= ctypes.sizeof(buffer):
        known["language"] = bytes(buffer)[: length - 2].decode("utf-16-le", "replace")
    return known


def _unopened(source: str) -> DocumentError:
    if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
        return DocumentError(
            f"{source} is encrypted: it opens only with a password",
            hint=f"Decrypt it first: qpdf --decrypt --password=<password> {source} <new file>.pdf",
        )
    return _broken(source)


def _broken(source: str) -> DocumentError:
    return DocumentError(
        f"{source} begins like a PDF, but is broken or cut off",
        hint=f"Fetch it again, or try to repair it: qpdf {PurePath(source).name} <new file>.pdf",
    )
