"""`read_docx`: a DOCX file to what is in it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.parsers.expat import ExpatError

import mammoth
import regex
from lxml import etree

from core.document import Part
from core.errors import DocumentError
from extraction.reading.html.markdown import to_markdown
from extraction.reading.html.parsing import parse
from extraction.reading.html.pruning import remove_unread
from extraction.reading.parsed import Parsed

MOST_XML = 100_000_000
"""Bytes of all its XML together: a book of a thousand pages has ten million."""
_BEGINNING = "beginning"
_HEADING = regex.compile(r"^#{1,6} +(?P<text>.*\S)[ ]*$", regex.MULTILINE)
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
_CORE = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


def read_docx(source: str, data: bytes) -> Parsed:
    """Return text and parts of a DOCX: a part of kind "section" from each heading to the next.

    What Word shows with changes accepted is read: text boxes, footnotes and endnotes too; comments, headers and footers
    are not, nor pictures. Nothing it links to is fetched, and no macro is looked at. Raises DocumentError.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check(source, archive)
            known = _known(archive)
        html = mammoth.convert_to_html(
            BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=_no_image,
        ).value
    except DocumentError:
        raise
    except (zipfile.BadZipFile, ExpatError, etree.XMLSyntaxError, EOFError, OSError, LookupError, ValueError) as error:
        raise _broken(source, error) from error
    except (AttributeError, TypeError, NotImplementedError) as error:  # what mammoth says of XML that is no Word
        raise _broken(source, error) from error
    root = parse(source, f"<html><body>{html}</body></html>")
    remove_unread(root)
    text = to_markdown([root])
    if not text.strip():
        raise DocumentError(
            f"{source} holds no text: only pictures, or nothing", hint="Save it as PDF and name that, or leave it out."
        )
    return Parsed(text, _sections(text), known)


def _no_image(_image: object) -> list[object]:
    return []


def _check(source: str, archive: zipfile.ZipFile) -> None:
    """Raise DocumentError for more XML than any document has, before any of it is unpacked."""
    size = sum(item.file_size for item in archive.infolist() if item.filename.endswith((".xml", ".rels")))
    if size > MOST_XML:
        raise DocumentError(
            f"{source} unpacks to {size / 1e6:,.0f} MB of XML; a document may have {MOST_XML / 1e6:.0f} MB",
            hint="Split it, or save it as PDF and name that.",
        )


def _sections(text: str) -> tuple[Part, ...]:
    """Return the stretches of `text` between headings; what stands above the first is its beginning."""
    headings = list(_HEADING.finditer(text))
    starts = [(match.start(), match["text"]) for match in headings]
    if not starts or text[: starts[0][0]].strip():
        starts.insert(0, (0, _BEGINNING))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(
        Part("section", label, (start, start + len(text[start:end].rstrip())))
        for (start, label), end in zip(starts, ends, strict=True)
    )


def _known(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return title and language as its properties say them."""
    try:
        properties = archive.read(_CORE)
    except KeyError:
        return {}
    root = etree.fromstring(properties, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    told = {"title": root.findtext(_TITLE), "language": root.findtext(_LANGUAGE)}
    return {name: " ".join(text.split()) for name, text in told.items() if text and text.strip()}


def _broken(source: str, error: Exception) -> DocumentError:
    cause = f": {error}" if str(error) else ""
    return DocumentError(
        f"{source} begins like a DOCX, but is broken or cut off{cause}",
        hint="Open it in Word or LibreOffice, save it again, and name that file.",
    )
