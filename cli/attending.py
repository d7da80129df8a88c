"""A run at the terminal from its first line of progress to its last word, and what the command exits with."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:  # Prefect takes seconds to import
    from flows.report import RunReport
    from flows.request import RunRequest

EXIT_CODES = {"done": 0, "failed_documents": 1, "stopped": 1, "budget": 3, "interrupted": 130}


def attend(request: RunRequest, started: float) -> RunReport:
    """Run the flow of `request` and print what came of it; `started` is when the command began, on the clock's count.

    Ends the command with 130 if the run is interrupted while it starts or loads.
    """
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
    return report
