"""The Prefect server that a run brings along: it ends with the run, however that ends, and touches nobody else's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from core.errors import DossierError
from flows.private_api import PrivateApi
from tests.conftest import ROOT

HOLDER = """
import sys, time
from pathlib import Path
from flows.private_api import PrivateApi
api = PrivateApi(Path(sys.argv[1]))
print(api.url(), flush=True)
time.sleep(600)
"""


def is_up(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def test_it_dies_with_a_killed_run_and_a_second_one_keeps_out_of_its_database(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert holder.stdout is not None
    url = holder.stdout.readline().strip()
    assert is_up(url)
    assert [path.suffix for path in tmp_path.glob("prefect-*.db")] == [".db"]

    second = PrivateApi(tmp_path)
    assert second.database == ":memory:"
    second.stop()

    os.killpg(holder.pid, signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    deadline = time.monotonic() + 15
    while is_up(url) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_up(url)


def test_a_server_that_does_not_start_is_an_error_that_names_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    api = PrivateApi(tmp_path)
    with pytest.raises(DossierError, match="did not start") as caught:
        api.url()
    api.stop()
    assert str(tmp_path / "server.log") in str(caught.value)
    assert (tmp_path / "server.log").exists()
