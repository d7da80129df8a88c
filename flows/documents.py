"""Documents as the landing log keeps them, there and back."""

from __future__ import annotations

from core.document import Document, Metadata
from core.lines import DocumentLine, MetadataItem, PartItem, RequestLine


def document_line(document: Document) -> DocumentLine:
    """Return the line that keeps `document`."""
    return DocumentLine(
        document_id=document.document_id,
        source=document.source,
        title=document.title,
        published_on=document.published_on,
        language=document.language,
        media_type=document.media_type,
        metadata=metadata_items(document),
        parts=[
            PartItem(kind=part.kind, label=part.label, char_start=part.span[0], char_end=part.span[1])
            for part in document.parts
        ],
        text=document.text,
    )


def metadata_items(document: Document) -> list[MetadataItem]:
    """Return what is known about `document`, as landed."""
    return [
        MetadataItem(
            name=item.name,
            text=item.text,
            char_start=item.span[0] if item.span else None,
            char_end=item.span[1] if item.span else None,
        )
        for item in document.metadata
    ]


def asked_document(line: RequestLine, text: str) -> Document:
    """Return the document as it was when it was asked about: another source of the same `text` may say less of it."""
    return Document(
        text=text,
        source=line.source,
        title=line.title,
        published_on=line.published_on,
        language=line.language,
        media_type=line.media_type,
        metadata=tuple(
            Metadata(
                item.name,
                item.text,
                None if item.char_start is None or item.char_end is None else (item.char_start, item.char_end),
            )
            for item in line.metadata
        ),
    )
