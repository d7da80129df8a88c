"""What a run found that is new in the world: agreements, statuses that changed, removals, contradictions, failures.

Built on the difference to the state before the run: what is new to the warehouse is new in the world unless another
document had told the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import duckdb

from warehouse.diff import RecordChange, diff_runs
from warehouse.runs import RunState, before

FOLDER = Path(__file__).with_name("news")
QUOTES = """
    SELECT record_id, quote FROM citations WHERE field = 'quotes.0' AND list_contains($ids, record_id)"""


@dataclass(frozen=True)
class Item:
    """One thing worth telling: `about` whom or what, its `status`, and the document's words for it.

    `told`: for the first time, again as another document had it, or otherwise than `elsewhere`. `more` records of the
    same run say the same.
    """

    record_id: str
    source: str
    about: str
    status: str
    quote: str | None
    told: Literal["first", "again", "otherwise"]
    elsewhere: str | None = None
    more: int = 0


@dataclass(frozen=True)
class Failure:
    """A source or document that could not be done."""

    source: str
    stage: str
    reason: str

    @property
    def said(self) -> str:
        """The reason, with the source in it once."""
        return self.reason if self.reason.startswith(self.source) else f"{self.source}: {self.reason}"


@dataclass
class News:
    """What one run brought. `added`, `changed` and `gone` count its records by kind, `again` those told before."""

    agreements: list[Item] = field(default_factory=list)
    statuses: list[Item] = field(default_factory=list)
    removals: list[Item] = field(default_factory=list)
    conflicts: list[Item] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    again: int = 0

    @property
    def is_news(self) -> bool:
        """Whether there is anything of the world in it."""
        return bool(self.agreements or self.statuses or self.removals or self.conflicts)


def news_of(con: duckdb.DuckDBPyConnection, known: list[RunState], run: RunState) -> News:
    """Return what `run`, one of the runs that are `known`, brought against the state before it."""
    news = News()
    if run.has_changed:
        changes = diff_runs(con, before(known, run), run).records
        for change in changes:
            {"added": news.added, "changed": news.changed, "gone": news.gone}[change.what][change.kind] += 1
        _add_facts(con, news, changes)
    values = {"run": run.run_id, "began": run.started_at or run.ended_at, "ended": run.ended_at}
    news.failures = [Failure(*row) for row in con.execute(_sql("failures"), values).fetchall()]
    return news


def _add_facts(con: duckdb.DuckDBPyConnection, news: News, changes: list[RecordChange]) -> None:
    added = [change.after.record_id for change in changes if change.what == "added" and change.after]
    touched = [change.after.record_id for change in changes if change.after]
    for item in _once(_items(con, "agreements", added)):
        match item.told:
            case "first":
                news.agreements.append(item)
            case "otherwise":
                news.conflicts.append(item)
            case "again":
                news.again += 1
    removals = _once(_items(con, "removals", added))
    news.removals = [item for item in removals if item.told == "first"]
    news.again += sum(item.told == "again" for item in removals)
    news.conflicts += _items(con, "disagreements", touched)
    news.statuses = list(_changed_statuses(con, changes))


def _once(items: list[Item]) -> list[Item]:
    """Return each thing once that several records tell in the same words."""
    by_words: dict[tuple[str, str, str], Item] = {}
    for item in items:
        words = (item.about, item.status, item.told)
        first = by_words.get(words)
        by_words[words] = replace(first, more=first.more + 1) if first else item
    return list(by_words.values())


def _changed_statuses(con: duckdb.DuckDBPyConnection, changes: list[RecordChange]) -> Iterator[Item]:
    """Yield the records that have another status than their source had given them before."""
    changed = {
        change.after.record_id: (change, one)
        for change in changes
        if change.after
        for one in change.fields
        if one.path == "status"
    }
    quotes = dict(con.execute(QUOTES, {"ids": list(changed)}).fetchall())
    about = {item.record_id: item.about for name in ("agreements", "removals") for item in _items(con, name, changed)}
    for record_id, (change, one) in changed.items():
        status = f"{one.before or 'unknown'} → {one.after or 'unknown'}"
        named = about.get(record_id) or _named(change)
        yield Item(record_id, change.source, named, status, quotes.get(record_id), "otherwise")


def _named(change: RecordChange) -> str:
    values = (value if isinstance(value, list) else [value] for value in change.keys.values())
    return f"{change.kind.replace('_', ' ')}: " + ", ".join(str(one) for value in values for one in value)


def _items(con: duckdb.DuckDBPyConnection, name: str, ids: Iterable[str]) -> list[Item]:
    return [Item(*row) for row in con.execute(_sql(name), {"ids": list(ids)}).fetchall()]


def _sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
