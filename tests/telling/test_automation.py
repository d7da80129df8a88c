"""The automation of docs/how-to/be-told.md, on a whole Prefect server: a run that fails reaches a webhook."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.conftest import ROOT, Dossier
from tests.flows.conftest import AGREEMENT
from tests.telling.listener import Listener

PAGE = ROOT / "docs" / "how-to" / "be-told.md"
THEIR_URL = "http://127.0.0.1:9/told"
PATIENCE_S = 120


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a server as `prefect server start` starts it: the session's own looks at no events."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--no-ui",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=quiet, stderr=quiet) as process:
        url = f"http://127.0.0.1:{port}/api"
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{url}/health", timeout=5):  # noqa: S310 - ours
                break
            time.sleep(0.2)
        try:
            yield url
        finally:
            process.terminate()


@pytest.mark.soak
def test_a_failed_run_reaches_the_webhook(dossier: Dossier, server: str, listener: Listener) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert THEIR_URL in example
    environment = {"PREFECT_API_URL": server, "PREFECT_HOME": str(dossier.folder / "home")}
    example = example.replace(THEIR_URL, f"{listener.url}/told")
    subprocess.run([sys.executable, "-c", example], env=environment, check=True, cwd=dossier.folder)

    dossier.environment["PREFECT_API_URL"] = server
    dossier.from_scratch = True
    dossier.write("a.txt", AGREEMENT)
    assert dossier("run", "a.txt").code == 0
    dossier.warehouse.resolve().write_bytes(b"no database")
    dossier.write("a.txt", AGREEMENT.replace("Honduras", "Panama"))
    assert dossier("run", "a.txt").code == 1
    deadline = time.monotonic() + PATIENCE_S
    while not listener.posted and time.monotonic() < deadline:
        time.sleep(0.1)
    ((path, _, body),) = listener.posted
    assert path == "/told"
    assert "WarehouseError" in body["said"]
