"""A virtual environment for each tool that we are measured beside, in `.bench/`, from the locked list in `peers/`."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

PEERS = Path(__file__).parent / "peers"
CACHE = Path(__file__).parents[1] / ".bench"


def python_of(name: str) -> Path:
    """Return the interpreter that has what `peers/<name>.txt` lists, and nothing else; installed if it is not yet.

    Raises RuntimeError with what uv said if it cannot be.
    """
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
