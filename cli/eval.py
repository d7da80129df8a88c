"""`dossier eval`: an engine against the goldens."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import EngineOption, KindsOption, split_kinds
from core.errors import UsageError

if TYPE_CHECKING:
    from core.settings import Settings
    from evaluation.baseline import Baseline
    from evaluation.outcome import Evaluation
    from evaluation.selection import Selection, Task
    from extraction.engine import Engine

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
) -> None:
    """Score an engine against the goldens, field by field.

    It says what the engine finds, what it misses and what it makes up. Records are assigned to what is expected one to
    one, and every field is compared as its schema declares. Documents that this machine does not have are named and
    left out.

    \b
    Examples:
      dossier eval
      dossier eval --engine rules --kinds agreement,stance
      dossier eval seeds
      dossier eval 003 --format html --output page.html
      dossier eval --format json --output before.json
      dossier eval --against before.json
      dossier eval --engine openai/gpt-5-mini --against rules
      dossier eval --engine rules --accept
      dossier eval --accept

    \b
    Exit codes: 0 as good as the baseline, or none is kept for this engine; 1 below it; 2 bad usage.
    """
    from core.settings import load_settings
    from evaluation.baseline import read_baseline, write_baseline
    from evaluation.contrast import contrast
    from evaluation.golden import Goldens
    from evaluation.running import evaluate as evaluate_engine
    from evaluation.selection import select
    from schemas.registry import select_kinds

    if format not in FORMATS:
        raise UsageError(f"there is no format {format!r}", hint=f"The formats are: {', '.join(FORMATS)}.")
    if accept and (names or kinds):
        raise UsageError("a baseline is about all goldens and kinds", hint="Leave out the names and --kinds.")
    settings = load_settings()
    folder = goldens or settings.goldens
    selection = select(Goldens(folder), names or [], select_kinds(split_kinds(kinds)))
    if accept and engine is None:
        _accept_all(selection, settings)
        return
    earlier = _earlier_run(against)
    run = evaluate_engine(engine or settings.engine, selection, settings, Attended())
    if against is not None:
        before = earlier or evaluate_engine(against, selection, settings, Attended())
        run = run.model_copy(update={"against": contrast(before, run)})
    _give_out(run, selection, settings, (format, output))
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


class Attended:
    """Says what a paid engine will take, and counts its documents at a terminal; see `evaluation.running.Progress`."""

    def __init__(self) -> None:
        self._total = self._done = 0

    def begin(self, engine: Engine, tasks: Sequence[Task]) -> None:
        """Say what will be sent, where that costs something."""
        from cli.cost import say_the_cost
        from extraction.engine import Request

        self._total, self._done = len(tasks), 0
        say_the_cost(engine, [Request(task.document, task.asked) for task in tasks])

    def finish(self, _task: Task) -> None:
        """Count a document: a model takes its time."""
        self._done += 1
        if sys.stderr.isatty():
            end = "\n" if self._done == self._total else ""
            typer.echo(f"\r{self._done} of {self._total} documents{end}", nl=False, err=True)
