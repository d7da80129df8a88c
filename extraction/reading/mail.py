"""Mails (EML): what was written is a document, and each attachment is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from core.document import Document, Metadata
from core.errors import DocumentError
from extraction.reading.containers import Content, Names, is_supported
from extraction.reading.formats import MAIL, media_types
from extraction.reading.material import LeftOut, Material, Unread
from extraction.reading.text import document_of, text_document

MOST_PARTS = 1_000
"""Of one mail: beyond it nothing is looked at."""
_LONGEST_HEADER = 2_000
_LONGEST_NAME = 200
_BODIES = ("text/html", "text/plain")
"""What a mail is written in; where it says the same twice, the first of these is what its reader saw."""
_SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_BROKEN_BY = (ValueError, LookupError, AttributeError, TypeError, RecursionError)


def contents(material: Material) -> Iterator[Document | Content]:
    """Yield the document that a mail is, then what is attached to it.

    Its title is the subject, its date the day on which its sender says to have sent it. A mail without text and with
    attachments is only these. Raises DocumentError for one with neither, and for one that is encrypted.
    """
    try:
        message = message_from_bytes(material.data)
        leaves = list(_leaves(message))
    except _BROKEN_BY as error:
        raise DocumentError(
            f"{material.source} cannot be read as a mail: {error}", hint="Save it again from the mail program as .eml."
        ) from error
    if any(part.get_content_type() in _SEALED for part in message.walk()):
        raise DocumentError(
            f"{material.source} is encrypted", hint="Open it in the mail program that has the key, and save its text."
        )
    bodies = [part for part in leaves if _is_body(part)]
    attached = [part for part in leaves if not _is_body(part)]
    body = _body(material.source, message, bodies)
    if body is not None:
        yield body
    elif not attached:
        raise DocumentError(f"{material.source} is a mail without text", hint="Remove it from the sources.")
    names = Names(material.source)
    for number, part in enumerate(attached, start=1):
        if (content := _attachment(names, number, part)) is not None:
            yield content


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, in order; a mail that is attached is one of them, and not looked into."""
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting.extend(each for each in reversed(payload) if isinstance(each, Message))
        else:
            yield part


def _is_body(part: Message) -> bool:
    return part.get_content_type() in _BODIES and part.get_content_disposition() != "attachment" and not _name(part)


def _body(source: str, message: Message, bodies: list[Message]) -> Document | Unread | None:
    """Return the document of what was written; None if nothing was."""
    failed: DocumentError | None = None
    for media_type in _BODIES:
        parts = [part for part in bodies if part.get_content_type() == media_type and _bytes(part).strip()]
        for part in parts:
            try:
                return _with_headers(message, text_document(_material(source, part), media_type))
            except DocumentError as error:  # HTML with nothing but a picture: the plain text beside it says something
                failed = error
    return Unread(source, failed) if failed else None


def _with_headers(message: Message, document: Document) -> Document:
    known = {item.name: item for item in document.metadata}
    if subject := _decoded(message.get("subject")):
        known["title"] = Metadata("title", subject)
    if sent := _sent(message):
        known["published_on"] = Metadata("published_on", sent)
    return document_of(document.source, document.media_type, document.text, known)


def _attachment(names: Names, number: int, part: Message) -> Content | None:
    """Return what is attached; None for the pictures that belong to the layout of a mail."""
    media_type = part.get_content_type()
    name = _name(part)
    if media_type == MAIL:
        inner = part.get_payload(0) if part.is_multipart() else None
        if not isinstance(inner, Message):
            return None
        called = _decoded(inner.get("subject")) or f"message-{number}"
        source = names.source(name or f"{called.replace('/', ' ')[:_LONGEST_NAME]}.eml")
        return replace(_material(source, part), data=inner.as_bytes(), media_type=MAIL)
    if not name:
        suffix = next((suffix for suffix, known in media_types().items() if known == media_type), "")
        if not suffix and part.get_content_disposition() != "attachment":
            return None
        name = f"attachment-{number}{suffix}"
    source = names.source(PurePosixPath(name.replace("\\", "/")).name)
    if not (is_supported(name) or media_type in media_types().values()):
        return LeftOut(source) if part.get_content_disposition() == "attachment" else None
    return _material(source, part)


def _material(source: str, part: Message) -> Material:
    return Material(source, _bytes(part), part.get_content_type(), part.get_content_charset())


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: Message) -> str:
    try:
        return _decoded(part.get_filename())[:_LONGEST_NAME]
    except _BROKEN_BY:
        return ""


def _decoded(header: object) -> str:
    """Return a header as it was written, on one line; as it is sent, if that cannot be told."""
    raw = str(header or "")[:_LONGEST_HEADER]
    try:
        text = str(make_header(decode_header(raw)))
    except _BROKEN_BY:
        text = raw
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _sent(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(str(message.get("date", ""))[:_LONGEST_HEADER]).date().isoformat()
    except _BROKEN_BY:
        return None
