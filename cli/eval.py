"""`dossier eval`: an engine against the goldens."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import EngineOption, KindsOption, WarehouseOption, split_kinds
from core.errors import BudgetReachedError, UsageError

if TYPE_CHECKING:
    from core.settings import Settings
    from evaluation.baseline import Baseline
    from evaluation.outcome import Evaluation
    from evaluation.selection import Selection

FORMATS = ("table", "json", "html")


def evaluate(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Goldens, by how their names begin or by their documents; default: all."),
    ] = None,
    *,
    engine: EngineOption = None,
    goldens: Annotated[
        Path | None, typer.Option("--goldens", metavar="DIR", help="Their folder; default: tests/golden.")
    ] = None,
    kinds: KindsOption = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="ENGINE|FILE", help="Beside another engine, or an earlier run's JSON."),
    ] = None,
    format: Annotated[  # noqa: A002 - what the option is called
        str, typer.Option("--format", metavar="FORMAT", help="table, json (all of it) or html (one page).")
    ] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it into a file.")] = None,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Show what moved and make it the baseline; without --engine of all."),
    ] = False,
    max_cost: Annotated[float | None, typer.Option(min=0, metavar="USD", help="Stop at so many dollars.")] = None,
    max_tokens: Annotated[int | None, typer.Option(min=0, metavar="N", help="Stop at N tokens, in and out.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what a model would take, and ask nothing.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask a model anew for what it has answered.")] = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Score an engine against the goldens, field by field.

    It says what the engine finds, what it misses and what it makes up. Records are assigned to what is expected one to
    one, and every field is compared as its schema declares. Documents that this machine does not have are named and
    left out.

    What a model answers is kept in the landing log beside the warehouse, like the answers of a run: no answer is paid
    for twice, and stopped at --max-cost or --max-tokens the same command goes on. Nothing of it is loaded but the
    calls and what they cost.

    \b
    Examples:
      dossier eval
      dossier eval --engine rules --kinds agreement,stance
      dossier eval seeds
      dossier eval 003 --format html --output page.html
      dossier eval --format json --output before.json
      dossier eval --against before.json
      dossier eval --engine openai/gpt-5-mini --dry-run
      dossier eval --engine openai/gpt-5-mini --against rules --max-cost 2
      dossier eval --engine rules --accept
      dossier eval --accept

    \b
    Exit codes: 0 as good as the baseline, or none is kept for this engine; 1 below it; 2 bad usage; 3 stopped at the
    budget: the documents that were answered are scored, and the same command goes on.
    """
    from cli.eval_asking import Spending, estimated, evaluated, opened, stopped_by_budget, typed
    from core.settings import load_settings
    from evaluation.contrast import contrast
    from evaluation.golden import Goldens
    from evaluation.selection import select
    from schemas.registry import select_kinds

    if format not in FORMATS:
        raise UsageError(f"there is no format {format!r}", hint=f"The formats are: {', '.join(FORMATS)}.")
    if accept and (names or kinds):
        raise UsageError("a baseline is about all goldens and kinds", hint="Leave out the names and --kinds.")
    if accept and dry_run:
        raise UsageError("a dry run has nothing to accept", hint="Leave out --accept or --dry-run.")
    settings = load_settings()
    settings = settings.model_copy(update={"warehouse": warehouse or settings.warehouse})
    selection = select(Goldens(goldens or settings.goldens), names or [], select_kinds(split_kinds(kinds)))
    if accept and engine is None:
        _accept_all(selection, settings)
        return
    earlier = _earlier_run(against)
    said = {"--engine": engine, "--goldens": goldens, "--kinds": kinds, "--against": against, "--output": output}
    limits = {"--max-cost": max_cost, "--max-tokens": max_tokens, "--warehouse": warehouse}
    spending = Spending(settings, max_cost, max_tokens, fresh, typed(names or [], {**said, **limits}))
    engines = [engine or settings.engine, *([against] if against is not None and earlier is None else [])]
    asked = opened(engines, selection, spending, to_ask=not dry_run)
    if dry_run:
        typer.echo("\n".join(f"{one.name}: {estimated(one, spending)}" for one in asked))
        return
    run, *others = (evaluated(one, spending) for one in asked)
    stopped = next(filter(None, map(stopped_by_budget, (run, *others))), None)
    before = others[0] if others else earlier
    if before is not None and stopped is None:
        run = run.model_copy(update={"against": contrast(before, run)})
    if run.documents or stopped is None:
        _give_out(run, selection, settings, (format, output))
    if stopped is not None:
        raise BudgetReachedError(stopped, hint=f"To go on from here: {spending.command}")
    _hold_against_baseline(run, selection, accept=accept)


def _hold_against_baseline(run: Evaluation, selection: Selection, *, accept: bool) -> None:
    """Say how the run stands to its baseline, or make it that; ends the command with 1 if it is below."""
    from evaluation.baseline import read_baseline, write_baseline

    folder = selection.goldens.folder
    baseline = read_baseline(folder)
    if accept:
        file = write_baseline(folder, _accepted(run, selection, baseline, baseline))
        typer.echo(f"{file}: the baseline of {run.engine} is this run. Commit it with what changed.", err=True)
    elif run.engine in baseline.engines and _is_below(run, selection, baseline):
        raise typer.Exit(1)


def _earlier_run(against: str | None) -> Evaluation | None:
    """Return the run that a file holds; None where `against` names an engine."""
    if against is None or not against.endswith(".json"):
        return None
    from pydantic import ValidationError

    from evaluation.outcome import Evaluation

    try:
        return Evaluation.model_validate_json(Path(against).read_bytes())
    except OSError as error:
        raise UsageError(
            f"cannot read {against}: {error.strerror}", hint="Make it: dossier eval --format json --output FILE.json"
        ) from error
    except ValidationError as error:
        raise UsageError(
            f"{against} is no evaluation: {error.errors(include_url=False, include_input=False)[0]['msg']}",
            hint="It is made by: dossier eval --format json --output FILE.json",
        ) from error


def _give_out(run: Evaluation, selection: Selection, settings: Settings, form: tuple[str, Path | None]) -> None:
    """Print the run in its format, or write it into a file."""
    from cli.whole_file import whole_file

    format, output = form  # noqa: A001
    if format == "json":
        content = run.model_dump_json(indent=1) + "\n"
    elif format == "html":
        from cli.eval_page import page

        content = page(run, {task.golden.name: task.document.text for task in selection.tasks})
    else:
        from cli.eval_text import text

        content = text(run, coloured=output is None and sys.stdout.isatty())
    if output is None:
        typer.echo(content, nl=False)
        return
    with whole_file(output, settings.warehouse) as unfinished:
        unfinished.write_text(content, encoding="utf-8", newline="\n")
    typer.echo(f"{output}: {run.engine} on {len(run.documents)} of the goldens", err=True)


def _is_below(run: Evaluation, selection: Selection, baseline: Baseline) -> bool:
    """Say on standard error how the run stands to its baseline; return whether anything is below it."""
    from cli.visible import visible
    from evaluation.regression import changes, explained, has_fallen

    moved = changes(run, baseline, selection.goldens.names())
    said = explained(moved, run.engine, selection.goldens.folder) if moved else "As the baseline says."
    typer.echo(visible(said), err=True)
    return has_fallen(moved)


def _accepted(run: Evaluation, selection: Selection, before: Baseline, into: Baseline) -> Baseline:
    """Show what changed since `before`, and return `into` with this run in it."""
    from cli.visible import visible
    from evaluation.baseline import baseline_of
    from evaluation.regression import changes, listed

    moved = changes(run, before, selection.goldens.names())
    if moved:
        typer.echo(visible("\n".join([f"{run.engine}:", *listed(moved)])), err=True)
    return into.with_engine(run.engine, baseline_of(run, before.engines.get(run.engine)))


def _accept_all(selection: Selection, settings: Settings) -> None:
    """Make the baseline anew, of the rules and of every recording: of what has no recording any more, none is kept."""
    from evaluation.baseline import Baseline, read_baseline, write_baseline
    from evaluation.running import evaluate as evaluate_engine
    from evaluation.selection import engines_under_test

    folder = selection.goldens.folder
    before, after = read_baseline(folder), Baseline()
    for engine in engines_under_test(folder):
        after = _accepted(evaluate_engine(engine, selection, settings), selection, before, after)
    for gone in before.engines.keys() - after.engines.keys():
        typer.echo(f"{gone} is gone", err=True)
    file = write_baseline(folder, after)
    typer.echo(f"{file}: the baseline of {len(after.engines)} engines. Commit it with what changed.", err=True)
