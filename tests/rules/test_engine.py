"""The rules engine as the pipeline sees it: one interface, the same bytes on every machine, cheap on any text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Document
from extraction.engine import Request
from extraction.engines.rules import RulesEngine
from schemas.registry import kinds, select_kinds
from schemas.wire import schema_hash
from tests.golden.goldens import ROOT
from tests.metamorphic.rewriting import seed

FINDERS = ROOT / "extraction" / "engines" / "rules" / "finders"
ANSWER = """
import json, sys
from core.document import Document
from extraction.engine import Request
from extraction.engines.rules import RulesEngine
from schemas.registry import select_kinds
text = open(sys.argv[1], encoding="utf-8").read()
request = Request(Document(text=text, source="x"), select_kinds(None))
print(RulesEngine().identity, json.dumps(RulesEngine().answer(request)))
"""


def request(text: str, source: str = "x") -> Request:
    return Request(Document(text=text, source=source), select_kinds(None))


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(seed("003").text, encoding="utf-8")
    answers = {
        subprocess.run(
            [sys.executable, "-c", ANSWER, str(tmp_path / "text.txt")],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": number},
            check=True,
            capture_output=True,
        ).stdout
        for number in ("0", "1", "42")
    }
    assert len(answers) == 1


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


@pytest.mark.parametrize(
    "piece",
    [
        "Congo deal signed with the administration ",
        "The US deported 17 Venezuelans to El Salvador on March 30. ",
        "Libya is in talks with the US. ",
        "that deal collapsed because ",
        "A judge blocked the deportations. ",
        "a flight carrying 80 deportees ",
        "Peru, ",
        "one hundred and ",
        "(",
        "a",
    ],
)
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        RulesEngine().answer(request(text))
        return time.process_time() - started

    seconds(2_000)
    small, large = seconds(20_000), seconds(80_000)
    assert large < 8 * small + 0.5
