"""Telling of a run: a report beside the warehouse, one in Prefect, and whoever `hooks.toml` names.

None of it may fail a run that has done its work: what cannot be told is said where the run says everything.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import jinja2
from pydantic import BaseModel

from core.errors import DossierError
from core.settings import Settings, load_settings
from flows.hooks import Event, Hooks, Limits, fire, read_hooks
from flows.report import RunReport
from flows.request import RunRequest
from warehouse.drift import Drift, drifts
from warehouse.layout import layout
from warehouse.news import News, news_of
from warehouse.query import open_warehouse
from warehouse.runs import runs

LEAST_REJECTS = 5
"""Fewer are no matter of a share."""
TEMPLATE = Path(__file__).with_name("summary") / "report.md.j2"
Say = Callable[[str], None]


class Told(BaseModel):
    """What is told of a run: the body of a hook, and the report as JSON. Without `report`, the run broke off."""

    events: list[Event]
    run_id: str
    command: str
    outcome: str
    message: str | None
    written: str | None = None
    """The report as a file, for people."""
    report: RunReport | None = None
    news: dict[str, Any] = {}
    drift: list[dict[str, Any]] = []


async def tell(report: RunReport, settings: Settings, say: Say) -> str:
    """Write the report of a run that is over, fire the hooks, and return it as Prefect shows it: without quotes."""
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
        news={**asdict(news), "is_news": news.is_news},
        drift=[_as_json(one) for one in drift],
    )
    problems += _write(report.warehouse, told, page_of(report, news, drift))
    problems += await fire(hooks.hook, told.events, told.model_dump_json())
    for problem in problems:
        say(problem)
    return page_of(report, news, drift, quotes=False)


@asynccontextmanager
async def told_if_it_breaks_off(request: RunRequest, run_id: str, say: Say) -> AsyncIterator[None]:
    """Tell of a run that ends in an error, which is raised on: nothing of it was published."""
    try:
        yield
    except Exception as error:
        settings = load_settings()
        # What an error of somebody else's says may quote a document or a key.
        message = str(error) if isinstance(error, DossierError) else f"unexpected {type(error).__name__}"
        told = Told(events=["failure"], run_id=run_id, command=request.command(), outcome="failed", message=message)
        hooks, problems = _hooks(settings)
        page = f"# Failed\n- command: `{told.command}`\n\n```text\n{message}\n```\n"
        problems += _write(request.warehouse_path(settings), told, page)
        problems += await fire(hooks.hook, told.events, told.model_dump_json())
        for problem in problems:
            say(problem)
        raise


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
    with open_warehouse(report.warehouse) as con:
        known = runs(con)
        run = next((one for one in known if one.run_id == report.run_id), None)
        if run is None:  # it landed nothing, not even that it began
            return News(), []
        earlier = [one for one in known[: known.index(run)] if one.engine == run.engine and one.extractions]
        return news_of(con, known, run), drifts(con, run, earlier[-limits.runs :], limits.drift)


def _write(warehouse: Path, told: Told, page: str) -> list[str]:
    """Write both reports; return what kept them from being written."""
    folder = layout(warehouse).reports
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{told.run_id}"
    told.written = str(folder / f"{name}.md")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.md").write_text(page, encoding="utf-8")
        (folder / f"{name}.json").write_text(told.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        told.written = None
        return [f"cannot write the report into {folder}: {error.strerror or error}"]
    return []


def _as_json(drift: Drift) -> dict[str, Any]:
    return {**asdict(drift), "share": drift.share, "earlier_share": drift.earlier_share, "told": str(drift)}


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=False, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Markdown
    environment.filters["plain"] = plain
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
