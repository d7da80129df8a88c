"""What a command cost with every process that it started: `python whole_process.py WATCHED MARKER COMMAND…`.

The command runs below a process that does nothing else, adopts what its children leave behind (Linux: subreaper), waits
for all of it, and asks the kernel what they took. Memory is read twenty times a second, as is whether a file below
WATCHED holds MARKER: that is when the first record is on disk.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY_S = 0.05
PR_SET_CHILD_SUBREAPER = 36
PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1e6
KIB_MB = 1024 / 1e6


@dataclass(frozen=True)
class Cost:
    """Of a command and all that it started: elapsed and processor time in seconds, and memory in MB.

    `memory_mb` is the most that all of them held at one time; a page that two share is counted twice. `largest_mb` is
    the most that one of them held. `first_record_s` is None if no file ever held the marker.
    """

    elapsed_s: float
    cpu_s: float
    memory_mb: float
    largest_mb: float
    first_record_s: float | None


def cost_of(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], watched: Path, marker: str = ""
) -> Cost:
    """Run `command` in `folder`; raises RuntimeError with the end of what it said if it fails.

    `marker` is what a file below `watched` holds as soon as it has a record; empty: that it holds anything.
    """
    wrapped = [sys.executable, "-P", __file__, str(watched), marker, *command]
    done = subprocess.run(wrapped, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-3000:]}")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


class Watch(threading.Thread):
    """Looks at the memory of all descendants, and for the first record, until it is told to end."""

    def __init__(self, watched: Path, marker: bytes) -> None:
        super().__init__(daemon=True)
        self.watched, self.marker = watched, marker
        self.began = time.perf_counter()
        self.memory_mb = 0.0
        self.first_record_s: float | None = None
        self.is_over = threading.Event()

    def run(self) -> None:
        """Look, and look again."""
        while not self.is_over.wait(EVERY_S):
            self.look()

    def look(self) -> None:
        """Note the memory if it is the most so far, and the time if there is a record now."""
        self.memory_mb = max(self.memory_mb, sum(_memory_mb(pid) for pid in _descendants(os.getpid())))
        if self.first_record_s is None and _holds(self.watched, self.marker):
            self.first_record_s = time.perf_counter() - self.began


def _descendants(pid: int) -> Iterator[int]:
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = [int(child) for child in children.read_text().split()]
        except OSError:  # it ended meanwhile
            continue
        for child in found:
            yield child
            yield from _descendants(child)


def _memory_mb(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_MB
    except (OSError, IndexError):  # it ended meanwhile
        return 0.0


def _holds(watched: Path, marker: bytes) -> bool:
    files = [watched] if watched.is_file() else sorted(path for path in watched.rglob("*") if path.is_file())
    return any(marker in path.read_bytes() if marker else path.stat().st_size > 0 for path in files)


def main() -> int:
    """Run what the command line says, print its cost as JSON, and end with its exit code."""
    watched, marker, *command = sys.argv[1:]
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    watch = Watch(Path(watched), marker.encode())
    watch.start()
    began = time.perf_counter()
    code = subprocess.run(command, check=False, stdout=sys.stderr).returncode
    elapsed = time.perf_counter() - began
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    watch.is_over.set()
    watch.join()
    watch.look()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, largest = used.ru_utime + used.ru_stime, used.ru_maxrss * KIB_MB
    cost = Cost(elapsed, cpu, watch.memory_mb, largest, watch.first_record_s)
    print(json.dumps(vars(cost)))
    return code


if __name__ == "__main__":
    sys.exit(main())
