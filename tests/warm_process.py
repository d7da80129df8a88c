"""A process that has imported what the commands import, and forks for each command.

A command takes up to two seconds to import and a tenth of one to do what a test asks of it. A fork is still a process
of its own, with its own folder, environment, streams and exit code, and leaves nothing to the next; what it does not
show is what Python does before a command begins, so whatever is decided there has a process from scratch
(`may_be_forked`).
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import pkgutil
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NoReturn

ROOT = Path(__file__).parents[1]
API = "PREFECT_API_URL"
READ_BEFORE = ("PYTHON", "PREFECT_", "OPENAI_LOG", "LANG", "LC_", "TZ")
"""How the variables begin that Python or a library reads when it starts or is imported."""
OURS = ("extraction", "evaluation")
LIBRARIES = (
    "cli.main",
    "genai_prices.data_snapshot",
    "instructor.v2.providers.openai.client",
    "instructor.v2.providers.openai.handlers",
    "openai.lib._parsing._responses",
    "openai.lib.streaming.chat",
    "openai.resources",
    "rich.live",
    "rich.table",
)
PREFECT = ("fastapi", "prefect.artifacts", "prefect.concurrency.asyncio", "prefect.flow_engine", "prefect.task_engine")
"""Not DuckDB: its import starts a thread, and a thread does not survive a fork."""

_PR_SET_PTRACER = 0x59616D61


def may_be_forked(environment: Mapping[str, str]) -> bool:
    """Whether a command in this environment does the same in a fork as in a process from scratch."""
    decided = [name for name in environment if name.startswith(READ_BEFORE) and name != API]
    return sys.platform == "linux" and not decided


class WarmProcess:
    """The process that forks, one for each Prefect server: Prefect reads where that is when it is imported."""

    def __init__(self, api: str | None) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="dossier-tests-warm-")
        self._socket, theirs = socket.socketpair()
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": self._home.name, "PYTHONPATH": str(ROOT)}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "tests.warm_process", str(theirs.fileno())],
                env=environment | ({API: api} if api else {}) | {"OPENBLAS_NUM_THREADS": "1"},
                cwd=self._home.name,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self._answers = self._socket.makefile("r")

    def run(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        stdin: str | None,
        timeout: float,
        on_stopped: Callable[[int], None] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; raises subprocess.TimeoutExpired after `timeout` seconds.

        With `on_stopped` the command stops itself before it does anything, and is continued once that returns.
        """
        asked = json.dumps([arguments, str(folder), environment, on_stopped is not None]).encode()
        with tempfile.TemporaryFile() as typed, _pipe() as (out, their_out), _pipe() as (err, their_err):
            typed.write((stdin or "").encode())
            typed.seek(0)
            length = len(asked).to_bytes(4)
            socket.send_fds(self._socket, [length], [typed.fileno(), their_out.fileno(), their_err.fileno()])
            self._socket.sendall(asked)
            their_out.close()
            their_err.close()
            command = int(self._answers.readline())
            if on_stopped:
                _wait_until_stopped(command)
                on_stopped(command)
                os.kill(command, signal.SIGCONT)
            printed = _read_all([out, err], time.monotonic() + timeout)
            if printed is None:
                os.kill(command, signal.SIGKILL)
            code = int(self._answers.readline())
        if printed is None:
            raise subprocess.TimeoutExpired(list(arguments), timeout)
        return subprocess.CompletedProcess(list(arguments), code, printed[0], printed[1])

    def stop(self) -> None:
        self._answers.close()
        self._socket.close()
        self._process.wait()
        self._home.cleanup()


def _wait_until_stopped(process: int) -> None:
    while Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "TZ":
        time.sleep(0.002)


@contextlib.contextmanager
def _pipe() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", 0) as ours, os.fdopen(writing, "wb", 0) as theirs:
        yield ours, theirs


def _read_all(pipes: Sequence[BinaryIO], until: float) -> list[str] | None:
    """Read all pipes to their ends; None if that is not over in time."""
    read = dict.fromkeys(pipes, b"")
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe, selectors.EVENT_READ, pipe)
        while selector.get_map():
            if not (ready := selector.select(max(0.0, until - time.monotonic()))):
                return None
            for key, _ in ready:
                if data := os.read(key.fd, 1 << 16):
                    read[key.data] += data
                else:
                    selector.unregister(key.fileobj)
    return [data.decode() for data in read.values()]


def serve(connection: socket.socket) -> None:
    """Fork for each command that comes, and answer with its process number and then with its exit code."""
    while True:
        length, streams, _, _ = socket.recv_fds(connection, 4, 3)
        if not length:
            return
        asked = connection.recv(int.from_bytes(length), socket.MSG_WAITALL)
        if not (command := os.fork()):
            connection.close()
            become(asked, streams)
        for stream in streams:
            os.close(stream)
        connection.sendall(b"%d\n" % command)
        _, status = os.waitpid(command, 0)
        connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def become(asked: bytes, streams: Sequence[int]) -> NoReturn:
    """Be the command, and where it is asked to stop first, write nothing but what is its own."""
    from cli.main import main

    for ours, theirs in enumerate(streams):
        os.dup2(theirs, ours)
        os.close(theirs)
    arguments, folder, environment, stops = json.loads(asked)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["dossier", *arguments]
    if stops:
        sys.dont_write_bytecode = True
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1))  # where Yama lets only parents trace
        signal.raise_signal(signal.SIGSTOP)
    main()
    sys.exit(0)


def import_all() -> None:
    """Import what the commands need, and hand nothing of it to the garbage collector of each fork."""
    for package in map(importlib.import_module, OURS):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for name in LIBRARIES + (PREFECT if API in os.environ else ()):
        importlib.import_module(name)
    threads = len(list(Path("/proc/self/task").iterdir()))
    assert threads == 1, f"{threads} threads: something imports what starts one, and forks would lack it"
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as inherited:
        inherited.set_inheritable(False)
        import_all()
        serve(inherited)
