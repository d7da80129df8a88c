"""Seeds rewritten: one text and what is expected of it, changed by the same words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.document import Document
from core.lines import CallLine, LandedRecord
from core.settings import Settings
from evaluation.comparison import Comparison, compare
from evaluation.golden import EXPECTATION, golden_of
from extraction.engine import RunContext
from extraction.engines import open_engine
from extraction.pipeline import extract, extraction_id
from extraction.reading import read_document
from extraction.structure import structure_of
from schemas.derivation import derive
from schemas.registry import kinds, select_kinds
from tests.golden.goldens import GOLDENS, ROOT, seeds

COMPUTED = {"earliest", "latest", "precision", "min", "max", "qualifier", "amount", "currency"}


class NoJournal:
    """The rules make no calls."""

    def answered(self, request_hash: str) -> CallLine | None:
        raise AssertionError(f"the rules asked for {request_hash}")

    def record(self, call: CallLine) -> None:
        raise AssertionError(f"the rules made a call: {call}")


@dataclass(frozen=True)
class Seed:
    """A seed as text, and its expectation."""

    text: str
    expectation: dict[str, Any] = field(hash=False)

    def swapped(self, words: Mapping[str, str], codes: Mapping[str, str] | None = None) -> Seed:
        """Put other words for `words` (whole words, all at once) and codes for `codes`, in text and expectation."""
        text = _replaced(self.text, words)
        expectation = _mapped(self.expectation, words, codes or {})
        return Seed(text, expectation)

    def cut(self, *openings: str) -> Seed:
        """Leave out the sentences that begin with `openings`, each of which must be there."""
        text = self.text
        for opening in openings:
            spans = [one.span for one in structure_of(Document(text=text, source="")).sentences]
            (span,) = [span for span in spans if text[span[0] : span[1]].startswith(opening)]
            text = text[: span[0]] + text[span[1] :].lstrip(" ")
        return Seed(text, self.expectation)

    def put(self, passage: str, other: str) -> Seed:
        """Put `other` for `passage`, which must stand in the text, and leave the expectation alone."""
        assert passage in self.text, passage
        return Seed(self.text.replace(passage, other), self.expectation)

    def only(self, *names: str) -> Seed:
        """Expect (and forbid) the kinds `names` alone."""
        kept = {
            part: [entry for entry in self.expectation[part] if entry["kind"] in names]
            for part in ("expected", "forbidden")
        }
        return Seed(self.text, {**self.expectation, **kept})


def seed(number: str) -> Seed:
    """Return the seed whose name begins with `number`."""
    name = next(name for name in seeds() if name.startswith(number))
    content = (GOLDENS.folder / name / EXPECTATION).read_text(encoding="utf-8")
    expectation = json.loads(content)
    return Seed(read_document(str(ROOT / expectation["source"])).text, expectation)


async def extracted(text: str, tmp_path: Path) -> list[LandedRecord]:
    """Return what the rules make of `text`, through reading, validation and grounding."""
    path = tmp_path / "rewritten.txt"
    path.write_text(text, encoding="utf-8")
    return await extracted_from(read_document(str(path)))


async def extracted_from(document: Document) -> list[LandedRecord]:
    """Return what the rules make of `document`, through validation and grounding."""
    engine = open_engine("rules", Settings())
    asked = select_kinds(None)
    line = await extract(
        document, asked, engine, RunContext("run", extraction_id(document, asked, engine), NoJournal())
    )
    assert line.status == "ok"
    return list(line.records)


def held_against(rewritten: Seed, records: Sequence[LandedRecord], *names: str) -> Comparison:
    """Compare the records of the kinds `names` with what the rewritten seed is expected to give."""
    wanted = golden_of(rewritten.only(*names).expectation, "rewritten", "rewritten")
    document = Document(text=rewritten.text, source="rewritten")
    return compare(wanted, [record for record in records if record.kind in names], document)


def differences(result: Comparison) -> list[Any]:
    """Return all that is not as expected: what is missing, made up or wrong."""
    wrong: list[Any] = [("missing", wanted.kind, wanted.record["quotes"][0]) for wanted in result.missing]
    wrong += [("made up", record.kind, record.data) for record in result.spurious]
    wrong += [("forbidden", rule.reason, record.data["quotes"]) for rule, record in result.forbidden]
    return wrong + [(kind, one.path, one.expected, one.found) for kind, one in result.differences]


def _replaced(text: str, words: Mapping[str, str]) -> str:
    if not words:
        return text
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{alternatives})(?!\w)", lambda match: words[match.group()], text)


def _mapped(expectation: dict[str, Any], words: Mapping[str, str], codes: Mapping[str, str]) -> dict[str, Any]:
    def mapped(value: Any) -> Any:
        if isinstance(value, str):
            return codes.get(value) or _replaced(value, words)
        if isinstance(value, list):
            return [mapped(item) for item in value]
        if isinstance(value, dict):
            return {_key(key, codes): mapped(item) for key, item in value.items()}
        return value

    entries = [mapped(entry) for entry in expectation["expected"]]
    for entry in entries:
        entry["record"] = _derived(entry["kind"], entry["record"])
    return {**expectation, "expected": entries, "forbidden": mapped(expectation["forbidden"])}


def _key(path: str, codes: Mapping[str, str]) -> str:
    return ".".join(codes.get(part, part) for part in path.split("."))


def _derived(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    """Return `record` with bounds, dates and amounts derived anew from its printed texts."""
    model = kinds()[kind].model
    bare = model.model_validate(_without_computed(record))
    derived: dict[str, Any] = json.loads(derive(bare, None).model_dump_json(exclude_none=True))
    return derived


def _without_computed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_computed(item) for name, item in value.items() if name not in COMPUTED}
    return [_without_computed(item) for item in value] if isinstance(value, list) else value
