"""`prefect.yaml` for real: a server, a work pool, a worker, a schedule of seconds, and documents that arrive."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest

from tests.conftest import ROOT

PACT = "On {day} May 2025 Honduras and Mexico signed an agreement on the return of migrants.\n"
POOL = "dossier"
EAGER = {"PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "1", "PREFECT_WORKER_QUERY_SECONDS": "1"}


class Prefect:
    """The `prefect` command, as an operator types it in the project's folder.

    The server that the tests share is one of Prefect's temporary ones, which schedule nothing: here it is a whole one.
    """

    def __init__(self, home: Path, api: str) -> None:
        self._environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(home),
            "PREFECT_HOME": str(home / "prefect"),
            "PREFECT_API_URL": api,
            "PYTHONPATH": str(ROOT),
            "DOSSIER_HOME": str(home),
            "DO_NOT_TRACK": "1",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        }

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *arguments: str, log: Path) -> subprocess.Popen[bytes]:
        with log.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "prefect", *arguments],
                cwd=ROOT,
                env=self._environment | EAGER,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )


@pytest.fixture
def api(free_tcp_port: int) -> str:
    return f"http://127.0.0.1:{free_tcp_port}/api"


@pytest.fixture
def prefect(tmp_path: Path, api: str) -> Iterator[Prefect]:
    prefect = Prefect(tmp_path, api)
    address = httpx.URL(api)
    server = prefect.start(
        *("server", "start", "--host", address.host, "--port", str(address.port), "--no-ui"),
        log=tmp_path / "server.log",
    )
    wait_until(lambda: answers(api), tmp_path / "server.log")
    yield prefect
    end(server)


@pytest.fixture
def deployed(prefect: Prefect, tmp_path: Path) -> Iterator[None]:
    """The deployment of `prefect.yaml`, on a schedule of seconds, with a worker at work."""
    prefect("work-pool", "create", POOL, "--type", "process")
    prefect("deploy", "--name", "articles", "--interval", "3")
    worker = prefect.start("worker", "start", "--pool", POOL, log=tmp_path / "worker.log")
    yield
    end(worker)


def end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers(api: str) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(f"{api}/health").is_success
    return False


def wait_until(condition: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)


def sources(warehouse: Path) -> list[str]:
    if not warehouse.exists():
        return []
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return [str(row[0]) for row in con.execute("SELECT source FROM document_sources ORDER BY source").fetchall()]


def test_documents_dropped_into_the_watched_folder_arrive_in_the_warehouse(
    tmp_path: Path, deployed: None, api: str
) -> None:
    warehouse, log = tmp_path / "warehouse" / "dossier.duckdb", tmp_path / "worker.log"
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "1.txt").write_text(PACT.format(day=1))
    wait_until(lambda: sources(warehouse) == ["articles/1.txt"], log)
    (tmp_path / "articles" / "2.txt").write_text(PACT.format(day=2))
    wait_until(lambda: sources(warehouse) == ["articles/1.txt", "articles/2.txt"], log)

    with duckdb.connect(str(warehouse), read_only=True) as con:
        assert con.execute("SELECT count(*), count(DISTINCT document_id) FROM agreements").fetchone() == (2, 2)
    deployment = httpx.get(f"{api}/deployments/name/extract-documents/articles").json()
    assert_is_a_form(deployment["parameter_openapi_schema"])
    assert deployment["global_concurrency_limit"]["limit"] == 1


def assert_is_a_form(schema: dict[str, Any]) -> None:
    """Hold that Prefect's page can say what each parameter of a run is for."""
    request = schema["definitions"]["RunRequest"]["properties"]
    assert {"sources", "engine", "kinds", "max_cost"} <= request.keys()
    undescribed = [name for name, field in request.items() if not field.get("description")]
    assert undescribed == [], json.dumps(request, indent=1)
