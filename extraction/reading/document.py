"""`read_document`: one source to one Document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from core.document import Document, Metadata
from core.errors import DocumentError
from extraction.reading.decoding import decode
from extraction.reading.files import MAX_BYTES, read_bytes
from extraction.reading.front_matter import split_front_matter
from extraction.reading.published import parse_published, printed_date
from extraction.reading.sniffing import HTML, is_page
from extraction.reading.sources import media_types
from extraction.reading.title import printed_title
from extraction.structure.build import is_markdown
from extraction.structure.words import word_table


def read_document(source: str, *, max_bytes: int = MAX_BYTES) -> Document:
    """Read the file `source` into a Document whose `source` is that same string.

    A web page, known by its name or its first characters, becomes Markdown: its article, without what is around it.
    Title, date, language and address come from the front matter or from what the page says about itself, else title
    and date from where the text prints them; what is nowhere is None. `metadata` lists each with its characters.
    Raises DocumentError, which names the file, the cause and what to do, for everything that is no text of at most
    `max_bytes` bytes.
    """
    text = decode(source, read_bytes(source, max_bytes))
    if not text.strip():
        raise _empty(source, "is empty")
    media_type = media_types().get(Path(source).suffix.lower(), "text/plain")
    if media_type == HTML or is_page(text):
        media_type = HTML
        body, known = _read_page(source, text)
    else:
        body, known = _read_text(source, text, markdown=is_markdown(media_type))
    return Document(
        text=body,
        source=source,
        title=" ".join(known["title"].text.split()) if "title" in known else None,
        published_on=parse_published(known["published_on"].text) if "published_on" in known else None,
        language=known["language"].text if "language" in known else None,
        media_type=media_type,
        metadata=tuple(known[name] for name in sorted(known)),
    )


def _read_page(source: str, text: str) -> tuple[str, dict[str, Metadata]]:
    from extraction.reading.html import read_page  # imports lxml, which a run over text files does not need

    page = read_page(source, text)
    return page.markdown, page.metadata


def _read_text(source: str, text: str, *, markdown: bool) -> tuple[str, dict[str, Metadata]]:
    front_matter = split_front_matter(source, text)
    body = front_matter.body
    if not body.strip():
        raise _empty(source, "holds nothing but front matter")
    known = _known(front_matter.values)
    if "title" not in known and (title := printed_title(body, markdown=markdown)):
        known["title"] = title
    is_dated = "published_on" in known and parse_published(known["published_on"].text) is not None
    if not is_dated and (printed := printed_date(body)):
        known["published_on"] = printed
    return body, known


def _empty(source: str, what: str) -> DocumentError:
    return DocumentError(f"{source} {what}", hint="Remove it from the sources, or save its text again.")


def _known(values: Mapping[str, str]) -> dict[str, Metadata]:
    """Return what front matter says, by metadata name; of several keys the first of the list wins."""
    known: dict[str, Metadata] = {}
    for key, name in word_table("extraction.reading", "front_matter_keys"):
        value = values.get(key, "").strip()
        if value and name not in known:
            known[name] = Metadata(name, value)
    return known
