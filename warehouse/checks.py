"""The data checks: SQL files in warehouse/checks/, each a query that returns the rows that are wrong.

A file begins with its severity and what it finds, may say more in further comments, then holds one SELECT:

    -- error: A value without evidence
    -- scope: document
    -- Every value that is not null has a row in evidence.
    SELECT …

`error`: no document can make it so, it is a defect of ours (or a damaged file). `warning`: the document may say so, and
then it is odd, or it was misread: look at it. A file that is put there is run by the next load.

`scope: document` says that rows about one document suffice to tell whether one of them is wrong: after a load the check
is asked of the documents alone that the load has touched. Without it, it is asked of the whole warehouse each time.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import duckdb

from core.errors import QueryError, UsageError
from warehouse.narrowing import narrow

FOLDER = Path(__file__).with_name("checks")
SCOPE = "-- scope: document"
Severity = Literal["error", "warning"]
_FIRST_LINE = re.compile(r"-- (?P<severity>error|warning): (?P<title>\S.*)")


@dataclass(frozen=True)
class Check:
    """One check: `title` says what a row of it is, `note` why that is wrong; `per_document` is its scope."""

    name: str
    severity: Severity
    title: str
    note: str
    sql: str
    per_document: bool = False


@dataclass(frozen=True)
class Finding:
    """What one check found: how many rows, or why it could not be asked."""

    check: Check
    rows: int
    problem: str | None = None


def checks() -> list[Check]:
    """Return the checks, errors first, each by name. Raises QueryError where a file does not keep to the form."""
    found = [parse_check(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.sql"))]
    return sorted(found, key=lambda check: check.severity)


def check(name: str) -> Check:
    """Return the check `name`; raises UsageError with the nearest names if there is none."""
    known = {one.name: one for one in checks()}
    if name not in known:
        near = get_close_matches(name, known, n=3)
        meant = f"Did you mean {' or '.join(near)}? " if near else ""
        raise UsageError(f"there is no check {name!r}", hint=f"{meant}`dossier check --list` names all.")
    return known[name]


def parse_check(name: str, text: str) -> Check:
    """Return the check that the file `name`.sql with this `text` holds; raises QueryError if it has another form."""
    first, *lines = text.splitlines() or [""]
    head = _FIRST_LINE.fullmatch(first.rstrip())
    length = next((index for index, line in enumerate(lines) if not line.startswith("--")), len(lines))
    per_document = SCOPE in lines[:length]
    note = " ".join(line.removeprefix("--").strip() for line in lines[:length] if line != SCOPE)
    sql = "\n".join(lines[length:]).strip().removesuffix(";")
    if head is None or not sql:
        raise QueryError(
            f"the check in {FOLDER / name}.sql has not the form of a check",
            hint="Its first line is `-- error: What it finds` or `-- warning: What it finds`, then comes one SELECT.",
        )
    severity: Severity = "error" if head["severity"] == "error" else "warning"
    return Check(name, severity, head["title"], note, sql, per_document)


def run_checks(con: duckdb.DuckDBPyConnection, documents: Collection[str] | None = None) -> list[Finding]:
    """Ask every check how many rows it finds. One that cannot be asked (a kind that is gone) hides no other.

    Where `documents` are given, checks of scope document are asked of these alone, and `con` sees no others afterwards.
    """
    asked = checks()
    found = {one: _finding(con, one) for one in asked if documents is None or not one.per_document}
    if documents is not None:
        narrow(con, documents)
        found |= {one: _finding(con, one) for one in asked if one.per_document}
    return [found[one] for one in asked]


def _finding(con: duckdb.DuckDBPyConnection, asked: Check) -> Finding:
    try:
        ((rows,),) = con.execute(f"SELECT count(*) FROM ({asked.sql}\n)").fetchall()  # noqa: S608 - a file of ours
    except duckdb.Error as error:
        return Finding(asked, 0, str(error).partition("\n")[0])
    return Finding(asked, rows)
