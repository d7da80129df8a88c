"""`dossier serve`: the main job again and again, at its times."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import EngineOption, KindsOption, WarehouseOption, split_kinds
from core.errors import UsageError

if TYPE_CHECKING:
    from cli.log_lines import LogLines
    from core.settings import Settings
    from flows.request import RunRequest
    from flows.schedule import Schedule
    from flows.serving import Job

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
    from cli.log_lines import log_lines
    from core.settings import load_settings
    from flows.request import RunRequest
    from flows.serving import Job

    settings = load_settings()
    schedule = _schedule(every, cron, time_zone)
    if sources:
        _refuse_options({"--sources": sources_file}, "names sources, and so does SOURCE")
        if schedule is None:
            raise UsageError("when? neither --every nor --cron is given", hint="Try: --every '30 minutes'")
        request = RunRequest(
            sources=sources, engine=engine, kinds=split_kinds(kinds), warehouse=warehouse, max_cost=max_cost
        )
        jobs: Callable[[], Sequence[Job]] = [Job("sources", request, schedule)].copy
    else:
        given_here = {"--engine": engine, "--kinds": kinds, "--max-cost": max_cost}
        _refuse_options(given_here, "is for a SOURCE; in sources.toml each source, or [defaults], says its own")
        jobs = _Listed(sources_file or _default_list(), warehouse, schedule, log_lines(settings))
    _check([job.request for job in jobs()], settings)
    raise typer.Exit(_serve(jobs, warehouse or settings.warehouse, log_lines(settings), at_once))


def _serve(jobs: Callable[[], Sequence[Job]], warehouse: Path, tell: LogLines, at_once: int) -> int:
    import asyncio

    from filelock import FileLock, Timeout

    from flows.serving import Service
    from warehouse.layout import layout

    folder = layout(warehouse).folder / "serve"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "lock", blocking=False):
            for job in jobs():
                tell("scheduled", job.name, when=str(job.schedule), command=job.request.command())
            return ENDINGS[asyncio.run(Service(jobs, folder, tell, at_once).serve())]
    except Timeout as error:
        raise UsageError(
            f"another dossier serve looks after {warehouse} already",
            hint="Stop that one, or add what it should run to its sources.toml.",
        ) from error


class _Listed:
    """The jobs of a list of sources, which is read again when it has changed; a wrong change leaves the old ones."""

    def __init__(self, path: Path, warehouse: Path | None, otherwise: Schedule | None, tell: LogLines) -> None:
        self._path = path
        self._warehouse = warehouse
        self._otherwise = otherwise
        self._tell = tell
        self._seen = self._state()
        self._jobs = self._read()

    def __call__(self) -> Sequence[Job]:
        state = self._state()
        if state != self._seen:
            self._seen = state
            try:
                self._jobs = self._read()
                self._tell("read again", note=f"{self._path}: {len(self._jobs)} sources with a schedule")
            except UsageError as error:
                self._tell("not read", note=f"{error.message}; what was scheduled before stays")
        return self._jobs

    def _state(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def _read(self) -> list[Job]:
        from flows.serving import jobs_of
        from flows.source_list import load_sources

        jobs = jobs_of(load_sources(self._path), self._warehouse, self._otherwise)
        if not jobs:
            raise UsageError(
                f"no source of {self._path} has a schedule",
                hint='Give one a line such as schedule = "0 6 * * *", or all of them one with --every or --cron.',
            )
        return jobs


def _check(requests: list[RunRequest], settings: Settings) -> None:
    """Raise UsageError for what no run of these could do; which documents there are is looked at by each run."""
    from extraction.engines import open_engine
    from flows.preflight import check_warehouse
    from schemas.registry import select_kinds

    for request in requests:
        kinds = select_kinds(request.kinds)
        open_engine(request.engine_name(settings), settings).kinds_answered(kinds)
        check_warehouse(request.warehouse_path(settings))


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


def _default_list() -> Path:
    from flows.source_list import SOURCES

    return SOURCES
