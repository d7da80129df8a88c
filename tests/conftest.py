"""What every test shares: the `dossier` command as a process, and one Prefect server for the session."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.warm_process import WarmProcess, may_be_forked

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"

# A property holds or not, however busy the machine is: an example may take as long as it takes. `make test` tries the
# same examples each time, so that a change that breaks it is the last change; `make soak` looks for others.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", settings.get_profile("same"), derandomize=False, max_examples=1000, print_blob=True)
settings.load_profile("same")

# Prefect reads its home when it is imported: a test must meet neither the user's profile nor leave traces in it.
os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="dossier-tests-prefect-")


UNPRIVILEGED = (
    ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"] if os.geteuid() == 0 else []
)
"""What to put before a command so that permissions hold for it, also where the tests run as root (as in CI)."""


@dataclass
class Dossier:
    """The command line in a folder of its own, with an environment that nothing of the machine's leaks into."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    prefix: list[str] = field(default_factory=list)
    from_scratch: bool = False
    """Whether each command is a new Python, and not a fork of one that has imported it (`tests.warm_process`)."""

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse" / "dossier.duckdb"

    def __call__(self, *arguments: str, stdin: str | None = None, timeout: float = 120) -> Finished:
        if self.from_scratch or self.prefix or not may_be_forked(self.environment):
            done = self._run_from_scratch(arguments, stdin, timeout)
        else:
            warm = warm_process(self.environment.get("PREFECT_API_URL"))
            done = warm.run(arguments, self.folder, self._environment(), stdin, timeout)
        return Finished(done.returncode, done.stdout, done.stderr)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command in a process group of its own, so that a test can send it what a terminal sends."""
        return subprocess.Popen(
            [*self.prefix, sys.executable, "-P", "-m", "cli.main", *arguments],
            cwd=self.folder,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=hear_interrupts,
        )

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a document below the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def _run_from_scratch(
        self, arguments: Sequence[str], stdin: str | None, timeout: float
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.prefix, sys.executable, "-P", "-m", "cli.main", *arguments],
            cwd=self.folder,
            env=self._environment(),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        path = os.environ.get("PATH", "")
        return {"PATH": path, "HOME": str(self.folder / "home"), "PYTHONPATH": str(ROOT), **self.environment}


def hear_interrupts() -> None:
    """Be a foreground process, also where the tests themselves run in the background of a script."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Finished:
    """A command that ended."""

    code: int
    out: str
    err: str


_WARM: dict[str | None, WarmProcess] = {}
"""By the Prefect server that their commands reach, started when first needed."""


def warm_process(api: str | None) -> WarmProcess:
    """Return the process that forks for the commands that reach this Prefect server."""
    if api not in _WARM:
        _WARM[api] = WarmProcess(api)
    return _WARM[api]


@pytest.fixture(scope="session", autouse=True)
def _stop_warm_processes() -> Iterator[None]:
    yield
    stop_warm_processes()


def stop_warm_processes() -> None:
    """End them, and wait: what they and their commands took is then counted as ours."""
    while _WARM:
        _WARM.popitem()[1].stop()


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Prefect server that all tests of the session share."""
    from flows.private_api import PrivateApi

    api = PrivateApi(tmp_path_factory.mktemp("prefect"))
    yield api.url()
    api.stop()


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    """The command line without any Prefect server configured."""
    return Dossier(tmp_path)


@pytest.fixture
def served_dossier(tmp_path: Path, prefect_api: str) -> Dossier:
    """The command line with PREFECT_API_URL set."""
    return Dossier(tmp_path, {"PREFECT_API_URL": prefect_api})


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, prefect_api: str) -> Path:
    """The warehouse of the seeds: the one that DOSSIER_GOLDEN_WAREHOUSE names (CI: by `make run`), else made here."""
    if given := os.environ.get("DOSSIER_GOLDEN_WAREHOUSE"):
        return Path(given).absolute()
    command = Dossier(tmp_path_factory.mktemp("published"), {"PREFECT_API_URL": prefect_api})
    (command.folder / "seeds").symlink_to(SEEDS)
    done = command("run", "seeds")
    assert done.code == 0, done.err
    return command.warehouse
