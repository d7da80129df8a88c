"""The fault server as a test has it: started for the test, ended after it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import ROOT, Dossier
from tests.faults.plan import Plan
from tests.faults.server import Entry, read_log
from tests.model_server import KEY, MODEL

ENGINE = f"openai/{MODEL}"
ESTABLISHED, CLOSE_WAIT = "01", "08"
"""States in /proc/net/tcp (include/net/tcp_states.h); in the second the client has gone."""


@dataclass(frozen=True)
class FaultServer:
    """A server that runs: where it is, and what it has logged."""

    base_url: str
    plan: Plan
    path: Path

    @property
    def log(self) -> list[Entry]:
        """Every request that is over, in the order in which they ended."""
        return read_log(self.path)

    def since(self, began: float, at_least: int) -> list[Entry]:
        """Return the requests that came after `began`, once there are so many: the last is logged when it is over."""
        deadline = time.monotonic() + 10
        while len(found := [entry for entry in self.log if entry.asked_at >= began]) < at_least:
            assert time.monotonic() < deadline, f"{len(found)} of {at_least} requests are logged"
            time.sleep(0.02)
        return found

    def wait_until_left(self) -> None:
        """Wait until nobody is connected: a busy server reads late what somebody sent who has been killed since."""
        deadline = time.monotonic() + 30
        while _connections(self.base_url):
            assert time.monotonic() < deadline, "somebody is still connected"
            time.sleep(0.02)

    def serve(self, dossier: Dossier) -> None:
        """Send the command line here, with waits as short as the server's."""
        dossier.environment |= {
            "OPENAI_BASE_URL": self.base_url,
            "OPENAI_API_KEY": KEY,
            "DOSSIER_BACKOFF_S": "0.01",
            "DOSSIER_TIMEOUT_S": str(self.plan.slow_s * 0.8 or 60),
        }


def _connections(base_url: str) -> int:
    """Return how many connections the server at this address has that it has not closed, by the system's own list."""
    here = f":{urlsplit(base_url).port:04X}"
    rows = (row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return sum(local.endswith(here) and state in (ESTABLISHED, CLOSE_WAIT) for _, local, _, state, *_ in rows)


@contextmanager
def fault_server(folder: Path, plan: Plan) -> Iterator[FaultServer]:
    """Run a fault server with a log in `folder`."""
    path = folder / "server-log.jsonl"
    arguments = map(str, (path, plan.seed, plan.lost, plan.limited, plan.slow_s, plan.latency_s))
    command = [sys.executable, "-m", "tests.faults.server", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield FaultServer(process.stdout.readline().strip(), plan, path)
        process.stdin.close()
