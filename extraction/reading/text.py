"""Text, Markdown and web pages: bytes to canonical text, and what the text says about itself."""

from __future__ import annotations

from collections.abc import Mapping

from core.document import Document, Metadata, Part
from core.errors import DocumentError
from extraction.reading.decoding import decode
from extraction.reading.front_matter import split_front_matter
from extraction.reading.material import Material
from extraction.reading.published import parse_published, printed_date
from extraction.reading.sniffing import HTML, is_page
from extraction.reading.title import printed_title
from extraction.structure.build import is_markdown
from extraction.structure.words import word_table


def text_document(material: Material, media_type: str) -> Document:
    """Return the document that text of `media_type` holds; what begins like a web page is one, whatever it is called.

    A page becomes Markdown: its article, without what is around it. Title, date, language and address come from the
    front matter or from what the page says about itself, else title and date from where the text prints them.
    """
    text = decode(material.source, material.data, material.charset)
    if not text.strip():
        raise empty(material.source, "is empty")
    if media_type == HTML or is_page(text):
        media_type = HTML
        body, known = _read_page(material.source, text)
    else:
        body, known = _read_text(material.source, text, markdown=is_markdown(media_type))
    return document_of(material.source, media_type, body, known)


def document_of(
    source: str, media_type: str, body: str, known: Mapping[str, Metadata], parts: tuple[Part, ...] = ()
) -> Document:
    """Return the document with canonical text `body` and what is `known` of it, by metadata name."""
    return Document(
        text=body,
        source=source,
        title=" ".join(known["title"].text.split()) if "title" in known else None,
        published_on=parse_published(known["published_on"].text) if "published_on" in known else None,
        language=known["language"].text if "language" in known else None,
        media_type=media_type,
        metadata=tuple(known[name] for name in sorted(known)),
        parts=parts,
    )


def with_printed(body: str, known: dict[str, Metadata], *, markdown: bool) -> dict[str, Metadata]:
    """Return `known` with the title and the date that `body` prints, where it has none."""
    known = dict(known)
    if "title" not in known and (title := printed_title(body, markdown=markdown)):
        known["title"] = title
    is_dated = "published_on" in known and parse_published(known["published_on"].text) is not None
    if not is_dated and (printed := printed_date(body)):
        known["published_on"] = printed
    return known


def empty(source: str, what: str) -> DocumentError:
    """Return the error of a source in which there is nothing to read."""
    return DocumentError(f"{source} {what}", hint="Remove it from the sources, or save its text again.")


def _read_page(source: str, text: str) -> tuple[str, dict[str, Metadata]]:
    from extraction.reading.html import read_page  # imports lxml, which a run over text files does not need

    page = read_page(source, text)
    return page.markdown, page.metadata


def _read_text(source: str, text: str, *, markdown: bool) -> tuple[str, dict[str, Metadata]]:
    front_matter = split_front_matter(source, text)
    body = front_matter.body
    if not body.strip():
        raise empty(source, "holds nothing but front matter")
    return body, with_printed(body, _known(front_matter.values), markdown=markdown)


def _known(values: Mapping[str, str]) -> dict[str, Metadata]:
    """Return what front matter says, by metadata name; of several keys the first of the list wins."""
    known: dict[str, Metadata] = {}
    for key, name in word_table("extraction.reading", "front_matter_keys"):
        value = values.get(key, "").strip()
        if value and name not in known:
            known[name] = Metadata(name, value)
    return known
