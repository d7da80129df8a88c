"""From a source to its documents: `read_documents` for a path, `documents_in` for bytes, `read_document` for the one.

A PDF, a page or a text holds one document. A mail holds its text and each attachment, a ZIP archive each of its files:
these are documents of their own, known by a source like `mail.eml#annex.pdf`. What cannot be read comes as `Unread` in
its place, what is of no kind that is read as `LeftOut`; what is beside either is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from core.document import Document, Metadata
from core.errors import DocumentError
from extraction.reading.archive import members
from extraction.reading.containers import DEEPEST, Allowance, Content, too_deep
from extraction.reading.files import MAX_BYTES
from extraction.reading.formats import DOCX, MAIL, PDF, ZIP, media_type_of
from extraction.reading.material import LeftOut, Material, Unread
from extraction.reading.source_file import SourceFile
from extraction.reading.text import document_of, text_document, with_printed
from extraction.reading.title import marked_title

Found = Document | Unread | LeftOut


def read_document(source: str, *, max_bytes: int = MAX_BYTES) -> Document:
    """Return the document that the file `source` is, or the one in it (`archive.zip#name.txt`); of a mail, its text.

    `metadata` lists what is known about it with its characters; what is nowhere is None. Raises DocumentError, which
    names the file, the cause and what to do: for everything that cannot be read, and for an archive of several.
    """
    found: list[Document | Unread] = []
    for each in read_documents(source, max_bytes=max_bytes):
        if isinstance(each, Document) and each.source == source:
            return each
        if not isinstance(each, LeftOut):
            found.append(each)
    if len(found) > 1:
        names = ", ".join(each.source for each in found[:3])
        raise DocumentError(
            f"{source} holds {len(found)} documents: {names}{', …' if len(found) > 3 else ''}",
            hint=f"Name one of them: dossier extract '{found[-1].source}'   or all: dossier run {source}",
        )
    if isinstance(found[0], Unread):
        raise found[0].error
    return found[0]


def read_documents(source: str, *, max_bytes: int = MAX_BYTES) -> Iterator[Found]:
    """Yield the documents of the file `source` as they are read: at least one, or an `Unread`; raises nothing.

    Of `archive.zip#folder/name.txt` only what is called so there, and what is in that.
    """
    yield from documents_of(SourceFile(source, max_bytes))


def documents_of(file: SourceFile) -> Iterator[Found]:
    """Yield the documents of an opened `file` the same way."""
    allowance = Allowance(file.max_bytes)
    try:
        if file.is_archive:
            with file.opened() as archive:
                yield from _told(file.source, _each(members(file.path, archive, allowance), allowance, 1))
        else:
            yield from _told(file.source, _documents(Material(file.path, file.data), allowance, 0))
    except DocumentError as error:
        yield Unread(file.source, error)


def documents_in(material: Material, *, max_bytes: int = MAX_BYTES) -> Iterator[Found]:
    """Yield the documents of `material` as they are read: at least one, or an `Unread`; raises nothing.

    `max_bytes` limits each document of a container.
    """
    yield from _told(material.source, _documents(material, Allowance(max_bytes), 0))


def _told(source: str, found: Iterator[Found]) -> Iterator[Found]:
    """Yield what `source` names of what was found; that there is nothing, if there is not."""
    is_empty = True
    for each in found:
        if each.source == source or each.source.startswith((f"{source}#", f"{source}/")):
            is_empty = is_empty and isinstance(each, LeftOut)
            yield each
    if is_empty:
        yield Unread(source, _nothing(source))


def _documents(material: Material, allowance: Allowance, depth: int) -> Iterator[Found]:
    try:
        media_type = media_type_of(material)
        if media_type in (ZIP, MAIL) and depth >= DEEPEST:
            raise too_deep(material.source)
        if media_type == ZIP:
            yield from _each(members(material.source, BytesIO(material.data), allowance), allowance, depth + 1)
        elif media_type == MAIL:
            from extraction.reading.mail import contents  # imports the mail parser, which other sources do not need

            yield from _each(contents(material), allowance, depth + 1)
        elif media_type in (PDF, DOCX):
            yield _parsed(material, media_type)
        else:
            yield text_document(material, media_type)
    except DocumentError as error:
        yield Unread(material.source, error)


def _each(contents: Iterator[Document | Content], allowance: Allowance, depth: int) -> Iterator[Found]:
    for content in contents:
        if isinstance(content, Material):
            yield from _documents(content, allowance, depth)
        else:
            yield content


def _parsed(material: Material, media_type: str) -> Document:
    """Return the document of a format that is parsed in a process of its own."""
    from extraction.reading.isolated import parse_isolated  # imports what talks to processes

    parsed = parse_isolated(material.source, material.data, media_type)
    known = {name: Metadata(name, text) for name, text in parsed.known.items()}
    if title := marked_title(parsed.text, None):
        known["title"] = title
    known = with_printed(parsed.text, known, markdown=True)
    return document_of(material.source, media_type, parsed.text, known, parsed.parts)


def _nothing(source: str) -> DocumentError:
    return DocumentError(
        f"{source} holds no document that can be read", hint="See what is in it: unzip -l <archive>.zip   or open it."
    )
