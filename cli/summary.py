"""What `dossier run` prints when it is over."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from cli.visible import visible_line
from core.wording import counted, from_here
from flows.passed_over import PassedOver
from flows.report import RunReport, WarehouseTotals
from schemas.registry import kinds

SHOWN_REASONS = 5
FIRST_QUERY = "SELECT kind, field, value, quote, source FROM citations LIMIT 10"


def summary(report: RunReport, seconds: float) -> str:
    """Return a compact account of the run and of what the warehouse now holds, with a query to try."""
    return "\n".join([*_this_run(report, seconds), "", *_warehouse(report), "", *_next(report)])


def _this_run(report: RunReport, seconds: float) -> Iterator[str]:
    yield (
        f"{counted(report.documents, 'document')}: {report.extracted:,} extracted, {report.skipped:,} already done, "
        f"{report.failed:,} failed ({report.engine}, {seconds:.1f} s)"
    )
    for failure in report.failures[:SHOWN_REASONS]:
        yield f"  {_cut(failure)}"
    if len(report.failures) > SHOWN_REASONS:
        yield f"  and {len(report.failures) - SHOWN_REASONS:,} more"
    if report.left_out:
        yield visible_line(report.left_out_line())
    if report.unchanged:
        yield f"{counted(report.unchanged, 'page')} unchanged since the last time"
    if report.vanished:
        more = f" and {len(report.vanished) - SHOWN_REASONS:,} more" if len(report.vanished) > SHOWN_REASONS else ""
        yield f"{counted(len(report.vanished), 'page')} vanished, and what was said there stays:{more}"
        yield from (f"  {_cut(address)}" for address in report.vanished[:SHOWN_REASONS])
    if report.not_asked:
        yield str(PassedOver(report.not_asked, report.tokens_saved))
    if report.tokens:
        cost = "cost not known" if report.cost_usd is None else f"{report.cost_usd:.4f} USD"
        yield f"{counted(report.tokens, 'token')}, {cost}"
    if report.unanswered_kinds:
        yield f"{report.engine} has nothing for these kinds, which stay empty: {', '.join(report.unanswered_kinds)}"


def _warehouse(report: RunReport) -> Iterator[str]:
    totals = report.totals
    yield f"{report.warehouse} holds {counted(totals.documents, 'document')} and"
    for total in totals.kinds:
        yield f"  {total.records:>7,} {_table(total.kind)}"
    if not any(total.records for total in totals.kinds):
        yield "        no records"
    share = totals.grounded_share
    if share is not None:
        values = counted(sum(total.grounded for total in totals.kinds), "value")
        yield f"{share:.1%} of what was extracted stands in the documents: {values} with their evidence"
    yield from _rejects(totals)
    yield from _checks(report)


def _checks(report: RunReport) -> Iterator[str]:
    for total in report.totals.checks:
        said = f"{total.rows:,} {'row' if total.rows == 1 else 'rows'}" if total.problem is None else "cannot be asked"
        yield f"{total.severity}: {total.finds}: {said} (dossier check{_configured(report)} {total.check})"


def _table(kind: str) -> str:
    """Return where the records of `kind` are, which is what the next query names."""
    known = kinds().get(kind)
    return known.table if known else kind


def _rejects(totals: WarehouseTotals) -> Iterator[str]:
    count = sum(total.rejects for total in totals.rejects)
    if count:
        yield f"{counted(count, 'reject')} of all runs; the most frequent reasons:"
    for total in totals.rejects[:SHOWN_REASONS]:
        where = f"{total.stage} {total.field}".strip()
        yield f"  {total.rejects:>7,} {_cut(where)}: {_cut(total.reason)}"


def _next(report: RunReport) -> Iterator[str]:
    if report.written:
        yield f"Report: {from_here(Path(report.written))}"
    can_go_on = report.outcome != "budget" or report.hint is None  # else the limit has to be another
    if report.outcome in ("interrupted", "budget", "stopped") and can_go_on:
        yield f"To go on from here: {report.command}"
    yield f'Try: dossier sql{_configured(report)} "{FIRST_QUERY}"'


def _configured(report: RunReport) -> str:
    """Return the option that the next command needs to find this warehouse."""
    return "" if report.is_default_warehouse else f" --warehouse {shlex.quote(str(report.warehouse))}"


def _cut(text: str) -> str:
    """Return `text` for one line of a terminal: a model may call a field what a terminal obeys."""
    line = visible_line(text)
    return line if len(line) <= 100 else f"{line[:99]}…"
