"""One change each to goldens, baseline or recordings, and what `make test` then says."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import UsageError
from core.settings import Settings
from evaluation.baseline import FILE, baseline_of, read_baseline, rendered, write_baseline
from evaluation.running import evaluate
from evaluation.selection import select
from extraction.lexicons.trial import leaving_out
from extraction.recordings.format import write_recording
from extraction.recordings.restamping import restamp
from schemas.registry import select_kinds
from tests.evaluation.conftest import Copy
from tests.golden.goldens import GOLDENS

Content = dict[str, Any]


def change_a_code(content: Content) -> None:
    content["expected"][0]["record"]["status"] = "turned_back"


def change_a_country(content: Content) -> None:
    content["expected"][0]["record"]["destination_country"] = "GTM"


def drop_a_record(content: Content) -> None:
    del content["expected"][0]


def want_more(content: Content) -> None:
    content["expected"][0]["record"]["operator"] = "Omni Air"


def test_nothing_is_said_where_nothing_changed(copied: Copy) -> None:
    assert copied.check() is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            change_a_code,
            ["deportation_flight.status fell: 1 right → 1 wrong", 'status: expected "turned_back", found "refused"'],
        ),
        (
            change_a_country,
            [
                "deportation_flight fell: 1 right → 1 missing, 1 made up",
                'missing: sending_country "USA", destination_country "GTM"',
                'made up: sending_country "USA", destination_country "MEX"',
            ],
        ),
        (drop_a_record, ["deportation_flight fell: 1 right → 1 made up", "made up: sending_country"]),
        (want_more, ["deportation_flight.operator fell: none → 1 missing", 'expected "Omni Air", found null']),
    ],
)
def test_a_changed_golden(copied: Copy, change: Callable[[Content], None], said: list[str]) -> None:
    copied.edit("004", change)
    message = copied.check()
    assert message is not None
    assert copied.name("004") in message
    assert [part for part in said if part not in message] == []
    assert f"dossier eval --engine rules {copied.name('004')}" in message
    assert "dossier eval --engine rules --accept" in message
    assert f"git diff {copied.folder}" in message


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("agreements.followups.add_money", ["003_", "agreement.payments fell: 1 right → 1 missing", "155000000"]),
        ("agreements.statements.joint_statement", ["002_", "agreement fell: 1 right → 1 missing", "joint_statement"]),
    ],
)
def test_a_rule_that_is_gone(copied: Copy, rule: str, said: list[str]) -> None:
    with leaving_out([rule]):
        message = copied.check()
    assert message is not None
    assert [part for part in said if part not in message] == []
    assert "dossier eval --engine rules 00" in message


def test_a_baseline_that_asks_for_less_than_there_is(copied: Copy) -> None:
    _edit_baseline(copied, lambda entry: _of_document(entry, copied)["records"].update(deportation_flight=[0, 0, 1, 0]))
    message = copied.check()
    assert message is not None
    assert f"{copied.name('004')}: deportation_flight rose: 1 missing → 1 right" in message
    assert "records of the baseline does not follow from its documents" in message
    assert "fell" not in message


def test_a_baseline_edited_where_it_is_computed(copied: Copy) -> None:
    _edit_baseline(copied, lambda entry: entry["records"].update(f1=0.5))
    message = copied.check()
    assert message is not None
    assert "records of the baseline does not follow from its documents: it was edited by hand" in message
    assert "--accept" in message


def test_a_baseline_that_is_none(copied: Copy) -> None:
    (copied.folder / FILE).write_text('{"format": 1, "engines": {"rules": {}}}', encoding="utf-8")
    with pytest.raises(UsageError, match=r"is no baseline: engines\.rules\.identity") as refused:
        copied.check()
    assert "git checkout" in str(refused.value)


def test_documents_that_came_and_went(copied: Copy) -> None:
    (copied.folder / copied.name("000")).rename(copied.folder / "new")
    message = copied.check()
    assert message is not None
    assert "  new is not in the baseline yet" in message
    assert "000_d23dd8d71023b3e7 is in the baseline, but is not evaluated any more" in message


def test_accepting_settles_it(copied: Copy) -> None:
    copied.edit("004", change_a_code)
    run = evaluate("rules", select(copied.goldens, [], select_kinds(None)), Settings())
    earlier = read_baseline(copied.folder)
    file = write_baseline(copied.folder, earlier.with_engine("rules", baseline_of(run, earlier.engines["rules"])))
    assert copied.check() is None
    assert file.read_text(encoding="utf-8") == rendered(read_baseline(copied.folder))
    assert read_baseline(copied.folder).engines["rules"].identity == run.identity


def test_a_recording_that_no_longer_answers(copied: Copy, tmp_path: Path) -> None:
    """An engine that is replayed is checked like any other; a recording that was edited is named with its remedy."""
    name = copied.name("004")
    recordings = Path(name) / "recordings" / "hand-annotated"
    (copied.folder / recordings).mkdir(parents=True)
    file = copied.folder / recordings / "answer.json"
    shutil.copy(GOLDENS.folder / recordings / "answer.json", file)
    _stamp(file, copied)  # whatever prompt there is while this runs
    engine = "replay:hand-annotated/answer"
    run = evaluate(engine, select(copied.goldens, [], select_kinds(None)), Settings())
    assert [document.name for document in run.documents] == [name]
    assert {one.cause for one in run.skipped} == {"recording"}
    baseline = read_baseline(copied.folder).with_engine(engine, baseline_of(run, None))
    write_baseline(copied.folder, baseline)
    assert copied.check(engine) is None

    copied.edit("004", change_a_code)
    message = copied.check(engine)
    assert message is not None
    assert 'status: expected "turned_back", found "refused"' in message

    file.write_text(file.read_text(encoding="utf-8").replace('"refused"', '"cancelled"'), encoding="utf-8")
    with pytest.raises(UsageError, match=r"answer\.json is left out: it was edited .* Type: "):
        copied.check(engine)


def _stamp(file: Path, copied: Copy) -> None:
    document = copied.goldens.document(copied.goldens.load(copied.name("004")))
    assert document is not None
    write_recording(file, asyncio.run(restamp(file, document)).recording)


def _of_document(entry: Content, copied: Copy) -> Content:
    document: Content = entry["documents"][copied.name("004")]
    return document


def _edit_baseline(copied: Copy, change: Callable[[Content], object]) -> None:
    file = copied.folder / FILE
    content = json.loads(file.read_text(encoding="utf-8"))
    change(content["engines"]["rules"])
    file.write_text(json.dumps(content), encoding="utf-8")
