"""Content addresses: the same content always has the same id, on every machine."""

from __future__ import annotations

import hashlib
import json
from typing import Any

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Made once: `json.dumps` makes another for each call that asks for anything but the default."""


def canonical_json(value: Any) -> str:
    """Serialise JSON-compatible `value` the one way that every id is computed from: sorted keys, no spaces, UTF-8."""
    return _CANONICAL.encode(value)


def digest(*parts: Any) -> str:
    """Return the SHA-256 of `parts` as 64 hexadecimal characters.

    Strings are hashed as they are, bytes as the UTF-8 of one, everything else as canonical JSON; parts cannot run into
    each other, because each is preceded by its length.
    """
    sha = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else _text(part).encode("utf-8", "surrogatepass")
        sha.update(f"{len(data)}:".encode())
        sha.update(data)
    return sha.hexdigest()


def _text(part: Any) -> str:
    return part if isinstance(part, str) else canonical_json(part)
