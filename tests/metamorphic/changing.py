"""A seed changed, its expectation changed alike, and what the rules read in the changed text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.lines import CallLine, LandedRecord
from core.settings import Settings
from extraction.engine import RunContext
from extraction.engines import open_engine
from extraction.pipeline import extract
from extraction.reading import read_document
from schemas.registry import kinds, select_kinds
from tests.golden.expectation import Comparisons, compare, documents, load

ROOT = Path(__file__).parents[2]


class NoJournal:
    """The rules make no calls."""

    def answered(self, request_hash: str) -> CallLine | None:
        raise AssertionError(f"the rules asked for {request_hash}")

    def record(self, call: CallLine) -> None:
        raise AssertionError(f"the rules made a call: {call}")


@dataclass
class Changed:
    """A text and the expectation that goes with it."""

    text: str
    expectation: dict[str, Any]

    def expected(self, kind: str) -> list[dict[str, Any]]:
        """The expected records of a kind, to be changed further in place."""
        return [entry["record"] for entry in self.expectation["expected"] if entry["kind"] == kind]


def seed(number: str) -> Changed:
    """Return the seed whose name begins with `number`, with its expectation, unchanged."""
    name = next(name for name in documents() if name.startswith(number))
    expectation = load(name)
    return Changed((ROOT / expectation["source"]).read_text(encoding="utf-8"), expectation)


def swapped(number: str, words: Mapping[str, str], codes: Mapping[str, str] | None = None) -> Changed:
    """Return a seed in which `words` are swapped for others, in text and expectation, and so are country codes."""
    original = seed(number)
    missing = [word for word in words if word not in original.text and word not in json.dumps(original.expectation)]
    assert not missing, f"the seed does not print {missing}"
    everywhere = {**words, **{f'"{one}"': f'"{other}"' for one, other in (codes or {}).items()}}
    everywhere |= {f".{one}.": f".{other}." for one, other in (codes or {}).items()}
    printed = json.dumps(original.expectation, ensure_ascii=False)
    return Changed(_replaced(original.text, words), json.loads(_replaced(printed, everywhere)))


def _replaced(text: str, words: Mapping[str, str]) -> str:
    """Replace all at once, the longest first, so that a swap of A and B does not undo itself."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(pattern, lambda match: words[match.group()], text)


async def records(text: str, folder: Path, *names: str) -> list[LandedRecord]:
    """Return the records of the kinds that the rules find in `text`, by the whole way from a file to grounding."""
    path = folder / "document.txt"
    path.write_text(text, encoding="utf-8")
    engine, asked = open_engine("rules", Settings()), select_kinds(names)
    line = await extract(read_document(str(path)), asked, engine, RunContext("run", "extraction", NoJournal()))
    assert line.status == "ok"
    return line.records


async def compared(changed: Changed, folder: Path, *names: str) -> Comparisons:
    """Hold what is found in a changed seed against its changed expectation, for the kinds named."""
    expectation = {
        part: [entry for entry in changed.expectation[part] if entry["kind"] in names]
        for part in ("expected", "forbidden")
    }
    return compare(expectation, await records(changed.text, folder, *names), changed.text)


def problems(result: Comparisons) -> list[object]:
    """Return everything that is not as expected: empty if all is right."""
    wrong: list[object] = [("missing", wanted["kind"], wanted["record"]) for wanted in result.missing]
    wrong += [("spurious", record.kind, record.data) for record in result.spurious]
    wrong += [("forbidden", rule["reason"], record.data) for rule, record in result.forbidden]
    wrong += [
        (record.kind, difference.path, difference.expected, difference.found)
        for _, record, differences in result.matched
        for difference in differences
    ]
    return wrong


def identity(record: LandedRecord) -> str:
    """Return what a record is about: its key fields, where it stands among the tables left out."""
    fields = [field for field in kinds()[record.kind].model.key_fields if field != "table_index"]
    return json.dumps([record.kind, *(_at(record.data, field.split(".")) for field in fields)], sort_keys=True)


def _at(value: Any, path: list[str]) -> Any:
    if isinstance(value, list):
        return sorted(str(_at(item, path)) for item in value)
    return value if not path or value is None else _at(value[path[0]], path[1:])
