"""`dossier run`: the main job."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from cli.attending import EXIT_CODES, attend
from cli.options import EngineOption, KindsOption, SourceOption, SourcesFileOption, WarehouseOption, split_kinds
from core.errors import UsageError

SEEDS = Path("seeds")


def run(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="Files, folders, globs, addresses; default: seeds/.")
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
    source: SourceOption = None,
    sources_file: SourcesFileOption = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of documents that do not say theirs: es, fr, …")
    ] = None,
    tags: Annotated[
        list[str] | None, typer.Option("--tag", metavar="WORD", help="A word to find these sources by in SQL.")
    ] = None,
) -> None:
    """Extract what is new in documents and publish it for SQL.

    A source is a file, a folder, a pattern or an address: of a page, a feed, a sitemap, or a text file of addresses.
    Every value is checked against the document that it came from. What was extracted before is skipped, and a run
    that was stopped goes on where it was when the same command is typed again. With PREFECT_API_URL set, the run
    appears on that Prefect server; without, it brings its own.

    \b
    Examples:
      dossier run seeds
      dossier run articles/ 'trackers/*.md' --kinds agreement,deportation_flight
      dossier run https://www.example.org/news/feed.xml
      dossier run --source foreign-ministry
      dossier run articles/ --engine openai/gpt-5-mini --dry-run
      dossier run articles/ --engine openai/gpt-5-mini --max-cost 5
      dossier run articles/ --engine openai/gpt-5-mini --triage

    \b
    Exit codes: 0 all done; 1 some documents failed, the others are loaded; 2 bad usage, nothing started;
    3 stopped at the budget; 130 interrupted. After 3 and 130 the same command goes on.
    What hooks.toml names is told of a run that began. Where cron starts one, watch for 2, too, or use dossier serve.
    """
    started = time.monotonic()
    from core.settings import load_settings
    from flows.estimate import PaidEngine, estimate_run
    from flows.preflight import check
    from flows.request import RunRequest

    settings = load_settings()
    said = {"engine": engine, "kinds": split_kinds(kinds), "warehouse": warehouse, "language": language, "tags": tags}
    limits = {"limit": limit, "max_cost": max_cost, "max_tokens": max_tokens, "fresh": fresh, "triage": triage}
    named = _listed(source, sources_file, sources) or {"sources": sources or default_sources()}
    given = {name: value for name, value in {**said, **limits}.items() if value is not None}
    request = RunRequest.model_validate({**named, **given})
    opened = check(request, settings, to_ask=not dry_run)
    if dry_run or isinstance(opened, PaidEngine):
        typer.echo(str(estimate_run(request, settings, opened)), err=not dry_run)
    if dry_run:
        return
    raise typer.Exit(EXIT_CODES[attend(request, started).outcome])


def _listed(name: str | None, sources_file: Path | None, sources: list[str] | None) -> dict[str, object] | None:
    """Return what the list of sources says of the one called `name`; None if none was asked for."""
    if name is None:
        if sources_file is not None:
            raise UsageError("--sources names a list, and not which source of it", hint="Add --source NAME.")
        return None
    if sources:
        raise UsageError(f"--source {name} and {sources[0]} are two sources", hint="Type one of them.")
    from flows.source_list import SOURCES, load_sources

    return dict(load_sources(sources_file or SOURCES).named(name).request())


def default_sources() -> list[str]:
    """Return what is read where no source is given; raises UsageError where there are no seeds."""
    if SEEDS.is_dir():
        return [str(SEEDS)]
    raise UsageError("no sources given, and there is no folder seeds/ here", hint="Type: dossier run FILE-OR-FOLDER…")
