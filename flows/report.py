"""What a run tells when it is over: what it did, and what the warehouse now holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from core.wording import counted
from flows.passed_over import PassedOver
from flows.run import Run, unanswered
from flows.run_lines import Outcome
from warehouse.checks import Finding, run_checks
from warehouse.query import open_in_bounds

SHOWN_SUFFIXES = 8
SUMMARY = Path(__file__).with_name("summary")


class KindTotal(BaseModel):
    """One kind in the warehouse: its records, and how many of their values the documents bear out."""

    kind: str
    records: int
    grounded: int
    ungrounded: int


class RejectTotal(BaseModel):
    """One reason for rejects, and how often it is given."""

    stage: str
    field: str
    reason: str
    rejects: int


class CheckTotal(BaseModel):
    """One data check that found something: how many rows, or why it could not be asked."""

    check: str
    severity: str
    finds: str
    rows: int
    problem: str | None = None


class WarehouseTotals(BaseModel):
    """What the published warehouse holds: the current facts; `checks` are those that found something wrong with it."""

    documents: int
    kinds: list[KindTotal]
    rejects: list[RejectTotal]
    checks: list[CheckTotal] = []

    @property
    def grounded_share(self) -> float | None:
        """The share of all extracted values that stand in their documents; None if there are no values."""
        grounded = sum(total.grounded for total in self.kinds)
        values = grounded + sum(total.ungrounded for total in self.kinds)
        return grounded / values if values else None


class RunReport(BaseModel):
    """The result of the flow."""

    run_id: str
    outcome: Outcome
    message: str | None
    """Why it stopped, if it did."""
    hint: str | None
    command: str
    engine: str
    documents: int
    extracted: int
    skipped: int
    failed: int
    not_asked: int = 0
    """Documents that triage kept from being asked."""
    unchanged: int = 0
    """Pages and lists that were fetched, or asked for, and are as they were."""
    vanished: list[str] = []
    """Pages that were there in an earlier run and are not any more; what they said stays."""
    left_out: dict[str, int] = {}
    """Files of no kind that is read, by their suffix: in folders, archives and mails."""
    tokens_saved: int = 0
    """About how many tokens that saved: an estimate."""
    records: int
    rejects: int
    cost_usd: float | None
    tokens: int
    failures: list[str] = []
    """Sources and documents that could not be done, each with why."""
    written: str | None = None
    """Where the whole report lies, for people."""
    problems: list[str] = []
    """What of the answers in a file could not be used, and what to type next."""
    notes: list[str] = []
    unanswered_kinds: list[str]
    """Kinds that this engine cannot yield anything for."""
    warehouse: Path
    is_default_warehouse: bool
    totals: WarehouseTotals

    def markdown(self) -> str:
        """Return the report as Prefect shows it."""
        share = self.totals.grounded_share
        lines = [
            f"# {self.outcome.replace('_', ' ').capitalize()}",
            f"- command: `{self.command}`",
            f"- this run: {counted(self.documents, 'document')}, {self.extracted:,} extracted, "
            f"{self.skipped:,} already done, {self.failed:,} failed; "
            f"{counted(self.records, 'record')}, {counted(self.rejects, 'reject')}",
            *([f"- {PassedOver(self.not_asked, self.tokens_saved)}"] if self.not_asked else []),
            *([f"- {self.left_out_line()}"] if self.left_out else []),
            *([f"- pages: {self.unchanged:,} unchanged"] if self.unchanged else []),
            *(f"- vanished, and what it said stays: `{address}`" for address in self.vanished),
            f"- cost: {'not known' if self.cost_usd is None else f'{self.cost_usd:.4f} USD'}, "
            f"{counted(self.tokens, 'token')}",
            f"- warehouse: `{self.warehouse}`, {counted(self.totals.documents, 'document')}",
            f"- grounded: {'no values' if share is None else f'{share:.1%} of the values'}",
        ]
        if self.message:
            lines.append(f"- stopped: {self.message}")
        return "\n".join([*lines, *self._checks()])

    def left_out_line(self) -> str:
        """Say which files were passed by."""
        suffixes = sorted(self.left_out.items(), key=lambda item: (-item[1], item[0]))
        kinds = ", ".join(f"{number:,} {suffix or 'without a suffix'}" for suffix, number in suffixes[:SHOWN_SUFFIXES])
        more = ", …" if len(suffixes) > SHOWN_SUFFIXES else ""
        return (
            f"left out, being of no kind that is read: {counted(sum(self.left_out.values()), 'file')} ({kinds}{more})"
        )

    def _checks(self) -> Iterator[str]:
        if not self.totals.checks:
            yield "- data checks: nothing found"
            return
        yield "\n| data check | severity | rows | finds |\n|---|---|---|---|"
        for total in self.totals.checks:
            said = f"{total.rows:,}" if total.problem is None else f"cannot be asked: {total.problem}"
            yield f"| {total.check} | {total.severity} | {said.replace('|', chr(92) + '|')} | {total.finds} |"

    def table(self) -> list[dict[str, Any]]:
        """Return the kinds as the rows of Prefect's table."""
        return [total.model_dump() for total in self.totals.kinds]


def report_on(run: Run, totals: WarehouseTotals) -> RunReport:
    """Return what `run` did, beside what the warehouse holds after it."""
    error = run.stop.error
    counts = run.counts
    return RunReport(
        run_id=run.run_id,
        outcome=run.outcome,
        message=error.message if error else None,
        hint=error.hint if error else None,
        command=run.request.command(),
        engine=run.engine.name,
        documents=counts.documents,
        extracted=counts.extracted,
        skipped=counts.skipped,
        failed=counts.failed,
        not_asked=counts.passed_over.documents,
        left_out=dict(counts.left_out),
        unchanged=run.intake.unchanged,
        vanished=run.intake.vanished,
        tokens_saved=counts.passed_over.tokens,
        records=counts.records,
        rejects=counts.rejects,
        cost_usd=run.budget.known_cost,
        tokens=run.budget.tokens,
        unanswered_kinds=unanswered(run.kinds, run.engine),
        warehouse=run.warehouse,
        is_default_warehouse=run.warehouse == run.settings.warehouse,
        totals=totals,
    )


def totals_of(warehouse: Path, touched: Collection[str] | None = None) -> WarehouseTotals:
    """Count what the published `warehouse` holds, and run the checks on it: those of single documents on `touched`.

    Raises WarehouseError if it cannot be opened.
    """
    with open_in_bounds(warehouse) as connection:

        def rows(name: str) -> list[dict[str, Any]]:
            result = connection.execute((SUMMARY / f"{name}.sql").read_text(encoding="utf-8"))
            columns = [column[0] for column in result.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]

        return WarehouseTotals.model_validate(
            {
                "documents": rows("documents")[0]["documents"],
                "kinds": rows("kinds"),
                "rejects": rows("rejects"),
                "checks": [
                    _total(finding) for finding in run_checks(connection, touched) if finding.rows or finding.problem
                ],
            }
        )


def _total(finding: Finding) -> CheckTotal:
    check = finding.check
    return CheckTotal(
        check=check.name, severity=check.severity, finds=check.title, rows=finding.rows, problem=finding.problem
    )
