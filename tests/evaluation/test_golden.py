"""A golden that cannot be used is refused, with the file, the place in it, the value and what to type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.errors import UsageError
from core.settings import Settings
from evaluation.drafts import write_missing
from evaluation.golden import EXPECTATION, Goldens
from evaluation.running import evaluate
from evaluation.selection import select
from schemas.registry import select_kinds
from tests.evaluation.conftest import Copy
from tests.golden.goldens import ROOT

Content = dict[str, Any]


def rename(content: Content) -> None:
    record = content["expected"][0]["record"]
    record["statuss"] = record.pop("status")


def rename_in_a_row(content: Content) -> None:
    row = next(entry for entry in content["expected"] if entry["kind"] == "engagement")["record"]["participants"][0]
    row["rolle"] = row.pop("role")


def misspell_a_code(content: Content) -> None:
    content["expected"][0]["record"]["status"] = "refussed"


def accept_a_stranger(content: Content) -> None:
    content["expected"][0].setdefault("accept", {})["nationalities.*.contry"] = [None]


def forbid_a_stranger(content: Content) -> None:
    content["forbidden"][0]["record"] = {"partys": [{"country": "MEX"}]}


def invent_a_kind(content: Content) -> None:
    content["expected"][0]["kind"] = "deportation"


def leave_out_the_reason(content: Content) -> None:
    del content["expected"][0]["reason"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (rename, ["expected.0 (deportation_flight): statuss: no such field", "did you mean status?", '"refused"']),
        (rename_in_a_row, ["(engagement): participants.0.rolle: no such field", "did you mean role?"]),
        (misspell_a_code, ["expected.0 (deportation_flight): status", '"refussed"', "'refused'"]),
        (
            accept_a_stranger,
            ["(deportation_flight): accept 'nationalities.*.contry'", "did you mean country?"],
        ),
        (forbid_a_stranger, ["forbidden.0 (agreement): partys", "did you mean parties?"]),
        (invent_a_kind, ["expected.0: there is no kind 'deportation'", "deportation_flight"]),
        (leave_out_the_reason, ["expected.0.reason", "Field required"]),
    ],
)
def test_what_is_wrong_with_it(copied: Copy, change: Callable[[Content], None], said: list[str]) -> None:
    copied.edit("004", change)
    with pytest.raises(UsageError) as refused:
        copied.check()
    message = str(refused.value)
    assert str(copied.folder / copied.name("004") / EXPECTATION) in message
    assert [part for part in said if part not in message] == []
    assert f"dossier eval {copied.name('004')}" in message


def test_a_document_that_changed_since(copied: Copy) -> None:
    copied.edit("004", lambda content: content.update(document_id="0" * 64))
    with pytest.raises(UsageError, match="document_id is 0000") as refused:
        copied.check()
    assert "git diff" in str(refused.value)


def test_a_document_that_this_machine_does_not_have_is_skipped_with_the_reason(copied: Copy) -> None:
    copied.edit("004", lambda content: content.update(source="../shared/elsewhere.md"))
    selection = select(copied.goldens, [], select_kinds(None))
    assert [(one.name, one.cause) for one in selection.skipped] == [(copied.name("004"), "absent")]
    assert "../shared/elsewhere.md is not on this machine" in selection.skipped[0].reason
    assert len(evaluate("rules", selection, Settings()).documents) == 4
    assert copied.check() is None  # what another machine has is in the baseline still


def test_names_are_beginnings_folders_or_documents(copied: Copy) -> None:
    assert copied.goldens.select(["004", str(copied.folder / copied.name("000"))]) == [
        copied.name("000"),
        copied.name("004"),
    ]
    assert copied.goldens.select(["seeds"]) == copied.goldens.names()
    assert copied.goldens.select(["./seeds/", "004"]) == copied.goldens.names()
    assert copied.goldens.select([copied.goldens.load(copied.name("003")).source]) == [copied.name("003")]
    with pytest.raises(UsageError, match="there is no golden 9"):
        copied.goldens.select(["9"])
    with pytest.raises(UsageError, match="no goldens in"):
        Goldens(copied.root / "nowhere").select([])


def test_a_missing_expectation_is_written_as_a_draft_that_no_engine_filled_in(copied: Copy) -> None:
    seed = copied.folder / copied.name("004") / EXPECTATION
    seed.unlink()
    own = copied.folder / "own"
    own.mkdir()
    (own / "document.md").write_text("Mexico refused a deportation flight.\n", encoding="utf-8")
    drafts = write_missing(copied.goldens, copied.root / "seeds")
    assert drafts == [seed, own / EXPECTATION]
    draft = copied.goldens.load("own")
    assert (draft.source, draft.expected, draft.forbidden) == ("tests/golden/own/document.md", (), ())
    assert draft.annotated_by == "draft: review and commit"
    assert copied.goldens.load(seed.parent.name).source == f"seeds/{seed.parent.name}.txt"
    # It is asked for until somebody has read the document, and is not evaluated meanwhile.
    assert write_missing(copied.goldens, copied.root / "seeds") == drafts
    assert [one.cause for one in select(copied.goldens, [], select_kinds(None)).skipped] == ["draft", "draft"]


def test_no_expectation_is_missing_where_there_is_one_for_each(copied: Copy) -> None:
    assert write_missing(copied.goldens, ROOT / "seeds") == []
