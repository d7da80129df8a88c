"""`sources.toml`: what is read again and again, each source with its name, its kinds, its engine and its schedule.

[defaults]                        # what holds for every source that does not say otherwise
schedule = "0 6 * * *"            # or an interval: "every 30 minutes", "6h"
time_zone = "Europe/Berlin"

[[source]]
name = "foreign-ministry"
address = "https://ministry.example/news/feed.xml"
kinds = ["agreement", "engagement"]
engine = "rules"
language = "es"                   # of documents that do not say theirs
tags = ["official"]
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from core.errors import FetchError, UsageError
from extraction.fetching.addresses import is_address, normal_address
from flows.request import RunRequest
from flows.schedule import Schedule, check_time_zone, parse_schedule
from schemas.registry import select_kinds

SOURCES = Path("sources.toml")
"""Where the list is looked for, beside where the command is typed, unless the settings say otherwise."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,79}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class SourceDefaults(BaseModel):
    """What one source of the list says, or all of them in `[defaults]`."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kinds: list[Words] | None = Field(None, description="Kinds of record to extract; all of them if not given.")
    engine: Words | None = Field(None, description="rules, openai/<model>, …; the configured one if not given.")
    schedule: Words | None = Field(
        None, description='"every 15 minutes", "6h", or cron: "0 6 * * *". Without one it is run by hand.'
    )
    time_zone: Words = Field("UTC", description="The time zone in which a cron schedule is meant.")
    language: Words | None = Field(None, description="Language of documents that do not say theirs: es, fr, …")
    tags: list[Words] = Field([], description="Words to find runs and documents by.")

    @field_validator("time_zone")
    @classmethod
    def _is_time_zone(cls, name: str) -> str:
        return check_time_zone(name)

    @field_validator("kinds")
    @classmethod
    def _are_kinds(cls, kinds: list[str] | None) -> list[str] | None:
        try:
            select_kinds(kinds)
        except UsageError as error:
            raise ValueError(error.message) from error
        return kinds

    @model_validator(mode="after")
    def _is_schedule(self) -> SourceDefaults:
        if self.schedule is not None:
            parse_schedule(self.schedule, self.time_zone)
        return self


class SourceEntry(SourceDefaults):
    """One source of the list."""

    name: Name = Field(description="What it is called: lower case letters, digits, dots and hyphens.")
    address: Words = Field(description="A file, a folder, a pattern, or an address: page, feed, sitemap, list of them.")

    @field_validator("address")
    @classmethod
    def _is_fetchable(cls, address: str) -> str:
        try:
            return normal_address(address) if is_address(address) else address
        except FetchError as error:
            raise ValueError(error.message) from error

    @property
    def when(self) -> Schedule | None:
        """When it is to be run; None if only by hand."""
        return None if self.schedule is None else parse_schedule(self.schedule, self.time_zone)

    def request(self, warehouse: Path | None = None) -> RunRequest:
        """Return the run that reads this source."""
        return RunRequest(
            sources=[self.address],
            kinds=self.kinds,
            engine=self.engine,
            warehouse=warehouse,
            language=self.language,
            tags=self.tags,
        )


class SourceList(BaseModel):
    """The sources of one file, in its order."""

    model_config = ConfigDict(frozen=True)

    path: Path
    entries: tuple[SourceEntry, ...]

    def named(self, name: str) -> SourceEntry:
        """Return the source called `name`; raises UsageError, with the names there are, if there is none."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        names = ", ".join(entry.name for entry in self.entries)
        raise UsageError(f"{self.path} has no source {name!r}; it has {names}", hint="See them with: dossier sources")


def load_sources(path: Path = SOURCES) -> SourceList:
    """Return the sources in the file `path`; raises UsageError, with file, line and source, for all that is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(
            f"There is no list of sources {path}",
            hint="Copy sources.example.toml to that name and name your sources in it; docs/how-to/fetch.md says how.",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint=f"Check it: ls -l {path}") from error
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is no TOML: {error}", hint="https://toml.io shows how it is written.") from error
    return _Reader(path, text).read(content)


class _Reader:
    """Checks all entries, so that one look at the error mends all of them."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._problems: list[str] = []

    def read(self, content: dict[str, Any]) -> SourceList:
        tables = content.get("source", [])
        for key in content.keys() - {"source", "defaults"}:
            self._problems.append(f"line {self._key_line(key)}: {key}: only [defaults] and [[source]] are known here")
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self._wrong([f"line {self._key_line('source')}: write [[source]] above each source"])
        given = content.get("defaults", {})
        defaults = given if self._defaults_hold(given) else {}
        entries = [entry for number, table in enumerate(tables) if (entry := self._entry(number, defaults | table))]
        self._refuse_namesakes(entries)
        if not tables and not self._problems:
            self._problems.append("it names no source: begin one with [[source]], name = … and address = …")
        if self._problems:
            raise self._wrong(self._problems)
        return SourceList(path=self._path, entries=tuple(entries))

    def _defaults_hold(self, given: object) -> bool:
        try:
            SourceDefaults.model_validate(given)
        except ValidationError as error:
            self._note(error, "[defaults]", self._header(r"\[\s*defaults\s*\]", 0))
            return False
        return True

    def _entry(self, number: int, table: dict[str, Any]) -> SourceEntry | None:
        try:
            return SourceEntry.model_validate(table)
        except ValidationError as error:
            name = table.get("name")
            which = f"source {name!r}" if isinstance(name, str) else f"source {number + 1}"
            self._note(error, which, self._header(r"\[\[\s*source\s*\]\]", number))
            return None

    def _refuse_namesakes(self, entries: list[SourceEntry]) -> None:
        for name, times in Counter(entry.name for entry in entries).items():
            if times > 1:
                self._problems.append(f"{times} sources are called {name!r}: give each its own name")

    def _note(self, error: ValidationError, which: str, start: int) -> None:
        for detail in error.errors(include_url=False):
            field = str(detail["loc"][0]) if detail["loc"] else "schedule"
            reason = detail["msg"].removeprefix("Value error, ")
            if detail["type"] == "extra_forbidden":
                reason = f"there is no such key; the keys are {', '.join(SourceEntry.model_fields)}"
            self._problems.append(f"line {self._line(start, field)}, {which}: {field}: {reason}")

    def _header(self, pattern: str, number: int) -> int:
        """Return the index of the line in which the table of that `number` begins."""
        found = [index for index, line in enumerate(self._lines) if re.match(rf"\s*{pattern}", line)]
        return found[number] if number < len(found) else 0

    def _key_line(self, key: str) -> int:
        """Return the number, from 1, of the first line that begins with `key`, which belongs to no table."""
        return next((n for n, line in enumerate(self._lines, 1) if line.lstrip("[ \t\"'").startswith(key)), 1)

    def _line(self, start: int, field: str) -> int:
        """Return the number, from 1, of the line that sets `field` in the table that begins at `start`, or of that."""
        for index in range(start + 1, len(self._lines)):
            line = self._lines[index].lstrip(" \t\"'")
            if line.startswith("["):
                break
            if re.match(rf"{re.escape(field)}\b", line):
                return index + 1
        return start + 1

    def _wrong(self, problems: list[str]) -> UsageError:
        return UsageError(
            f"{self._path}: " + f"\n{self._path}: ".join(problems), hint=f"Mend {self._path}, then: {self._look()}"
        )

    def _look(self) -> str:
        return shlex.join(["dossier", "sources", *(["--sources", str(self._path)] if self._path != SOURCES else [])])
