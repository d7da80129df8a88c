"""`dossier extract`: one document to JSON, for working on a prompt, a schema or a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import EngineOption, KindsOption, split_kinds

if TYPE_CHECKING:
    from core.document import Document
    from core.lines import CallLine, ExtractionLine
    from extraction.engine import Engine
    from schemas.registry import Kind


def extract(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="One document.")],
    engine: EngineOption = None,
    kinds: KindsOption = None,
    *,
    show_prompt: Annotated[
        bool, typer.Option("--show-prompt", help="Print what the engine would be asked, and ask nothing.")
    ] = False,
) -> None:
    """Extract one document and print what was found as JSON.

    That is its records with their evidence, and the rejects with their reasons. Nothing is written: no warehouse,
    no landing log, no Prefect run.

    \b
    Examples:
      dossier extract article.md
      dossier extract article.md --kinds agreement,deportation_flight
      dossier extract article.md --engine openai/gpt-5-mini --show-prompt
    """
    import asyncio

    from core.errors import EngineError
    from core.settings import load_settings
    from extraction.engine import Request
    from extraction.engines import open_engine
    from extraction.reading import discover, read_document
    from schemas.registry import select_kinds

    settings = load_settings()
    selected = select_kinds(split_kinds(kinds))
    opened = open_engine(engine or settings.engine, settings)
    discover([source])  # a path that does not exist is bad usage, a document that cannot be read is not
    document = read_document(source, max_bytes=settings.max_document_bytes)
    if show_prompt:
        typer.echo(opened.rendered(Request(document, selected)))
        return
    line = asyncio.run(_extract(document, selected, opened))
    typer.echo(line.model_dump_json(indent=2, include={"source", "document_id", "engine", "records", "rejects"}))
    if line.status == "failed":
        raise EngineError(f"{source}: {line.rejects[0].reason}")


class Forgetful:
    """A journal for one extraction that leaves nothing behind; matches `extraction.engine.Journal`."""

    def answered(self, _request_hash: str) -> None:
        """Know of no earlier answer."""

    def record(self, call: CallLine) -> None:
        """Keep nothing."""


async def _extract(document: Document, kinds: tuple[Kind, ...], engine: Engine) -> ExtractionLine:
    from extraction.engine import RunContext
    from extraction.pipeline import extract as extract_document
    from extraction.pipeline import extraction_id

    try:
        context = RunContext("extract", extraction_id(document, kinds, engine), Forgetful())
        return await extract_document(document, kinds, engine, context)
    finally:
        await engine.aclose()
