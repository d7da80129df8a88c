"""`dossier extract`: one document to JSON, for working on a prompt, a schema, a rule or a word list."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import EngineOption, KindsOption, split_kinds

if TYPE_CHECKING:
    from core.document import Document
    from core.lines import ExtractionLine
    from extraction.engine import Engine
    from schemas.registry import Kind


class Form(StrEnum):
    """How a prompt or an explanation is shown: `text` to be read, `json` for programs (a prompt as it is sent)."""

    TEXT = "text"
    JSON = "json"


def extract(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="One document.")],
    engine: EngineOption = None,
    kinds: KindsOption = None,
    *,
    show_prompt: Annotated[
        bool, typer.Option("--show-prompt", help="Print what would be sent to the model, and send nothing.")
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Print by which rule and which lines of the word lists each record came about.",
        ),
    ] = False,
    form: Annotated[
        Form | None, typer.Option("--format", help="How --show-prompt and --explain print: to be read, or as JSON.")
    ] = None,
) -> None:
    """Extract one document and print what was found as JSON.

    That is its records with their evidence, and the rejects with their reasons. Nothing is written: no warehouse,
    no landing log, no Prefect run. --show-prompt prints the requests instead, and needs no key; --format json prints
    the body of each on a line, byte for byte what would go over the wire.

    --explain prints for each record of the built-in engine its sentence, the rule that made it, and the lines of the
    word lists without which it would not be there or would be another; then the sentences of which nothing was
    recorded, and the word that kept them from it.

    \b
    Examples:
      dossier extract article.md
      dossier extract article.md --kinds agreement,deportation_flight
      dossier extract https://www.example.org/news/pact.html
      dossier extract article.md --engine rules --explain
      dossier extract article.md --engine openai/gpt-5-mini --show-prompt
      dossier extract article.md --engine openai/gpt-5-mini --show-prompt --format json
    """
    import asyncio

    from core.errors import EngineError, UsageError
    from core.settings import load_settings
    from extraction.engines import open_engine
    from extraction.fetching.addresses import is_address
    from extraction.reading import discover, read_document
    from schemas.registry import select_kinds

    settings = load_settings()
    selected = select_kinds(split_kinds(kinds))
    if form and not (show_prompt or explain):
        raise UsageError(
            "--format says how a prompt or an explanation is shown", hint="Type --show-prompt or --explain, too."
        )
    opened = open_engine(engine or settings.engine, settings, to_ask=not show_prompt)
    if is_address(source):
        from flows.one_page import fetched_document

        document = asyncio.run(fetched_document(source, settings))
    else:
        discover([source])  # a path that does not exist is bad usage, a document that cannot be read is not
        document = read_document(source, max_bytes=settings.max_document_bytes)
    if show_prompt:
        asyncio.run(_show(document, selected, opened, form or Form.TEXT))
        return
    if explain:
        _explain(document, selected, opened, form or Form.TEXT)
        return
    line = asyncio.run(_extract(document, selected, opened))
    typer.echo(line.model_dump_json(indent=2, include={"source", "document_id", "engine", "records", "rejects"}))
    if line.status == "failed":
        raise EngineError(f"{source}: {line.rejects[0].reason}")


async def _show(document: Document, kinds: tuple[Kind, ...], engine: Engine, form: Form) -> None:
    from extraction.engines import RULES

    if engine.name == RULES:
        typer.echo("rules sends nothing: it reads the document on this machine, without a prompt")
        return
    from cli.prompt_text import prompt_text
    from extraction.engines.model.unsent import first_requests, shown_engine

    opened = shown_engine(engine)
    try:
        requests = await first_requests(document, kinds, opened)
    finally:
        await opened.aclose()
    for number, request in enumerate(requests, start=1):
        text = request.body if form is Form.JSON else prompt_text(request, number, len(requests))
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "surrogatepass"))


def _explain(document: Document, kinds: tuple[Kind, ...], engine: Engine, form: Form) -> None:
    from core.errors import UsageError
    from extraction.engines import RULES

    if engine.name != RULES:
        raise UsageError(
            f"{engine.name} does not go by rules: nothing of it can be explained",
            hint="Type --engine rules --explain; what a model is asked is shown by --show-prompt.",
        )
    from cli.explanation_text import explanation_lines
    from extraction.engines.rules.explanation import explain

    explanation = explain(document, kinds)
    if form is Form.JSON:
        typer.echo(explanation.model_dump_json(indent=2))
        return
    for line in explanation_lines(explanation):
        typer.echo(line)


async def _extract(document: Document, kinds: tuple[Kind, ...], engine: Engine) -> ExtractionLine:
    from extraction.engine import NoJournal, RunContext
    from extraction.pipeline import extract as extract_document
    from extraction.pipeline import extraction_id

    try:
        context = RunContext("extract", extraction_id(document, kinds, engine), NoJournal())
        return await extract_document(document, kinds, engine, context)
    finally:
        await engine.aclose()
