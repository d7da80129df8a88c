"""`dossier batch`: requests as files for OpenAI's Batch API, and their answers back."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.attending import EXIT_CODES, attend
from cli.options import EngineOption, KindsOption, WarehouseOption, split_kinds
from core.wording import counted

if TYPE_CHECKING:
    from flows.batch_export import ExportReport, ExportRequest
    from flows.batch_plan import ImportRequest

batch = typer.Typer(
    name="batch",
    help="Requests to a model as files, and their answers back.",
    epilog="Begin with: dossier batch export reports/ --engine openai/gpt-5-mini --output requests.jsonl",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@batch.command("export")
def batch_export(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="Files, folders, globs; default: seeds/.")
    ] = None,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write, a new one.")],
    engine: EngineOption = None,
    kinds: KindsOption = None,
    warehouse: WarehouseOption = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most N new documents.")] = None,
    triage: Annotated[
        bool, typer.Option("--triage", help="Leave out documents with nothing in them (dossier triage).")
    ] = False,
) -> None:
    """Write what a model would be asked into a batch file.

    These are JSON Lines for OpenAI's Batch API, one a request, its body byte for byte what `dossier run` would send.
    What was answered already is left out. Nothing is sent, and no key is needed. What is more than OpenAI takes in one
    file (50,000 requests, 200 MB) goes to FILE-2, FILE-3, … The texts go into the landing log: importing the answers
    takes nothing else.

    \b
    Examples:
      dossier batch export articles/ --engine openai/gpt-5-mini --output requests.jsonl
      dossier batch export articles/ --engine openai/gpt-5-mini --kinds agreement,stance -o pacts.jsonl
      dossier batch export archive/ --engine openai/gpt-5-mini --triage -o requests.jsonl

    \b
    Exit codes: 0 all done; 1 some documents could not be read, or their answers cannot be used; 2 bad usage.
    """
    from cli.run import default_sources
    from core.settings import load_settings
    from flows.batch_export import ExportRequest, export_batch

    request = ExportRequest(
        sources=sources or default_sources(),
        engine=engine,
        kinds=split_kinds(kinds),
        warehouse=warehouse,
        limit=limit,
        triage=triage,
        output=output,
    )
    report = export_batch(request, load_settings())
    _tell_exported(request, report)
    if report.unusable or report.estimate.unreadable:
        raise typer.Exit(1)


@batch.command("import")
def batch_import(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files of answers, from anywhere.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Import answers from files, and publish what they tell.

    Takes the output and the error file of OpenAI's Batch API, and lines that any other server answered: a custom_id
    and a response. Every answer is on disk before it is read. Lines that cannot be used are named, and cost nothing of
    the others; what has no answer yet is in the next export. Importing a file twice is the same as importing it once.

    \b
    Examples:
      dossier batch import batch_output.jsonl
      dossier batch import output.jsonl errors.jsonl --warehouse /data/dossier.duckdb

    \b
    Exit codes: 0 all done; 1 some lines or documents failed, the others are loaded; 2 bad usage, or no line of any use;
    130 interrupted, and the same command goes on.
    """
    from core.settings import load_settings
    from flows.batch_plan import plan_import

    plan = plan_import(files, warehouse, load_settings())
    problems = plan.problems.texts()
    _tell(problems)
    codes = [_import(request) for request in plan.requests]
    sys.stdout.flush()
    raise typer.Exit(max([*codes, 1 if problems else 0]))


def _import(request: ImportRequest) -> int:
    """Import the answers of one engine; return the exit code."""
    report = attend(request, time.monotonic())
    _tell([*report.problems, *report.notes])
    return EXIT_CODES[report.outcome] or (1 if report.problems else 0)


def _tell(texts: list[str]) -> None:
    from cli.visible import visible  # the name of a file may hold what a terminal obeys

    for text in texts:
        typer.echo(visible(text), err=True)


def _tell_exported(request: ExportRequest, report: ExportReport) -> None:
    typer.echo(str(report.estimate))
    if report.parts or report.reasks:
        typer.echo(f"of these {report.parts:,} for parts of long documents, {report.reasks:,} for records asked again")
    for file in report.files:
        typer.echo(f"{file}: {file.stat().st_size:,} bytes")
    if report.files:
        typer.echo(f"When they are answered: {request.import_command()}")
    if report.answered:
        again = f"import the file of their answers again, or type: {request.typed('run')}"
        _tell([f"{counted(report.answered, 'document')} answered, and not extracted: {again}"])
    _tell([f"its answer cannot be used: {reason}" for reason in report.unusable])
