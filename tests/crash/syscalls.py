"""The system calls of a command as strace logs them, and one of them made to fail or to be the last."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.warm_process import WarmProcess

STRACE = shutil.which("strace")
NAMING = {
    "creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink",
    "unlinkat", "rmdir", "truncate", "open", "openat", "utimensat",
}  # fmt: skip
"""Calls that take the names of files; all others take descriptors, and their texts are data."""
CHANGING = NAMING | {
    "write", "pwrite64", "writev", "pwritev", "pwritev2", "fsync", "fdatasync", "sync_file_range", "syncfs",
    "ftruncate", "fallocate", "copy_file_range", "sendfile", "ioctl",
}  # fmt: skip
"""Calls that write, sync, rename, link, make, cut or remove; of `open` only those that may write, of `ioctl` clones."""
SENDING = {"sendto", "sendmsg"}
SHOWN = 64
"""How much of what is written the log shows."""
LONGEST_S = 300

_TRACED = ",".join(sorted(CHANGING | SENDING))
_PROCESSOR = os.getpid() % (os.cpu_count() or 1)

Fault = Literal["SIGKILL", "EIO", "ENOSPC", "full disk"]
"""`full disk`: ENOSPC, from that call on."""
FAULTS: tuple[Fault, ...] = ("SIGKILL", "EIO", "ENOSPC", "full disk")

_LINE = re.compile(r"(?P<thread>\d+) +(?P<rest>.*)")
_CALL = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(?P<rest>.*)")
_UNFINISHED = " <unfinished ...>"
_RESULT = re.compile(r"\)\s+= (?P<result>\?|-?\d+.*)$")
_PART = re.compile(r'(?:\d+|AT_FDCWD)<(?P<file>[^>]*)>|"(?P<text>(?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Call:
    """One system call: `occurrence` counts the calls of this name in its thread, from 1, as strace does."""

    thread: int
    name: str
    occurrence: int
    arguments: str
    result: str

    @property
    def has_failed(self) -> bool:
        return self.result.startswith(("-", "?"))

    @property
    def is_last(self) -> bool:
        """Whether the thread was killed when it came to this call."""
        return self.result.startswith("?")

    @property
    def is_injected(self) -> bool:
        return self.result.endswith("(INJECTED)")

    @property
    def changes(self) -> bool:
        """Whether it can change what is on disk."""
        if self.name in ("open", "openat"):
            return "O_RDONLY" not in self.arguments
        return self.name in CHANGING and (self.name != "ioctl" or "FICLONE" in self.arguments)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that it names or has open, in its order; absolute but for what a symbolic link is to hold."""
        parts = list(_PART.finditer(self.arguments))
        if self.name not in NAMING:
            return tuple(part["file"] for part in parts if part["file"] is not None)
        folder, found = "", list[str]()
        for part in parts:
            if part["file"] is not None:
                folder = part["file"]
            else:
                found.append(os.path.normpath(os.path.join(folder, part["text"])))  # noqa: PTH118 - no files, names
        return tuple(found) or (folder,)

    @property
    def told_by(self) -> str:
        """The file that strace can tell it by: of a rename the old name alone (strace 6.1), otherwise the last one."""
        return self.paths[0 if self.name == "rename" else -1]

    def says(self, path: str) -> bool:
        """Whether strace can tell this call by `path`: it stands there in full."""
        return f'"{path}"' in self.arguments or f"<{path}>" in self.arguments

    @property
    def data(self) -> str:
        """The beginning of what it writes."""
        texts = [part["text"] for part in _PART.finditer(self.arguments) if part["text"] is not None]
        return texts[0].replace('\\"', '"') if texts and self.name not in NAMING else ""


@dataclass(frozen=True)
class Injection:
    """A fault at one call: the `occurrence`-th of this name in a thread; with `path`, of those that name this file."""

    name: str
    occurrence: int
    fault: Fault
    path: str | None = None

    @property
    def options(self) -> list[str]:
        """Return what strace is told."""
        how = {"SIGKILL": "signal=SIGKILL", "full disk": "error=ENOSPC"}.get(self.fault, f"error={self.fault}")
        when = f"{self.occurrence}{'+' if self.fault == 'full disk' else ''}"
        return ["-e", f"inject={self.name}:{how}:when={when}", *(["-P", self.path] if self.path else [])]

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.fault} at {self.name} {self.occurrence} {self.path or ''}"


@dataclass(frozen=True)
class Traced:
    """A command that has ended: `code` is negative for the signal that killed it."""

    code: int
    out: str
    err: str
    calls: list[Call]

    def hit(self, injection: Injection) -> Call | None:
        """Return the call that the fault has met; None if the command came to none."""
        met = (call for call in self.calls if call.name == injection.name and (call.is_injected or call.is_last))
        return next(met, None)


def traced(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, injection: Injection | None = None
) -> Traced:
    """Run `command` in `folder`, on one processor so that its threads take turns as they did before."""
    # With --seccomp-bpf a signal that is injected never arrives (strace 6.1), and everything else is faster.
    filtered = [] if injection and injection.fault == "SIGKILL" else ["--seccomp-bpf"]
    log = folder / "trace"
    done = subprocess.run(
        [*_tracing(log, injection), *filtered, *command],
        cwd=folder,
        env={**environment, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
        preexec_fn=lambda: os.sched_setaffinity(0, {_PROCESSOR}),
    )
    return Traced(done.returncode, done.stdout, done.stderr, list(read_log(log)))


def traced_fork(
    process: WarmProcess,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    injection: Injection | None = None,
) -> Traced:
    """Run `dossier` in `folder` as `traced` does, but for its imports: a fork of a process that has them behind it."""
    log = folder / "trace"
    with ExitStack() as until_all_is_logged:

        def trace(command: int) -> None:
            os.sched_setaffinity(command, {_PROCESSOR})
            attaching = [*_tracing(log, injection), "-p", str(command)]
            tracer = subprocess.Popen(attaching, stderr=subprocess.PIPE, text=True)
            until_all_is_logged.enter_context(tracer)
            assert tracer.stderr is not None
            told = tracer.stderr.readline()
            assert told.endswith(" attached\n"), told

        done = process.run(arguments, folder, environment, None, LONGEST_S, trace)
    return Traced(done.returncode, done.stdout, done.stderr, list(read_log(log)))


def _tracing(log: Path, injection: Injection | None) -> list[str]:
    assert STRACE is not None
    injecting = injection.options if injection else []
    return [STRACE, "-f", "-y", "-s", str(SHOWN), "-e", f"trace={_TRACED}", *injecting, "-o", str(log)]


def read_log(log: Path) -> Iterator[Call]:
    """Yield the calls of a log in the order in which they began."""
    begun: dict[str, int] = {}
    lines: list[tuple[int, str]] = []
    for match in filter(None, map(_LINE.fullmatch, log.read_text(errors="replace").splitlines())):
        thread, rest = match["thread"], match["rest"]
        if resumed := _RESUMED.fullmatch(rest):
            at = begun.pop(thread)
            lines[at] = (int(thread), lines[at][1] + resumed["rest"])
            continue
        if rest.endswith(_UNFINISHED):
            begun[thread] = len(lines)
            rest = rest.removesuffix(_UNFINISHED)
        lines.append((int(thread), rest))
    yield from _calls(lines)


def _calls(lines: Iterable[tuple[int, str]]) -> Iterator[Call]:
    counted: Counter[tuple[int, str]] = Counter()
    for thread, line in lines:
        if call := _CALL.match(line):
            counted[thread, call["name"]] += 1
            result = _RESULT.search(line)
            yield Call(
                thread,
                call["name"],
                counted[thread, call["name"]],
                call["arguments"],
                result["result"] if result else "?",
            )
