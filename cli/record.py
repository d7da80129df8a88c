"""`dossier record`: an engine's raw answers, kept beside the goldens; and what still holds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import EngineOption
from core.wording import counted, from_here

if TYPE_CHECKING:
    from pathlib import Path


def record(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="Documents with a golden; default: all of them.")
    ] = None,
    *,
    engine: EngineOption = None,
    case: Annotated[
        str | None, typer.Option("--case", metavar="NAME", help="Keep the answers under this name; default: answer.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Record again what is recorded already.")] = False,
    max_cost: Annotated[float | None, typer.Option(min=0, metavar="USD", help="Stop at so many dollars.")] = None,
    max_tokens: Annotated[int | None, typer.Option(min=0, metavar="N", help="Stop at N tokens, in and out.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what a model would take, and ask nothing.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="List all recordings, and what does not hold any more.")
    ] = False,
    restamp: Annotated[
        bool, typer.Option("--restamp", help="Validate answers written by hand again; SOURCE then names their files.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --restamp: write without asking.")] = False,
) -> None:
    """Keep an engine's raw answers as golden recordings.

    They go to tests/golden/DOCUMENT/recordings/ENGINE/CASE.json, and `--engine replay` serves them again without a
    network: parsing, validation, re-asks and grounding run for real. A recording whose prompt, schema or document has
    changed is stale: it is left out, and --check names it with the command that makes it anew. Answers written by
    hand are stamped anew by --restamp, which shows what they then come to.

    What a model answers is kept in the landing log beside the warehouse, too: no answer is paid for twice, unless
    --replace or --case asks for another one. --max-cost and --max-tokens are hard: what was answered is recorded, and
    the command that is printed goes on.

    \b
    Examples:
      dossier record --engine openai/gpt-5-mini --dry-run
      dossier record --engine openai/gpt-5-mini --max-cost 2
      dossier record --engine openai/gpt-5-mini seeds/ --case second-try
      dossier record --check
      dossier record --restamp

    \b
    Exit codes: 0 all done; 1 some documents could not be recorded, or some recordings do not hold; 2 bad usage;
    3 stopped at the budget.
    """
    from cli.record_asking import Limits, Typed, record_engine
    from core.errors import UsageError
    from core.settings import load_settings

    settings = load_settings()
    if check and restamp:
        raise UsageError("--check and --restamp are two things", hint="Type one of them.")
    if check:
        _check(settings.goldens, sources or [])
    elif restamp:
        _restamp(settings.goldens, sources or [], yes=yes)
    else:
        typed = Typed(engine or settings.engine, sources or [], case, replace, Limits(max_cost, max_tokens, dry_run))
        record_engine(typed, settings)


def _check(goldens: Path, sources: list[str]) -> None:
    import asyncio

    from core.errors import UsageError
    from extraction.recordings.checking import checked
    from extraction.recordings.store import Stored, stored

    if sources:
        raise UsageError("--check takes no SOURCE: it lists all recordings")

    async def all_checked() -> list[Stored]:
        return [await checked(each) for each in stored(goldens)]

    found = asyncio.run(all_checked())
    for each in found:
        typer.echo(f"{'fresh' if each.is_fresh else 'STALE'}  {from_here(each.path)}")
        if not each.is_fresh:
            typer.echo(f"       {'; '.join(each.problems)}\n       to make it anew: {each.remedy}")
    stale = sum(not each.is_fresh for each in found)
    typer.echo(f"{counted(len(found), 'recording')}, {stale} of them stale", err=True)
    if stale:
        raise typer.Exit(1)


def _restamp(goldens: Path, paths: list[str], *, yes: bool) -> None:
    import asyncio
    from pathlib import Path

    from extraction.reading import read_document
    from extraction.recordings.format import write_recording
    from extraction.recordings.restamping import SLUG, restamp
    from extraction.recordings.store import golden_of, stored

    named = [Path(path) for path in paths] or [each.path for each in stored(goldens) if each.slug == SLUG]
    stamped = unchanged = 0
    for path in named:
        document = read_document(golden_of(goldens, path).path)
        anew = asyncio.run(restamp(path, document))
        if anew.difference:
            typer.echo(f"{from_here(path)} comes to something else:\n{anew.difference}\n")
            if not (yes or typer.confirm("Write it?")):
                continue
        else:
            unchanged += 1
        write_recording(path, anew.recording)
        stamped += 1
    typer.echo(f"{stamped} of {len(named)} stamped; {unchanged} come to what they came to before", err=True)
    if stamped < len(named):
        raise typer.Exit(1)
