"""The archive: the bytes of every page as they came, each under its SHA-256, written once and never changed."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path

from core.durable import sync_folder
from core.errors import LandingError
from extraction.fetching.answers import Fetched


class Archive:
    """The files `ab/abcdef….bin` of one folder, each with a small record beside it of how it first came."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return the file that holds the bytes with that hash, if they are kept."""
        return self.folder / sha256[:2] / f"{sha256}.bin"

    def keep(self, page: Fetched) -> str:
        """Keep the bytes of `page` and return their hash; raises LandingError if that is impossible.

        They are on disk, whole and by their name, when this returns. What is there already stays as it is.
        """
        sha256 = hashlib.sha256(page.body).hexdigest()
        path = self.path(sha256)
        if path.exists():
            return sha256
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path.with_suffix(".json"), _record(page, sha256))
            _write(path, page.body)
            sync_folder(path.parent)
        except OSError as error:
            raise LandingError(
                f"cannot write the archive {path}: {error.strerror}",
                hint="Make room or give access there, then type the same command again: what was landed is kept.",
            ) from error
        return sha256

    def read(self, sha256: str) -> bytes | None:
        """Return the bytes with that hash; None if they are gone or are not what they were."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha256 else None


def _record(page: Fetched, sha256: str) -> bytes:
    said = {
        "sha256": sha256,
        "bytes": len(page.body),
        "address": page.address,
        "final_address": page.final_address,
        "fetched_at": page.at.isoformat(),
        "status": page.status,
        "content_type": page.media_type,
        "charset": page.charset,
        "etag": page.etag,
        "last_modified": page.last_modified,
    }
    return json.dumps(said, indent=1).encode() + b"\n"


def _write(path: Path, data: bytes) -> None:
    """Have `data` at `path`, whole or not at all, whoever else writes there at the same time."""
    private = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with private.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        private.chmod(0o444)
        private.replace(path)
    finally:
        private.unlink(missing_ok=True)
