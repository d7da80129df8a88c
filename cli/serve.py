"""`dossier serve`: the main job again and again, at its times."""

from __future__ import annotations

import shlex
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import EngineOption, KindsOption, WarehouseOption, split_kinds
from core.errors import DossierError, UsageError

if TYPE_CHECKING:
    from core.settings import Settings
    from flows.request import RunRequest
    from flows.schedule import Schedule
    from flows.serving import Timetable

ENDINGS = {signal.SIGTERM: 0, signal.SIGINT: 130}


def serve(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="As for run; default: every source in sources.toml.")
    ] = None,
    *,
    every: Annotated[str | None, typer.Option(metavar="TIME", help="'15 minutes', 6h, day.")] = None,
    cron: Annotated[str | None, typer.Option(metavar="FIELDS", help="'0 6 * * *' is six every morning.")] = None,
    time_zone: Annotated[str, typer.Option(metavar="ZONE", help="In which --cron is meant.")] = "UTC",
    sources_file: Annotated[
        Path | None, typer.Option("--sources", metavar="FILE", help="Another sources.toml.")
    ] = None,
    engine: EngineOption = None,
    kinds: KindsOption = None,
    warehouse: WarehouseOption = None,
    max_cost: Annotated[float | None, typer.Option(min=0, metavar="USD", help="For each run of SOURCE.")] = None,
    at_once: Annotated[int, typer.Option(min=1, metavar="N", help="Runs at the same time.")] = 2,
) -> None:
    """Run sources again and again, each at its times.

    On this machine, until Ctrl-C or SIGTERM. Each run is `dossier run` in a process of its own. A run that is still
    going is not started a second time; runs that were missed, because the machine slept or the service was stopped,
    are caught up by one, and so is one that was interrupted. What each run printed is kept in serve/ beside the
    warehouse. A change of sources.toml is seen within half a minute.

    \b
    Examples:
      dossier serve articles/ --every '30 minutes'
      dossier serve 'trackers/*.md' --cron '0 6 * * *' --time-zone Europe/Berlin
      dossier serve
      dossier serve --sources /etc/dossier/sources.toml --warehouse /var/lib/dossier/dossier.duckdb

    \b
    Exit codes: 0 ended by SIGTERM; 2 bad usage, nothing started; 130 ended by Ctrl-C.
    """
    from core.settings import load_settings

    settings = load_settings()
    try:
        timetable = _timetable(
            sources,
            sources_file,
            schedule=_schedule(every, cron, time_zone),
            said={"engine": engine, "kinds": split_kinds(kinds), "max_cost": max_cost},
            warehouse=warehouse,
        )
        _check([job.request for job in timetable.jobs], settings)
        ended = _serve(timetable, warehouse or settings.warehouse, settings, at_once)
    except DossierError as error:
        _tell_if_nobody_reads(error, settings)
        raise
    raise typer.Exit(ENDINGS[ended])


def _timetable(
    sources: list[str] | None,
    sources_file: Path | None,
    *,
    schedule: Schedule | None,
    said: Mapping[str, object],
    warehouse: Path | None,
) -> Timetable:
    from flows.request import RunRequest
    from flows.serving import Job, ListedTimetable, Timetable
    from flows.source_list import SOURCES

    if not sources:
        given_here = {f"--{name.replace('_', '-')}": value for name, value in said.items()}
        _refuse_options(given_here, "is for a SOURCE; in sources.toml each source, or [defaults], says its own")
        return ListedTimetable(sources_file or SOURCES, warehouse, schedule)
    _refuse_options({"--sources": sources_file}, "names sources, and so does SOURCE")
    if schedule is None:
        raise UsageError("when? neither --every nor --cron is given", hint="Try: --every '30 minutes'")
    return Timetable(
        [Job("sources", RunRequest.model_validate({**said, "sources": sources, "warehouse": warehouse}), schedule)]
    )


def _serve(timetable: Timetable, warehouse: Path, settings: Settings, at_once: int) -> signal.Signals:
    import asyncio

    from filelock import FileLock, Timeout

    from cli.log_lines import log_lines
    from flows.serving.service import Service, folder_of

    tell, folder = log_lines(settings), folder_of(warehouse)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "lock", blocking=False):
            for job in timetable.jobs:
                tell("scheduled", job.name, when=str(job.schedule), command=job.request.command())
            return asyncio.run(Service(timetable, warehouse, tell, at_once).serve())
    except Timeout as error:
        raise UsageError(
            f"another dossier serve looks after {warehouse} already",
            hint="Stop that one, or add what it should run to its sources.toml.",
        ) from error


def _tell_if_nobody_reads(error: DossierError, settings: Settings) -> None:
    """Fire the hooks for a service that could not be started, unless somebody sits at the terminal who is told so."""
    if sys.stderr.isatty():
        return
    import asyncio

    from flows.telling import failure, tell_failure

    told = failure(shlex.join(["dossier", *sys.argv[1:]]), "refused", str(error))
    for problem in asyncio.run(tell_failure(told, settings, None)):
        typer.echo(problem, err=True)


def _check(requests: list[RunRequest], settings: Settings) -> None:
    """Raise UsageError for what no run of these could do; which documents there are is looked at by each run."""
    from extraction.engines import open_engine
    from flows.hooks import read_hooks
    from flows.preflight import check_warehouse
    from schemas.registry import select_kinds

    for request in requests:
        kinds = select_kinds(request.kinds)
        open_engine(request.engine_name(settings), settings).kinds_answered(kinds)
        check_warehouse(request.warehouse_path(settings))
    read_hooks(settings.hooks)


def _schedule(every: str | None, cron: str | None, time_zone: str) -> Schedule | None:
    from flows.schedule import Schedule, parse_interval, parse_schedule

    if every is not None and cron is not None:
        raise UsageError("--every and --cron exclude each other", hint="Give one of them.")
    try:
        if every is not None:
            return Schedule(every=parse_interval(every))
        return None if cron is None else parse_schedule(cron, time_zone)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _refuse_options(options: Mapping[str, object], why: str) -> None:
    given = [name for name, value in options.items() if value is not None]
    if given:
        raise UsageError(f"{', '.join(given)} {why}", hint=f"Leave {', '.join(given)} out.")
