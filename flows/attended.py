"""A run that somebody started at a terminal: Prefect stays in the background, signals end the run cleanly."""

from __future__ import annotations

import asyncio
import logging
import os
import pkgutil
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from core.settings import load_settings
from flows.private_api import connection
from flows.progress import Progress, watching
from flows.report import RunReport
from flows.request import RunRequest
from warehouse.layout import layout


def run_attended(request: RunRequest, progress: Progress) -> RunReport:
    """Run the flow against the configured Prefect server or a private one, and return its report.

    Raises what the flow raised, and KeyboardInterrupt for Ctrl-C or SIGTERM outside the extraction.
    """
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "WARNING")
    folder = layout(request.warehouse_path(load_settings())).folder / "prefect"
    with _interrupted_by_sigterm(), connection(folder, meanwhile=lambda: _import_flow(request)):
        watching.set(progress)
        return asyncio.run(_report(request))


async def _report(request: RunRequest) -> RunReport:
    from prefect.exceptions import TerminationSignal

    for name in ("prefect.flow_runs", "prefect.task_runs"):  # errors reach the caller, who prints them
        logging.getLogger(name).propagate = False
    try:
        state = await pkgutil.resolve_name(request.flow)(request, return_state=True)
    except TerminationSignal:
        raise KeyboardInterrupt from None
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
def _interrupted_by_sigterm() -> Iterator[None]:
    """Treat SIGTERM like Ctrl-C where nothing else handles it."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
