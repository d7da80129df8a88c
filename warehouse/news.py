"""What a run found that is new in the world: agreements, statuses that changed, removals, contradictions, failures.

Built on the difference to the state before the run: what is new to the warehouse is new in the world unless another
document had told the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import duckdb

from warehouse.diff import RecordChange, changes_brought
from warehouse.pairing import FieldChange
from warehouse.runs import RunState, before

FOLDER = Path(__file__).with_name("news")
QUOTES = "SELECT record_id, quote FROM citations SEMI JOIN given USING (record_id) WHERE field = 'quotes.0'"
GIVE = "INSERT INTO given SELECT unnest(CAST($ids AS JSON)::VARCHAR[])"


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


@dataclass(frozen=True)
class _Restated:
    """A record that has another status than before; `named` is what tells it from others of its kind."""

    record_id: str
    source: str
    named: str
    field: FieldChange


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

    def as_json(self) -> dict[str, Any]:
        """Return it for programs: `asdict` alone would count the counts."""
        counts = {"added": dict(self.added), "changed": dict(self.changed), "gone": dict(self.gone)}
        return {**asdict(self), **counts, "is_news": self.is_news}


def news_of(con: duckdb.DuckDBPyConnection, known: list[RunState], run: RunState) -> News:
    """Return what `run`, one of the runs that are `known`, brought against the state before it.

    Leaves temporary tables behind: `given`, what is asked about, can be all of a warehouse, and stays in the database;
    `told_by` names the sources that documents were found at, where that is not the first one.
    """
    news = News()
    values = {"run": run.run_id, "began": run.started_at or run.ended_at, "ended": run.ended_at}
    if run.has_changed:
        con.execute(_sql("told_by"), {name: values[name] for name in ("began", "ended")})
        added, changed, restated = _count(news, changes_brought(con, before(known, run), run))
        news.added.update(dict(con.execute("SELECT kind, count(*) FROM brought GROUP BY kind").fetchall()))
        con.execute("CREATE OR REPLACE TEMP TABLE given AS SELECT record_id FROM brought")
        con.execute(GIVE, _ids(added))
        _add_facts(con, news)
        con.execute(GIVE, _ids(changed))
        news.conflicts += _items(con, "disagreements")
        con.execute("DELETE FROM given")
        con.execute(GIVE, _ids(one.record_id for one in restated))
        news.statuses = _changed_statuses(con, restated)
    news.failures = [Failure(*row) for row in con.execute(_sql("failures"), values).fetchall()]
    return news


def _count(news: News, changes: Iterable[RecordChange]) -> tuple[list[str], list[str], list[_Restated]]:
    """Count the changes; return the ids of records that are new and of those that changed, and the new statuses."""
    added: list[str] = []
    changed: list[str] = []
    restated: list[_Restated] = []
    for change in changes:
        {"added": news.added, "changed": news.changed, "gone": news.gone}[change.what][change.kind] += 1
        if change.after is not None:
            (added if change.what == "added" else changed).append(change.after.record_id)
            restated += [
                _Restated(change.after.record_id, change.source, _named(change), one)
                for one in change.fields
                if one.path == "status"
            ]
    return added, changed, restated


def _add_facts(con: duckdb.DuckDBPyConnection, news: News) -> None:
    for item in _once(_items(con, "agreements")):
        match item.told:
            case "first":
                news.agreements.append(item)
            case "otherwise":
                news.conflicts.append(item)
            case "again":
                news.again += 1
    removals = _once(_items(con, "removals"))
    news.removals = [item for item in removals if item.told == "first"]
    news.again += sum(item.told == "again" for item in removals)


def _once(items: list[Item]) -> list[Item]:
    """Return each thing once that several records tell in the same words."""
    by_words: dict[tuple[str, str, str], Item] = {}
    for item in items:
        words = (item.about, item.status, item.told)
        first = by_words.get(words)
        by_words[words] = replace(first, more=first.more + 1) if first else item
    return list(by_words.values())


def _changed_statuses(con: duckdb.DuckDBPyConnection, restated: list[_Restated]) -> list[Item]:
    """Return the records that have another status than their source had given them before."""
    quotes = dict(con.execute(QUOTES).fetchall())
    about = {item.record_id: item.about for name in ("agreements", "removals") for item in _items(con, name)}
    return [
        Item(
            record_id=one.record_id,
            source=one.source,
            about=about.get(one.record_id) or one.named,
            status=f"{one.field.before or 'unknown'} → {one.field.after or 'unknown'}",
            quote=quotes.get(one.record_id),
            told="otherwise",
        )
        for one in sorted(restated, key=lambda one: (one.source, one.named, one.record_id))
    ]


def _named(change: RecordChange) -> str:
    values = (value if isinstance(value, list) else [value] for value in change.keys.values())
    return f"{change.kind.replace('_', ' ')}: " + ", ".join(str(one) for value in values for one in value)


def _items(con: duckdb.DuckDBPyConnection, name: str) -> list[Item]:
    return [Item(*row) for row in con.execute(_sql(name)).fetchall()]


def _ids(ids: Iterable[str]) -> dict[str, str]:
    return {"ids": json.dumps(list(ids))}


def _sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
