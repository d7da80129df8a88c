"""A clone whose kinds change under a warehouse that is there: the next load migrates everything, from the log."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.code_copy import copy_code
from tests.docs.test_readme import PACKAGES, ROOT

TEXT = "Honduras has limited visas for Panama since May 2020, for war and for plague. Ana and Bo are let in."
HEAD = '''"""Limits on visas."""
from typing import ClassVar, Literal
from schemas.fields import Comparison, described, listed
from schemas.record import Record, Row, Text
from schemas.values.country import CountryCode
from schemas.values.date import DateValue
'''
BEFORE = (
    HEAD
    + '''
class Exempt(Row):
    """Who is exempt."""

    identity_fields: ClassVar[tuple[str, ...]] = ("name",)
    name: Text | None = described("Who.", compare=Comparison.TEXT)

class VisaRestriction(Record):
    """A limit on visas."""

    key_fields: ClassVar[tuple[str, ...]] = ("country",)
    country: CountryCode | None = described("Who limits.", compare=Comparison.CODE)
    status: Literal["imposed", "lifted", "rumoured"] | None = described("How it is.", compare=Comparison.CODE)
    since: Text | None = described("Since when.", compare=Comparison.TEXT)
    fee: Text | None = described("What it costs.", compare=Comparison.TEXT)
    reason: Text | None = described("Why.", compare=Comparison.TEXT)
    exempt: list[Exempt] = listed("Who is exempt.")
'''
)
AFTER = (
    HEAD
    + '''
class Exempt(Row):
    """Who is exempt."""

    identity_fields: ClassVar[tuple[str, ...]] = ("person",)
    person: Text | None = described("Who.", compare=Comparison.TEXT, formerly="name")

class VisaRestriction(Record):
    """A limit on visas."""

    key_fields: ClassVar[tuple[str, ...]] = ("imposing_country",)
    imposing_country: CountryCode | None = described("Who limits.", compare=Comparison.CODE, formerly="country")
    status: Literal["imposed", "lifted"] | None = described("How it is.", compare=Comparison.CODE)
    since: DateValue | None = described("Since when.", compare=Comparison.DATE)
    fee: int | None = described("What it costs.", compare=Comparison.CODE)
    note: Text | None = described("More.", compare=Comparison.TEXT)
    exempted: list[Exempt] = listed("Who is exempt.", formerly="exempt")
'''
)
LAND = f"""
import sys
sys.path.append({str(ROOT)!r})
from pathlib import Path
from core.landing.log import LandingLog
from schemas.registry import kinds, select_kinds
from schemas.wire import models_hash, schema_hash
from tests.warehouse import landed
from tests.warehouse.extracted import proved

TEXT = {TEXT!r}

def restriction(name, **data):
    return proved(name, "visa_restriction", TEXT, country="HND", **data)

def extraction(name, minutes, *records):
    wanted = select_kinds(["visa_restriction"])
    return landed.extraction(
        TEXT, "a", list(records), extraction_id=name, minutes=minutes, kinds=["visa_restriction"],
        schema_hash=schema_hash(wanted), models_hash=models_hash(wanted),
    )

with LandingLog(Path("landing")).writer() as writer:
    for line in (
        landed.document(TEXT, "a"),
        landed.sighting(TEXT, "a"),
        extraction("old", 1, restriction("r0", status="rumoured", reason="plague")),
        extraction(
            "new", 2,
            restriction(
                "r1", status="imposed", since="May 2020", fee="dear", reason="war",
                exempt=[{{"name": "Ana"}}, {{"name": "Bo"}}],
            ),
            restriction("r2", status="rumoured", since="May 2020"),
        ),
    ):
        writer.append(line)
"""
LOAD = """
from pathlib import Path
from warehouse.load import load_and_publish
report = load_and_publish(Path("dossier.duckdb"))
print(report.rebuilt, report.loaded.records, report.loaded.rejected)
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    copy_code(PACKAGES, tmp_path)
    (tmp_path / "schemas" / "kinds" / "visa_restriction.py").write_text(BEFORE, encoding="utf-8")
    python(tmp_path, LAND)
    assert python(tmp_path, LOAD) == "True 3 0"
    return tmp_path


def python(clone: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=clone, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def ask(clone: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(clone / "dossier.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


def change(clone: Path, kind: str | None) -> str:
    path = clone / "schemas" / "kinds" / "visa_restriction.py"
    path.unlink(missing_ok=True)
    if kind is not None:
        path.write_text(kind, encoding="utf-8")
    return python(clone, LOAD)


def test_the_next_load_brings_every_record_to_the_kind_of_today(clone: Path) -> None:
    assert python(clone, LOAD) == "False 0 0"
    # r0 loses its code and its reason, r1 its fee and its reason, r2 its code
    assert change(clone, AFTER) == "True 3 5"
    columns = "record_id, imposing_country, status, since_text, fee, note"
    assert ask(clone, f"SELECT {columns} FROM visa_restrictions ORDER BY ALL") == [
        ("r1", "HND", "imposed", "May 2020", None, None),
        ("r2", "HND", None, "May 2020", None, None),
    ]
    assert ask(clone, f"SELECT {columns} FROM history.visa_restrictions") == [("r0", "HND", None, None, None, None)]
    assert ask(clone, "SELECT ordinal, person FROM visa_restriction_exempted ORDER BY ALL") == [(0, "Ana"), (1, "Bo")]
    assert {field for (field,) in ask(clone, "SELECT field FROM evidence WHERE record_id = 'r1'")} == {
        "quotes.0",
        "modality",
        "source_kind",
        "imposing_country",
        "status",
        "since.text",
        "exempted.0.person",
        "exempted.1.person",
    }
    cut = "SELECT field, reason, payload FROM (FROM rejects UNION ALL FROM history.rejects) WHERE stage = 'load'"
    assert {(field, json.loads(payload)) for field, _, payload in ask(clone, cut)} == {
        ("status", "rumoured"),
        ("reason", "plague"),
        ("reason", "war"),
        ("fee", "dear"),
    }
    assert "Input should be 'imposed' or 'lifted'" in {reason for _, reason, _ in ask(clone, cut)}
    assert python(clone, LOAD) == "False 0 0"


def test_a_kind_that_is_gone_and_comes_back(clone: Path) -> None:
    before = ask(clone, "FROM visa_restrictions ORDER BY record_id")
    assert change(clone, None) == "True 0 3"
    assert ask(clone, "SELECT reason, count(*) FROM rejects GROUP BY ALL") == [("there is no kind visa_restriction", 2)]
    assert change(clone, BEFORE) == "True 3 0"
    assert ask(clone, "FROM visa_restrictions ORDER BY record_id") == before
    assert ask(clone, "SELECT count(*) FROM rejects") == [(0,)]
