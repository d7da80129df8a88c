"""Drafts of expectations that are missing: written for a person to fill in, and never out of an engine's output."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.golden import DRAFT, EXPECTATION, Goldens
from extraction.reading import read_document

DOCUMENT = "document.*"
"""The document of a golden that has it beside its expectation."""
UNKNOWN = "the path of the document, from the root of the repository"


@dataclass(frozen=True)
class _Wanting:
    """A document that has no expectation: the golden's folder, and what is known of the document."""

    folder: Path
    source: str
    document_id: str


def write_missing(goldens: Goldens, seeds: Path) -> list[Path]:
    """Write a draft for each document without an expectation and return the files, those of earlier drafts too.

    Such a document is a seed that no golden is about, a golden's folder with a document, or one with recordings.
    """
    for wanting in [*_seeds(goldens, seeds), *_folders(goldens)]:
        draft = {
            "source": wanting.source,
            "document_id": wanting.document_id,
            "annotated_by": DRAFT,
            "expected": [],
            "forbidden": [],
        }
        wanting.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(draft, ensure_ascii=False, indent=2) + "\n"
        (wanting.folder / EXPECTATION).write_text(text, encoding="utf-8")
    return [goldens.folder / name / EXPECTATION for name in goldens.names() if goldens.load(name).is_draft]


def _seeds(goldens: Goldens, seeds: Path) -> Iterator[_Wanting]:
    told = {goldens.load(name).source for name in goldens.names()}
    for path in sorted(seeds.glob("*.txt")):
        source = path.absolute().relative_to(seeds.absolute().parent).as_posix()
        if source not in told:
            yield _Wanting(goldens.folder / path.stem, source, read_document(str(path)).document_id)


def _folders(goldens: Goldens) -> Iterator[_Wanting]:
    for folder in sorted(path for path in goldens.folder.iterdir() if path.is_dir()):
        if (folder / EXPECTATION).exists():
            continue
        documents, recordings = sorted(folder.glob(DOCUMENT)), sorted(folder.glob("recordings/*/*.json"))
        if documents:
            source = documents[0].absolute().relative_to(goldens.root).as_posix()
            yield _Wanting(folder, source, read_document(str(documents[0])).document_id)
        elif recordings:
            recorded = json.loads(recordings[0].read_text(encoding="utf-8"))
            yield _Wanting(folder, UNKNOWN, str(recorded.get("document_id", "")))
