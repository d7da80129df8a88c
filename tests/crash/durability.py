"""What a loss of power would leave, from the system calls alone: a kill does not show that a sync is missing.

A file's bytes are on disk once it was synced after the last write to it; its name is once its folder was synced after
the name was made. (POSIX promises no more; ext4 often does more.)
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from core.landing.raw import SUFFIX
from tests.crash.syscalls import SENDING, Call

_WRITING = {"write", "writev", "pwrite64", "pwritev", "pwritev2", "ftruncate", "truncate", "fallocate"}
_SYNCING = {"fsync", "fdatasync"}
_REMOVING = {"unlink", "unlinkat", "rmdir"}
_RENAMING = {"rename", "renameat", "renameat2"}


class Disk:
    """What of the files below `folder` is on disk for good; what is there at the beginning (`names`) is."""

    def __init__(self, folder: str, names: Iterable[str]) -> None:
        self._folder = folder
        self._known = set(names)
        self._unsynced_data: set[str] = set()
        self._unsynced_names: set[str] = set()
        self._targets: dict[str, str] = {}

    def keeps(self, path: str) -> bool:
        """Whether the file is there after a loss of power, with all that was written to it."""
        way = [path, *(str(parent) for parent in PurePath(path).parents)]
        return path not in self._unsynced_data and not self._unsynced_names & set(way)

    def take(self, call: Call) -> None:
        """Follow one call."""
        if call.has_failed or not (paths := call.paths):
            return
        if call.name in _WRITING or (call.name in ("ioctl", "sendfile") and call.changes):
            self._unsynced_data.add(paths[0])
        elif call.name == "copy_file_range":
            self._unsynced_data.add(paths[1])
        elif call.name in _SYNCING:
            self._unsynced_data.discard(paths[0])
            self._unsynced_names -= {name for name in self._unsynced_names if str(PurePath(name).parent) == paths[0]}
        elif call.name in ("open", "openat", "creat"):
            self._opened(call, paths[0])
        elif call.name in ("mkdir", "mkdirat"):
            self._named(paths[0])
        elif call.name in _RENAMING:
            self._renamed(*paths)
        elif call.name in ("symlink", "symlinkat", "link", "linkat"):
            self._named(paths[1])
            self._targets[paths[1]] = paths[0]
        elif call.name in _REMOVING:
            self._forgotten(paths[0])

    def _opened(self, call: Call, path: str) -> None:
        if "O_CREAT" in call.arguments and path not in self._known:
            self._named(path)
        if "O_TRUNC" in call.arguments:
            self._unsynced_data.add(path)

    def _named(self, path: str) -> None:
        if path.startswith(self._folder):
            self._known.add(path)
            self._unsynced_names.add(path)

    def _renamed(self, old: str, new: str) -> None:
        unsynced = old in self._unsynced_data
        self._forgotten(old)
        self._forgotten(new)
        self._named(new)
        if unsynced:
            self._unsynced_data.add(new)

    def _forgotten(self, path: str) -> None:
        for known in (self._known, self._unsynced_data, self._unsynced_names):
            known.discard(path)

    def target(self, link: str) -> str:
        """Return what a symbolic link holds that was made meanwhile."""
        return self._targets[link]

    def knows(self, path: str) -> bool:
        """Whether there is such a file now."""
        return path in self._known


class Order:
    """Watches over the order of calls that nothing can be lost in; `folder` is the one of the warehouse."""

    def __init__(self, folder: str, names: Iterable[str]) -> None:
        self._disk = Disk(folder, names)
        self._folder = folder
        self._link = f"{folder}/dossier.duckdb"
        self._log: set[str] = set()
        self._answer: str | None = None
        self._landed_by = 0
        self.breaches: list[str] = []

    def watch(self, calls: Iterable[Call], *, completed: bool) -> list[str]:
        """Follow all calls and return what is wrong in them; `completed`: the command has ended with exit code 0."""
        for call in calls:
            self._follow(call)
        if completed:
            for path in [*sorted(self._log), self._link]:
                self._kept(path, "not on disk at the end")
        return self.breaches

    def _follow(self, call: Call) -> None:
        paths = () if call.has_failed else call.paths
        # Other threads send what they like, as to Prefect: of an answer they learn from the one that landed it.
        if call.name in SENDING and call.thread == self._landed_by:
            self._goes_on()
        if paths and call.name == "write" and self._is_in(paths[0], "landing") and paths[0].endswith(SUFFIX):
            self._goes_on()
            self._log.add(paths[0])
            self._answer = paths[0] if call.data.startswith('{"line":"call"') else None
            self._landed_by = call.thread
        elif paths and call.name in _WRITING and self._is_in(paths[0], "published"):
            self.breaches.append(f"a published version is written to: {self._short(paths[0])}")
        elif paths and call.name in _REMOVING and self._is_in(paths[0], "published"):
            self._kept(self._link, "an old version is removed before the newest link is on disk")
        elif paths and call.name in _RENAMING:
            self._renamed(*paths)
        self._disk.take(call)

    def _goes_on(self) -> None:
        """Check, when the run does the next thing, that the answer before it can not be lost any more."""
        if self._answer:
            self._kept(self._answer, "an answer is not on disk when the run goes on")
        self._answer = None

    def _renamed(self, old: str, new: str) -> None:
        if self._is_in(new, "published") and self._disk.knows(f"{old}.wal"):
            self.breaches.append(f"published with a write-ahead log beside it: {self._short(new)}")
        if new == self._link:
            self._kept(f"{self._folder}/{self._disk.target(old)}", "readers are led to a version that is not on disk")
            for path in sorted(self._log):
                self._kept(path, "published before its lines are on disk")

    def _kept(self, path: str, otherwise: str) -> None:
        if not self._disk.keeps(path):
            self.breaches.append(f"{otherwise}: {self._short(path)}")

    def _is_in(self, path: str, name: str) -> bool:
        return path.startswith(f"{self._folder}/{name}/")

    def _short(self, path: str) -> str:
        return path.removeprefix(f"{self._folder}/")
