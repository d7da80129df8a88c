"""A run that somebody started at a terminal: Prefect stays in the background, signals end the run cleanly."""

from __future__ import annotations

import asyncio
import logging
import os
import pkgutil
import signal
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType
from typing import NoReturn

from core.settings import load_settings
from flows.private_api import connection
from flows.progress import Progress, watching
from flows.report import RunReport
from flows.request import RunRequest
from flows.stopping import handling_signals
from warehouse.layout import layout

INTERRUPTED = 130
"""The exit code of an interrupted run, as shells have it."""


def run_attended(request: RunRequest, progress: Progress) -> RunReport:
    """Run the flow against the configured Prefect server or a private one, and return its report.

    Raises what the flow raised, and KeyboardInterrupt for Ctrl-C or SIGTERM outside the extraction; while the run is
    still starting up, either ends the process.
    """
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "WARNING")
    folder = layout(request.warehouse_path(load_settings())).folder / "prefect"
    with ExitStack() as stack:
        with _left_at_once(progress, interruption(request)):
            stack.enter_context(connection(folder, meanwhile=lambda: _import_flow(request)))
        stack.enter_context(_interrupted_by_sigterm())
        watching.set(progress)
        return _ended(request)


def interruption(request: RunRequest) -> str:
    """Return what an interrupted run is told to type."""
    return f"Interrupted. What was landed is kept; to go on: {request.command()}"


def _ended(request: RunRequest) -> RunReport:
    """Run the flow to its end. Prefect's own handler for SIGTERM raises wherever the process is: also between tasks."""
    from prefect.exceptions import TerminationSignal

    try:
        return asyncio.run(_report(request))
    except TerminationSignal:
        raise KeyboardInterrupt from None
    except RuntimeError as error:  # DuckDB's word for a signal that met it in the middle of a query
        if isinstance(error.__cause__, TerminationSignal | KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise


async def _report(request: RunRequest) -> RunReport:
    for name in ("prefect.flow_runs", "prefect.task_runs"):  # errors reach the caller, who prints them
        logging.getLogger(name).propagate = False
    state = await pkgutil.resolve_name(request.flow)(request, return_state=True)
    result: object = await state.aresult(raise_on_failure=False)
    if isinstance(result, BaseException):
        raise result
    return RunReport.model_validate(result)


def _import_flow(request: RunRequest) -> None:
    with warnings.catch_warnings():
        # A home that cannot be written is no matter here: nothing of a run is kept there.
        warnings.filterwarnings("ignore", message="Failed to create the Prefect home")
        pkgutil.resolve_name(request.flow)


@contextmanager
def _left_at_once(progress: Progress, message: str) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the process at once, with `message` and exit code 130.

    For the seconds in which Prefect is imported and its server starts: nothing is begun that would have to be ended,
    and an exception in the middle of somebody's import is swallowed by some, turned into another by others. The
    server ends by itself when its standard input closes.
    """

    def leave(_number: int, _frame: FrameType | None) -> NoReturn:
        with suppress(RuntimeError):  # it may have been in the middle of writing
            progress.close()
        os.write(2, f"{message}\n".encode())
        os._exit(INTERRUPTED)

    with handling_signals(leave):
        yield


@contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    """Treat SIGTERM like Ctrl-C where nothing else handles it."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
