"""An evaluation for people at a terminal: tables of 80 to 100 columns, and every difference with both values."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.visible import visible_line
from core.wording import counted
from evaluation.golden_paths import shortened
from evaluation.outcome import Average, Contrast, DocumentOutcome, Evaluation, Level, RecordOutcome, Score
from evaluation.regression import SAID
from evaluation.sameness import key_line

NARROWEST, WIDEST = 80, 100
QUOTE = 96
NONE = "–"
COLOURS = {"missing": "yellow", "wrong": "magenta", "spurious": "red", "forbidden": "bold red"}


def text(run: Evaluation, *, coloured: bool) -> str:
    """Return the evaluation as text, with escape sequences for colours if `coloured`."""
    out = io.StringIO()
    width = min(max(Console().width, NARROWEST), WIDEST)
    console = Console(file=out, width=width, force_terminal=coloured, highlight=False, markup=False, soft_wrap=False)
    console.print(_heading(run))
    console.print(_scores("Records", run.scores.records))
    console.print(_scores("Values of these records", run.scores.values))
    console.print(_plain("How they are framed (matched records)", run.scores.framing))
    faulty = {name: one for name, one in run.scores.fields.items() if one.wrong or one.missing or one.spurious}
    if faulty:
        console.print(_plain("Fields where something is not right", faulty))
    for line in _notes(run):
        console.print(line)
    for document in run.documents:
        differences = list(_differences(document))
        if differences:
            console.print(Text(f"\n{visible_line(document.name)}", style="bold"))
            for difference in differences:
                console.print(difference)
    if run.against is not None:
        _print_contrast(console, run.against)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _heading(run: Evaluation) -> str:
    total = run.scores.records.micro
    skipped = f" ({len(run.skipped)} skipped)" if run.skipped else ""
    return (
        f"{visible_line(run.engine)} on {counted(len(run.documents), 'document')}{skipped}: "
        f"{counted(total.correct + total.missing, 'record')} expected, {total.correct + total.spurious} found"
    )


def _table(title: str, last: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, padding=0)
    table.add_column("", overflow="fold", min_width=22)
    for name in ("right", "wrong", "miss", "extra", "P", "R", "F1"):
        table.add_column(name, justify="right", no_wrap=True)
    if last:
        table.add_column(last, no_wrap=True)
    return table


def _scores(title: str, level: Level) -> Table:
    table = _table(title, "95 %")
    for name, score in level.kinds.items():
        table.add_row(*_row(name, score), _interval(score.f1_interval))
    table.add_section()
    table.add_row(*_row("all together (micro)", level.micro), _interval(level.micro.f1_interval))
    macro = level.macro
    table.add_row("mean of kinds (macro)", "", "", "", "", *_rates(macro), _interval(macro.f1_interval))
    return table


def _plain(title: str, scores: Mapping[str, Score]) -> Table:
    table = _table(title, "")
    for name, score in scores.items():
        table.add_row(*_row(name, score))
    return table


def _row(name: str, score: Score) -> list[str]:
    counts = (score.correct, score.wrong, score.missing, score.spurious)
    return [name, *(str(count) if count else NONE for count in counts), *_rates(score)]


def _rates(score: Score | Average) -> list[str]:
    return [NONE if rate is None else f"{rate:.3f}" for rate in (score.precision, score.recall, score.f1)]


def _interval(interval: tuple[float, float] | None) -> str:
    return NONE if interval is None else f"{interval[0]:.2f}–{interval[1]:.2f}"


def _notes(run: Evaluation) -> Iterator[Text]:
    scores = run.scores
    yield Text(f"Records right in everything: {scores.exact_records} of {scores.records.micro.correct} matched.")
    if scores.empty_documents:
        yield Text(f"Documents that hold nothing: {scores.kept_empty} of {scores.empty_documents} stayed empty.")
    yield Text(
        f"Forbidden records found: {scores.forbidden}. Values and records that grounding refused: {scores.ungrounded}."
    )
    if scores.failed_documents:
        yield Text(f"Documents without an answer: {scores.failed_documents}.", style="red")
    by_reason: dict[str, list[str]] = {}
    for one in run.skipped:
        by_reason.setdefault(one.reason, []).append(one.name)
    for reason, names in by_reason.items():
        yield Text(f"Skipped, as {visible_line(reason)}: {_names(names)}", style="dim")


def _differences(document: DocumentOutcome) -> Iterator[Padding]:
    if document.failure is not None:
        yield _line("no answer", "", visible_line(document.failure), "red")
    for record in document.records:
        keys = visible_line(key_line(record.kind, record.expected or record.found or {}))
        if record.outcome != "matched":
            reason = f"  ({visible_line(record.reason)})" if record.reason else ""
            said = SAID[record.outcome]
            yield _line(said, record.kind, f"{keys}: “{_quote(record)}”{reason}", COLOURS[record.outcome])
        elif record.differences:
            optional = " (may be left out)" if record.optional else ""
            yield Padding(Text(f"{record.kind}{optional}: {keys}"), (0, 0, 0, 2))
        for value in record.differences:
            both = f"expected {_shown(value.expected)}, found {_shown(value.found)}"
            yield _line(value.outcome, value.path, both, COLOURS[value.outcome], indent=4)
    for refused in document.ungrounded:
        field = ".".join(part for part in (refused.kind, refused.field) if part)
        yield _line("refused", field, f"{_shown(refused.value)}: {visible_line(refused.reason)}", "blue")


def _line(said: str, where: str, rest: str, colour: str, *, indent: int = 2) -> Padding:
    line = Text.assemble((said, colour), f" {where}" if where else "", f": {rest}")
    return Padding(line, (0, 0, 0, indent))


def _quote(record: RecordOutcome) -> str:
    content = record.found if record.expected is None else record.expected
    quote = visible_line(str(((content or {}).get("quotes") or [""])[0]))
    return quote if len(quote) <= QUOTE else f"{quote[: QUOTE - 1]}…"


def _shown(value: object) -> str:
    return visible_line(shortened(value)) if value is not None else "nothing"


def _print_contrast(console: Console, contrast: Contrast) -> None:
    one, other = visible_line(contrast.one), visible_line(contrast.other)
    console.print(Text(f"\n{other} against {one}, on {counted(len(contrast.documents), 'document')}", style="bold"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("F1", one, other, "difference", "95 %"):
        table.add_column(name, overflow="fold")
    for name, level in (("records", contrast.records), ("values", contrast.values)):
        apart = NONE if level.difference is None else f"{level.difference:+.3f}"
        interval = NONE if level.interval is None else f"{level.interval[0]:+.3f} to {level.interval[1]:+.3f}"
        table.add_row(name, *(_rates(score)[2] for score in (level.one, level.other)), apart, interval)
    console.print(table)
    if contrast.not_compared:
        console.print(f"Not compared, as only one of the two read them: {_names(contrast.not_compared)}")
    document = ""
    for each in contrast.differences:
        if each.document != document:
            document = each.document
            console.print(Text(visible_line(document), style="bold"))
        quote = visible_line(each.quote)[:QUOTE]
        console.print(Padding(Text(f"{each.kind}: {each.one} → {each.other}: “{quote}”"), (0, 0, 0, 2)))
        for value in each.values:
            said = f"{value.path}: expected {_shown(value.expected)}: {_shown(value.one)} → {_shown(value.other)}"
            console.print(Padding(Text(said), (0, 0, 0, 4)))
    if not contrast.differences:
        console.print("No record differs.")


def _names(names: Iterable[str]) -> str:
    return ", ".join(visible_line(name) for name in names)
