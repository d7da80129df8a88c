"""A real run: the report beside the warehouse and in Prefect, and the hooks of `hooks.toml`."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

from flows.request import RunRequest
from tests.conftest import UNPRIVILEGED, Dossier
from tests.flows.conftest import AGREEMENT, RunFlow, report_of
from tests.telling.listener import Listener

HOOKS = """
[[hook]]
name = "desk"
on = ["failure", "rejects", "drift", "news"]
url = "{url}/told"

[[hook]]
name = "broken"
on = ["failure", "news"]
command = ["/nowhere/mail"]
"""


@pytest.fixture
def request_for(tmp_path: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> RunRequest:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text(f"Report a.\n\n{AGREEMENT}")
    (tmp_path / "hooks.toml").write_text(HOOKS.format(url=listener.url))
    monkeypatch.setenv("DOSSIER_HOOKS", str(tmp_path / "hooks.toml"))
    return RunRequest(sources=[str(documents)], engine="rules", warehouse=tmp_path / "warehouse" / "dossier.duckdb")


def written(request: RunRequest) -> list[tuple[str, dict[str, Any]]]:
    """Return the reports of all runs, the first one first: as a page and as JSON."""
    assert request.warehouse is not None
    pages = sorted((request.warehouse.parent / "reports").glob("*.md"), key=lambda path: path.stat().st_mtime_ns)
    return [(page.read_text(), json.loads(page.with_suffix(".json").read_text())) for page in pages]


async def shown_in_prefect() -> list[Any]:
    async with get_client() as client:
        key = ArtifactFilter(key=ArtifactFilterKey(any_=["report"]))
        return [artifact.data for artifact in await client.read_artifacts(artifact_filter=key)]


def test_what_is_new_is_written_shown_and_posted(
    run_flow: RunFlow, request_for: RunRequest, listener: Listener
) -> None:
    report = report_of(run_flow(request_for))
    assert report.outcome == "done"  # a hook that fails does not fail the run
    ((page, told),) = written(request_for)
    assert "## New agreements" in page
    assert "United States, Honduras" in page
    assert "\n\n\n" not in page
    assert told["events"] == ["news"]
    (body,) = listener.bodies
    assert body["run_id"] == report.run_id
    assert body["report"]["records"] == report.records > 0
    assert body["news"]["agreements"][0]["quote"] in AGREEMENT
    assert body["news"]["added"]["agreement"] == 1
    assert Path(body["written"]).read_text() == page
    lines = page.splitlines(keepends=True)
    unquoted = "".join(line for line in lines if not line.startswith("  > "))
    assert unquoted != page
    assert unquoted in asyncio.run(shown_in_prefect())  # the words of documents stay beside the warehouse

    again = report_of(run_flow(request_for))
    assert again.extracted == 0
    assert len(listener.bodies) == 1  # nothing is new
    assert "Nothing new in the world." in written(request_for)[-1][0]


def test_documents_that_fail_are_told_with_their_reasons(
    run_flow: RunFlow, request_for: RunRequest, listener: Listener
) -> None:
    (Path(request_for.sources[0]) / "broken.txt").write_bytes(b"\x00\x01\x02" * 100)
    assert report_of(run_flow(request_for)).outcome == "failed_documents"
    (body,) = listener.bodies
    assert body["events"] == ["failure", "news"]
    (failure,) = body["news"]["failures"]
    assert failure["source"].endswith("broken.txt")
    assert failure["reason"]


def test_a_run_that_breaks_off_is_told_as_well(run_flow: RunFlow, request_for: RunRequest, listener: Listener) -> None:
    report_of(run_flow(request_for))
    assert request_for.warehouse is not None
    request_for.warehouse.resolve().write_bytes(b"no database")
    (Path(request_for.sources[0]) / "b.txt").write_text(f"Report b.\n\n{AGREEMENT}")
    state = run_flow(request_for)
    assert state.is_failed()
    body = listener.bodies[-1]
    assert (body["events"], body["outcome"], body["report"]) == (["failure"], "failed", None)
    assert "dossier rebuild" in body["message"]
    assert "dossier rebuild" in written(request_for)[-1][0]


def test_a_failing_hook_is_said_at_the_terminal(served_dossier: Dossier, listener: Listener) -> None:
    served_dossier.write("documents/a.txt", f"Report a.\n\n{AGREEMENT}")
    served_dossier.write("hooks.toml", HOOKS.format(url=listener.url))
    listener.status = 503
    done = served_dossier("run", "documents")
    assert done.code == 0, done.err
    assert "the hook desk failed: it answered 503" in done.err
    assert "the hook broken failed: No such file or directory" in done.err


def test_reports_that_cannot_be_written_fail_no_run(dossier: Dossier, prefect_api: str) -> None:
    dossier.environment["PREFECT_API_URL"] = prefect_api
    dossier.prefix = UNPRIVILEGED
    dossier.write("documents/a.txt", f"Report a.\n\n{AGREEMENT}")
    (dossier.folder / "warehouse" / "reports").mkdir(parents=True, mode=0o500)
    done = dossier("run", "documents")
    assert done.code == 0, done.err
    assert "cannot write the report into" in done.err


def test_a_wrong_hooks_file_starts_nothing(dossier: Dossier) -> None:
    dossier.write("documents/a.txt", AGREEMENT)
    dossier.write("hooks.toml", "[[hook]]\nname = 'desk'\n")
    done = dossier("run", "documents")
    assert (done.code, "hooks.toml" in done.err) == (2, True)
    assert not (dossier.folder / "warehouse" / "landing").exists()
