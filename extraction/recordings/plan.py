"""What `dossier record` is to record: which documents, into which files, and what must not be overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.document import Document
from core.errors import DocumentError, UsageError
from extraction.reading import LeftOut, Unread, discover, read_document, read_documents
from extraction.recordings.format import HAND_ANNOTATED, name_without_path
from extraction.recordings.store import DEFAULT_CASE, Golden, goldens, slug_of, stored


@dataclass(frozen=True)
class Task:
    """One document to record, and the file that its answers go to."""

    document: Document
    path: Path


@dataclass(frozen=True)
class Plan:
    """What is to be recorded, and what is not, with the reasons."""

    tasks: tuple[Task, ...]
    left_out: tuple[str, ...]


def plan(folder: Path, engine: str, sources: Sequence[str], *, case: str | None, replace: bool) -> Plan:
    """Return what recording `engine` for `sources` (all goldens if there are none) takes.

    What is recorded already is left out, unless its case was named or it is to be replaced. Raises UsageError for an
    engine that cannot be recorded, for a case that cannot be a file's name and for a source without a golden.
    """
    slug = slug_of(engine)
    _check_names(folder, engine, slug, case)
    tasks: list[Task] = []
    left_out: list[str] = []
    for golden, document in _documents(folder, sources, left_out):
        path = golden.recording(slug, case or DEFAULT_CASE)
        if path.exists() and not (case or replace):
            left_out.append(f"{path.as_posix()} is there already: --replace makes it anew, --case NAME another one")
        else:
            tasks.append(Task(document, path))
    return Plan(tuple(tasks), tuple(left_out))


def _check_names(folder: Path, engine: str, slug: str, case: str | None) -> None:
    if slug == slug_of(HAND_ANNOTATED):
        raise UsageError(
            f"{HAND_ANNOTATED} is no engine: these answers are written by hand",
            hint="docs/how-to/record-and-replay.md says how; then: dossier record --restamp PATH",
        )
    if case is not None and case != slug_of(case):
        raise UsageError(f"{case!r} is no name for a case", hint=f"Type: --case {slug_of(case) or 'second-try'}")
    for each in stored(folder):
        if each.slug == slug and each.recording is not None and each.recording.engine != name_without_path(engine):
            raise UsageError(
                f"{each.path.parent.as_posix()} holds answers of another engine: {each.recording.engine}",
                hint="Move that folder away first: one folder holds the answers of one engine.",
            )


def _documents(folder: Path, sources: Sequence[str], left_out: list[str]) -> list[tuple[Golden, Document]]:
    known = goldens(folder)
    if sources:
        by_id = {golden.document_id: golden for golden in known}
        read = (found for source in discover(sources) for found in read_documents(source))
        documents = [_readable(each) for each in read if not isinstance(each, LeftOut)]
        if strangers := [document.source for document in documents if document.document_id not in by_id]:
            raise UsageError(
                f"{strangers[0]} has no golden, and recordings are kept beside goldens",
                hint=f"Write what is in it first: {folder.as_posix()}/<name>/expected.json",
            )
        return [(by_id[document.document_id], document) for document in documents]
    found: list[tuple[Golden, Document]] = []
    for golden in known:
        try:
            found.append((golden, read_document(golden.path)))
        except DocumentError as error:  # the corpus is not ours to copy: its documents stay beside the repository
            left_out.append(error.message)
    return found


def _readable(found: Document | Unread) -> Document:
    if isinstance(found, Unread):
        raise found.error
    return found
