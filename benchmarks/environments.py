"""A virtual environment for each tool that we are measured beside, in `.bench/`, from the locked list in `peers/`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

PEERS = Path(__file__).parent / "peers"
CACHE = Path(__file__).parents[1] / ".bench"


AT_ONCE = 2
"""Environments that are installed at one time: one unpacks while the other downloads."""


@contextmanager
def installing(*, first: bool) -> Iterator[None]:
    """Install all environments beside what is done within, or `first`.

    One that cannot be installed is tried again, and its error raised, where somebody asks for it.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        begun = [pool.submit(python_of, lock.stem) for lock in sorted(PEERS.glob("*.txt"), key=_largest_first)]
        if first:
            wait(begun)
        yield


def _largest_first(lock: Path) -> int:
    return -lock.stat().st_size


def python_of(name: str) -> Path:
    """Return the interpreter that has what `peers/<name>.txt` lists, and nothing else; installed if it is not yet.

    Who asks while another installs it waits. Raises RuntimeError with what uv said if it cannot be.
    """
    CACHE.mkdir(exist_ok=True)
    with FileLock(CACHE / f"{name}.lock"):
        return _installed(name)


def _installed(name: str) -> Path:
    lock = PEERS / f"{name}.txt"
    place, wanted = CACHE / name, sha256(lock.read_bytes()).hexdigest()
    python, stamp = place / "bin" / "python", place / "installed.sha256"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    print(f"Installing {name} into {place.relative_to(CACHE.parent)} (once) …", file=sys.stderr, flush=True)
    _uv("venv", "--clear", "--python", sys.executable, str(place))
    _uv("pip", "sync", "--python", str(python), "--require-hashes", str(lock))
    stamp.write_text(wanted, encoding="utf-8")
    return python


def version_of(name: str, package: str) -> str:
    """Return the version of a package that `peers/<name>.txt` locks."""
    lines = (PEERS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return next(line.partition("==")[2].split()[0] for line in lines if line.startswith(f"{package}=="))


def _uv(*arguments: str) -> None:
    uv = Path(sys.executable).parent / "uv"
    done = subprocess.run([str(uv), "--quiet", *arguments], check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"uv {' '.join(arguments)}: {done.stderr.strip()[-2000:]}")
