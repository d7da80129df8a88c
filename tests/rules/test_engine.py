"""The rules engine as the pipeline sees it: one interface, the same bytes on every machine, cheap on any text."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Document
from extraction.engine import Request
from extraction.engines.rules import RulesEngine
from schemas.registry import kinds, select_kinds
from schemas.wire import schema_hash
from tests.conftest import SEEDS
from tests.golden.goldens import ROOT

FINDERS = ROOT / "extraction" / "engines" / "rules" / "finders"
EXTRACT = """
import asyncio, json, sys
from extraction.engine import NoJournal, RunContext
from extraction.engines.rules import RulesEngine
from extraction.pipeline import extract, extraction_id
from extraction.reading import read_document
from schemas.registry import select_kinds
kinds, engine, told = select_kinds(None), RulesEngine(), {}
for path in sys.argv[1:]:
    document = read_document(path)
    run = RunContext("run", extraction_id(document, kinds, engine), NoJournal())
    told[path] = asyncio.run(extract(document, kinds, engine, run)).model_dump(mode="json")
print(json.dumps([told[path] for path in sorted(told)]))
"""


def request(text: str, source: str = "x") -> Request:
    return Request(Document(text=text, source=source), select_kinds(None))


def test_the_same_bytes_whatever_the_hash_seed_and_the_order_of_documents() -> None:
    paths = sorted(map(str, SEEDS.glob("*.txt")))
    orders = {"0": paths, "1": paths[::-1], "42": [*paths[2:], *paths[:2]]}
    told = {extracted_in_a_process(number, order) for number, order in orders.items()}
    assert len(told) == 1
    assert all(line["records"] for line in json.loads(told.pop()))


def extracted_in_a_process(hash_seed: str, paths: list[str]) -> str:
    """Return the lines that a process of its own makes of the documents, without the time at which it did."""
    command = [sys.executable, "-c", EXTRACT, *paths]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return json.dumps(
        [{name: value for name, value in line.items() if name != "at"} for line in json.loads(done.stdout)]
    )


def test_the_request_does_not_know_where_the_document_came_from() -> None:
    engine = RulesEngine()
    assert engine.rendered(request("A text.", "here.txt")) == engine.rendered(request("A text.", "there.txt"))
    assert engine.rendered(request("A text.")) != engine.rendered(request("Another text."))


def test_every_kind_that_has_rules_is_answered() -> None:
    engine = RulesEngine()
    answered = [kind.name for kind in engine.kinds_answered(tuple(kinds().values()))]
    assert answered == [name for name in kinds() if (FINDERS / f"{name}.py").exists()]
    assert len(answered) >= 7
    assert engine.prompt_version is None
    assert engine.reask_rounds == 0
    assert schema_hash(select_kinds(None))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_answered_in_json(text: str) -> None:
    answer = RulesEngine().answer(request(text))
    assert set(answer) <= {kind.table for kind in kinds().values()}
    json.dumps(answer)
