"""The main job opens no socket to the world outside, as a user at a terminal starts it on a machine that is no CI."""

from __future__ import annotations

import ast
import ipaddress
import os
import pty
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS

AUDIT = Path(__file__).with_name("audit")
STRACE = shutil.which("strace")
ADDRESS = re.compile(
    r'(connect|bind|sendto|sendmsg|sendmmsg)\(.*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")'
)
OUTSIDE = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"


def is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "")


def audited(log: Path) -> list[str]:
    """Return what Python was given that is not this machine: addresses and names."""
    outside = []
    for line in log.read_text().splitlines():
        event, _, text = line.partition("\t")
        seen = ast.literal_eval(text) if text[:1] in "('\"bN" else text
        if isinstance(seen, bytes):
            seen = seen.decode()
        host = seen[0] if isinstance(seen, tuple) else seen
        is_path = isinstance(seen, str) and event in ("socket.connect", "socket.bind")
        if host is not None and not is_path and not is_local(str(host)):
            outside.append(line)
    return outside


def traced(log: Path) -> list[str]:
    """Return the system calls that name an address which is not this machine's."""
    calls = ((ADDRESS.search(line), line) for line in log.read_text().splitlines())
    return [line for match, line in calls if match and not is_local(match[2] or match[3])]


def run_at_a_terminal(folder: Path, *command: str, trace: Path | None = None) -> tuple[int, str, Path]:
    """Run `command` on a pseudo-terminal, without CI in the environment; return code, output and socket log."""
    log = folder / "sockets.tsv"
    log.touch()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "TERM": "xterm",
        "PYTHONPATH": os.pathsep.join([str(AUDIT), str(ROOT)]),
        "DOSSIER_TEST_SOCKET_LOG": str(log),
    }
    (folder / "home").mkdir()
    prefix = [] if trace is None else [str(STRACE), "-f", "--seccomp-bpf", "-e", "trace=network", "-o", str(trace)]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*prefix, *command], cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    printed: list[bytes] = []

    def read() -> None:
        try:
            while data := os.read(ours, 4096):
                printed.append(data)
        except OSError:  # the terminal is gone when the last process on it is
            pass

    reader = threading.Thread(target=read)
    reader.start()
    code = process.wait(timeout=180)
    reader.join(timeout=10)
    os.close(ours)
    return code, b"".join(printed).decode(errors="replace"), log


@pytest.mark.parametrize("is_traced", [False, True], ids=["audit hook", "strace"])
def test_a_socket_to_the_outside_would_be_seen(tmp_path: Path, *, is_traced: bool) -> None:
    if is_traced and not STRACE:
        pytest.skip("strace is not installed: the system calls cannot be watched")
    trace = tmp_path / "trace" if is_traced else None
    _, _, log = run_at_a_terminal(tmp_path, sys.executable, "-c", OUTSIDE, trace=trace)
    assert "192.0.2.1" in "".join(traced(trace) if trace else audited(log))


def test_the_main_job_stays_on_this_machine(tmp_path: Path) -> None:
    if not STRACE:
        print("strace is not installed: only what Python itself opens is watched", file=sys.stderr)
    trace = tmp_path / "trace" if STRACE else None
    code, printed, log = run_at_a_terminal(
        tmp_path, sys.executable, "-P", "-m", "cli.main", "run", str(SEEDS), trace=trace
    )
    assert code == 0, printed
    assert "5 extracted" in printed
    assert "127.0.0.1" in log.read_text()  # the run's own Prefect server was watched as well
    assert audited(log) == []
    if trace:
        assert "127.0.0.1" in trace.read_text()
        assert traced(trace) == []
