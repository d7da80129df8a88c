"""`dossier run`: the main job."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from cli.options import EngineOption, KindsOption, WarehouseOption, split_kinds
from core.errors import UsageError

EXIT_CODES = {"done": 0, "failed_documents": 1, "stopped": 1, "budget": 3, "interrupted": 130}
SEEDS = Path("seeds")


def run(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="Files, folders, globs; default: seeds/.")
    ] = None,
    *,
    engine: EngineOption = None,
    kinds: KindsOption = None,
    warehouse: WarehouseOption = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Extract at most N new documents.")] = None,
    max_cost: Annotated[float | None, typer.Option(min=0, metavar="USD", help="Stop at so many dollars.")] = None,
    max_tokens: Annotated[int | None, typer.Option(min=0, metavar="N", help="Stop at N tokens, in and out.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would take, and do nothing.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Extract again what is already done.")] = False,
    triage: Annotated[
        bool, typer.Option("--triage", help="Do not ask a model about documents with nothing in them (dossier triage).")
    ] = False,
) -> None:
    """Extract what is new in documents and publish it for SQL.

    Every value is checked against the document that it came from. What was extracted before is skipped, and a run
    that was stopped goes on where it was when the same command is typed again. With PREFECT_API_URL set, the run
    appears on that Prefect server; without, it brings its own.

    \b
    Examples:
      dossier run seeds
      dossier run articles/ 'trackers/*.md' --kinds agreement,deportation_flight
      dossier run articles/ --engine openai/gpt-5-mini --dry-run
      dossier run articles/ --engine openai/gpt-5-mini --max-cost 5
      dossier run articles/ --engine openai/gpt-5-mini --triage

    \b
    Exit codes: 0 all done; 1 some documents failed, the others are loaded; 2 bad usage, nothing started;
    3 stopped at the budget; 130 interrupted. After 3 and 130 the same command goes on.
    """
    started = time.monotonic()
    from core.settings import load_settings
    from flows.estimate import PaidEngine, estimate_run
    from flows.preflight import check
    from flows.request import RunRequest

    settings = load_settings()
    request = RunRequest(
        sources=sources or default_sources(),
        engine=engine,
        kinds=split_kinds(kinds),
        warehouse=warehouse,
        limit=limit,
        max_cost=max_cost,
        max_tokens=max_tokens,
        fresh=fresh,
        triage=triage,
    )
    opened = check(request, settings, to_ask=not dry_run)
    if dry_run or isinstance(opened, PaidEngine):
        typer.echo(str(estimate_run(request, settings, opened)), err=not dry_run)
    if dry_run:
        return

    from cli.summary import summary
    from cli.terminal import terminal_progress
    from flows.attended import interruption, run_attended

    progress = terminal_progress()
    try:
        report = run_attended(request, progress)
    except KeyboardInterrupt:
        typer.echo(interruption(request), err=True)
        raise typer.Exit(EXIT_CODES["interrupted"]) from None
    finally:
        progress.close()
    typer.echo(summary(report, time.monotonic() - started))
    if report.message:
        typer.echo(f"error: {report.message}", err=True)
        typer.echo(report.hint or f"To go on from here: {report.command}", err=True)
    sys.stdout.flush()
    raise typer.Exit(EXIT_CODES[report.outcome])


def default_sources() -> list[str]:
    """Return what is read where no source is given; raises UsageError where there are no seeds."""
    if SEEDS.is_dir():
        return [str(SEEDS)]
    raise UsageError("no sources given, and there is no folder seeds/ here", hint="Type: dossier run FILE-OR-FOLDER…")
