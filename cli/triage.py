"""`dossier triage`: which documents are worth asking a model about, and by which words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import KindsOption, split_kinds
from core.wording import counted

if TYPE_CHECKING:
    from extraction.triage import Triage

MOST_SHOWN = 8
"""Words and countries shown of a document: those found most often."""


class Form(StrEnum):
    """How scores are shown: `text` to be read, `json` as one object a line."""

    TEXT = "text"
    JSON = "json"


def triage(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help="Files, folders and globs.")],
    kinds: KindsOption = None,
    *,
    form: Annotated[Form, typer.Option("--format", help="To be read, or one JSON object a line.")] = Form.TEXT,
) -> None:
    """Say which documents are worth asking a model, and why.

    Each kind of record scores the paragraphs that speak of it near words of migration, asylum and removals. A document
    that scores nothing is what `dossier run --triage` does not ask. The words are lines of
    extraction/lexicons/triage/; what they cannot judge (another language, a kind of your own) is worth asking.

    \b
    Examples:
      dossier triage articles/
      dossier triage articles/ --kinds agreement,deportation_flight
      dossier triage articles/ --format json
      dossier run articles/ --engine openai/gpt-5-mini --triage --dry-run
    """
    from cli.visible import visible_line
    from core.settings import load_settings
    from extraction.reading import LeftOut, Unread, discover, read_documents
    from extraction.triage import triage as score
    from schemas.registry import select_kinds

    selected = select_kinds(split_kinds(kinds))
    settings = load_settings()
    asked = skipped = unreadable = 0
    for source in discover(sources):
        for document in read_documents(source, max_bytes=settings.max_document_bytes):
            if isinstance(document, LeftOut):
                continue
            if isinstance(document, Unread):
                unreadable += 1
                typer.echo(visible_line(f"error: {document.error.message}"), err=True)
                continue
            found = score(document, selected)
            asked, skipped = asked + found.is_worth_asking, skipped + (not found.is_worth_asking)
            name = document.source
            for line in [_json(name, found)] if form is Form.JSON else map(visible_line, _lines(name, found)):
                typer.echo(line)
    if form is Form.TEXT:
        others = f", {unreadable:,} unreadable" if unreadable else ""
        typer.echo(f"{counted(asked + skipped, 'document')}: {asked:,} worth asking, {skipped:,} not{others}")
    raise typer.Exit(1 if unreadable else 0)


def _lines(source: str, found: Triage) -> Iterator[str]:
    verdict = "ask" if found.is_worth_asking else "skip"
    scores = ", ".join(f"{kind} {score}" for kind, score in found.scores.items() if score)
    yield f"{verdict} {source}: {'; '.join(part for part in (scores, found.why) if part)}"
    words = [f"{entry.term} {count}" for entry, count in found.topic_words()[:MOST_SHOWN]]
    countries = [f"{code} {count}" for code, count in sorted(found.countries.items(), key=_by_count)[:MOST_SHOWN]]
    tables = [f"{found.tables} tables"] if found.tables else []
    because = "; ".join(", ".join(part) for part in (words, countries, tables) if part)
    if because:
        yield f"- by {because}"


def _by_count(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _json(source: str, found: Triage) -> str:
    words = [
        {"line": entry.origin, "term": entry.term, "value": entry.value, "count": count}
        for entry, count in found.words.items()
    ]
    return json.dumps(
        {
            "source": source,
            "ask": found.is_worth_asking,
            "scores": dict(found.scores),
            "why": found.why,
            "words": words,
            "countries": dict(found.countries),
            "tables": found.tables,
        },
        ensure_ascii=True,
    )
