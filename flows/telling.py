"""Telling of a run: a report beside the warehouse, one in Prefect, and whoever `hooks.toml` names.

None of it may fail a run that has done its work: what cannot be told is said where the run says everything.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import jinja2

from core.errors import DossierError
from core.settings import Settings, load_settings
from flows.hooks import Event, Hooks, Limits, fire, read_hooks
from flows.report import RunReport
from flows.request import RunRequest
from flows.told import Told, write_report
from warehouse.drift import Drift, drifts
from warehouse.news import News, news_of
from warehouse.query import open_in_bounds
from warehouse.runs import runs

LEAST_REJECTS = 5
"""Fewer are no matter of a share."""
TEMPLATE = Path(__file__).with_name("summary") / "report.md.j2"
Say = Callable[[str], None]


async def tell(report: RunReport, settings: Settings, say: Say) -> tuple[RunReport, str]:
    """Write the report of a run that is over, and fire the hooks.

    Returns the report, which then says where it was written and what failed, and its page as Prefect shows it: without
    quotes.
    """
    hooks, problems = _hooks(settings)
    try:
        news, drift = _found(report, hooks.limits)
    except (DossierError, duckdb.Error) as error:
        news, drift = News(), []
        problems.append(f"cannot tell what is new: {error}")
    told = Told(
        events=events_of(report, news, drift, hooks.limits),
        run_id=report.run_id,
        command=report.command,
        outcome=report.outcome,
        message=report.message,
        report=report,
        news=news.as_json(),
        drift=[_as_json(one) for one in drift],
    )
    problems += write_report(report.warehouse, told, page_of(report, news, drift))
    problems += await fire(hooks.hook, told.events, told.model_dump_json())
    for problem in problems:
        say(problem)
    shown = report.model_copy(update={"written": told.written, "failures": [one.said for one in news.failures]})
    return shown, page_of(report, news, drift, quotes=False)


@asynccontextmanager
async def told_if_it_breaks_off(request: RunRequest, run_id: str, say: Say) -> AsyncIterator[None]:
    """Tell of a run that ends in an error, which is raised on: nothing of it was published."""
    try:
        yield
    except Exception as error:
        # What an error of somebody else's says may quote a document or a key.
        message = str(error) if isinstance(error, DossierError) else f"unexpected {type(error).__name__}"
        settings = load_settings()
        told = failure(request.command(), "failed", message, run_id)
        for problem in await tell_failure(told, settings, request.warehouse_path(settings)):
            say(problem)
        raise


def failure(command: str, outcome: str, message: str, run_id: str | None = None) -> Told:
    """Return what is told of a `command` that published nothing."""
    return Told(events=["failure"], run_id=run_id, command=command, outcome=outcome, message=message)


async def tell_failure(told: Told, settings: Settings, warehouse: Path | None) -> list[str]:
    """Fire the hooks for a `failure`, and write its report beside `warehouse`; return what went wrong with that."""
    hooks, problems = _hooks(settings)
    if warehouse is not None:
        page = f"# {told.outcome.capitalize()}\n- command: `{told.command}`\n\n```text\n{told.message}\n```\n"
        problems += write_report(warehouse, told, page)
    return problems + await fire(hooks.hook, told.events, told.model_dump_json())


def events_of(report: RunReport, news: News, drift: list[Drift], limits: Limits) -> list[Event]:
    """Return what happened of all that a hook can listen to."""
    found = report.records + report.rejects
    many_rejects = report.rejects >= LEAST_REJECTS and report.rejects > limits.rejects_share * found
    happened: dict[Event, bool] = {
        "failure": report.outcome in ("stopped", "failed_documents", "budget"),
        "rejects": many_rejects,
        "drift": bool(drift),
        "news": news.is_news,
    }
    return [event for event, is_so in happened.items() if is_so]


def page_of(report: RunReport, news: News, drift: list[Drift], *, quotes: bool = True) -> str:
    """Return the report as Markdown. Texts of documents and addresses are shown as they are, and mean nothing in it.

    What documents say word for word stays beside the warehouse: `quotes` are not for a server that others may read.
    """
    page = _template().render(report=report, news=news, drift=drift, quotes=quotes)
    return re.sub(r"\n{3,}", "\n\n", page).rstrip() + "\n"


def plain(text: object) -> str:
    """Return `text` on one line, with nothing in it that Markdown, HTML or a terminal obeys."""
    line = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~&:@$])", r"\\\1", line)


def _hooks(settings: Settings) -> tuple[Hooks, list[str]]:
    """Return the hooks, or none and why; a wrong file was refused when the run began, and may have changed since."""
    try:
        return read_hooks(settings.hooks), []
    except DossierError as error:
        return Hooks(), [str(error)]


def _found(report: RunReport, limits: Limits) -> tuple[News, list[Drift]]:
    with open_in_bounds(report.warehouse) as con:
        known = runs(con)
        run = next((one for one in known if one.run_id == report.run_id), None)
        if run is None:  # it landed nothing, not even that it began
            return News(), []
        earlier = [one for one in known[: known.index(run)] if one.engine == run.engine and one.extractions]
        return news_of(con, known, run), drifts(con, run, earlier[-limits.runs :], limits.drift)


def _as_json(drift: Drift) -> dict[str, Any]:
    return {**asdict(drift), "share": drift.share, "earlier_share": drift.earlier_share, "told": str(drift)}


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=False, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Markdown
    environment.filters["plain"] = plain
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
