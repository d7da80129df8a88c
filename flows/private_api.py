"""The Prefect API of a run on a machine where no Prefect server is configured.

Prefect would start a temporary server by itself, and that is what this replaces, for four reasons: Prefect first
imports its whole server into the client and only then begins to start it (5 s of the 15 that a run may take); its
server is killed by the same Ctrl-C that the flow wants to end cleanly; it outlives a client that was killed; and it
migrates the database of the user's own Prefect profile. This one starts while the client is still importing, is a
child in a session of its own, ends with the run however the run ends, and keeps its database beside the warehouse.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import DossierError, UsageError

LOOPBACK = "127.0.0.1"
LOCK = "prefect.db.lock"
"""The file that a run holds while it uses the database."""
EVENTS = ("prefect.events.clients", "prefect._internal.concurrency")
"""The loggers that say that an event could not be sent: nobody asks a private server for those, and it may be gone."""
START_SECONDS = 120.0
"""A server takes 5 to 15 s to start, longer on a busy machine; one that takes longer than this never will."""


class PrivateApi:
    """A Prefect server for one process, on loopback; it is starting up while the caller does something else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "server.log"
        self._lock = FileLock(folder / LOCK)
        self.database = ":memory:"
        """Where the server keeps its runs: on disk, in memory while another run has that file."""
        self._process = self._start()

    def url(self) -> str:
        """Wait until the server answers and return its address; raises DossierError if it does not start."""
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe in _start
        overdue = threading.Timer(START_SECONDS, self._process.kill)
        overdue.start()
        try:
            port = self._process.stdout.readline().strip()
        finally:
            overdue.cancel()
        if not port:
            raise DossierError(
                "the Prefect server of this run did not start",
                hint=f"It says why in {self._log}. To use a server of your own, set PREFECT_API_URL.",
            )
        return f"http://{LOOPBACK}:{port}/api"

    def stop(self) -> None:
        """End the server at once: how the flow ended is already in its database, and SQLite survives a kill."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._lock.release()

    def _start(self) -> subprocess.Popen[str]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._choose_database()
            with self._log.open("w") as log:
                return subprocess.Popen(
                    # -P and cwd: folders named like our packages, and Prefect's settings, may lie where the user is.
                    [sys.executable, "-P", "-m", "flows.private_api_server"],
                    cwd=self._folder,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    start_new_session=True,
                    env=environment_of(self._folder, self.database),
                )
        except OSError as error:
            raise UsageError(
                f"cannot write {self._folder}: {error.strerror}",
                hint="Prefect's database is kept beside the warehouse: choose another place with --warehouse.",
            ) from error

    def _choose_database(self) -> None:
        with contextlib.suppress(Timeout):
            self._lock.acquire(blocking=False)
            database = database_file(self._folder)
            if not database.exists():
                _lay_out(database)
            self.database = str(database)


def database_file(folder: Path) -> Path:
    """Return where the private server of `folder` keeps its runs: each version of Prefect by itself."""
    return (folder / f"prefect-{version('prefect')}.db").resolve()


def tables_file(prefect: str) -> Path:
    """Return where the set-up of this environment has left the tables of that version of Prefect, ready made."""
    return Path(sys.prefix) / "share" / "dossier" / f"prefect-{prefect}.sql"


def _lay_out(database: Path) -> None:
    """Make Prefect's tables at once where they are known (`flows.private_api_tables`); Prefect makes them otherwise."""
    tables = tables_file(version("prefect"))
    if not tables.exists():
        return
    draft = database.with_suffix(".draft")
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(tables.read_text(encoding="utf-8"))
        draft.write_bytes(connection.serialize())
    draft.replace(database)


def environment_of(folder: Path, database: str) -> dict[str, str]:
    """Return the environment of a process with that database, without the user's settings of another server."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    root = str(Path(__file__).parents[1])
    return ours | {
        "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH")))),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_HOME": str(folder.resolve()),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database}",
        "PREFECT_UI_ENABLED": "0",
        "PREFECT__SERVER_EPHEMERAL": "1",
        "PREFECT__SERVER_FINAL": "1",
    }


@contextlib.contextmanager
def connection(folder: Path, meanwhile: Callable[[], None]) -> Iterator[None]:
    """Let flows reach a Prefect API: the configured one, or a private one that keeps its files in `folder`.

    `meanwhile` is done while the private one starts up.
    """
    with contextlib.ExitStack() as stack:
        private = None
        if not os.environ.get("PREFECT_API_URL"):
            private = PrivateApi(folder)
            stack.callback(private.stop)
        meanwhile()
        from prefect.settings import PREFECT_API_URL

        if not PREFECT_API_URL.value() and private:
            stack.enter_context(_settings_for(private))
        else:  # configured in the environment, or in the user's profile, which only Prefect can read
            stack.close()
            _check_answers(PREFECT_API_URL.value())
        yield


def _check_answers(url: str) -> None:
    """Raise UsageError if no Prefect server answers at `url`."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        error = client.api_healthcheck()
    if error is not None:
        raise UsageError(
            f"no Prefect server answers at {url}: {error}",
            hint="Start it (prefect server start), or unset PREFECT_API_URL: the run then brings its own.",
        )


def _settings_for(private: PrivateApi) -> contextlib.AbstractContextManager[object]:
    from prefect.settings import (
        PREFECT_API_AUTH_STRING,
        PREFECT_API_KEY,
        PREFECT_API_URL,
        PREFECT_LOGGING_TO_API_ENABLED,
        temporary_settings,
    )

    _bypass_proxies()
    for name in EVENTS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return temporary_settings(
        {
            PREFECT_API_URL: private.url(),
            PREFECT_API_KEY: None,
            PREFECT_API_AUTH_STRING: None,
            PREFECT_LOGGING_TO_API_ENABLED: False,  # nobody can look while it runs, and they would arrive too late
        }
    )


def _bypass_proxies() -> None:
    """Keep requests to the private server away from a proxy that is configured for the world outside."""
    for name in ("NO_PROXY", "no_proxy"):
        listed = [host for host in os.environ.get(name, "").split(",") if host]
        if LOOPBACK not in listed:
            os.environ[name] = ",".join([*listed, LOOPBACK])
