"""A model in one GGUF file or in several parts: checked before anything is started, and known by its contents."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.errors import UsageError
from core.identity import digest
from extraction.engines.gguf.header import NotGgufError, Value, read_header

_PART = re.compile(r"(.*)-(\d{5})-of-(\d{5})\.gguf")
_WHAT_TO_TYPE = "Name a GGUF file: --engine gguf:models/<model>.gguf"


@dataclass(frozen=True)
class ModelFile:
    """`parts` are the files that hold the model, the first one first; `context_tokens` is what it was trained on."""

    parts: tuple[Path, ...]
    title: str
    context_tokens: int | None

    @property
    def sha256(self) -> str:
        """The digest of what the files hold, hexadecimal; computed once a process for a file that did not change."""
        sums = [_sha256(part, part.stat().st_size, part.stat().st_mtime_ns) for part in self.parts]
        return sums[0] if len(sums) == 1 else digest(*sums)


def find_model_file(named: str) -> ModelFile:
    """Return the model at the path `named`; raises UsageError for what is no GGUF file that can be read."""
    path = Path(named).expanduser().absolute()
    parts = _parts(path)
    for part in parts:
        if part.is_dir():
            raise UsageError(f"{part} is a folder, not a model", hint=_WHAT_TO_TYPE)
        if not part.exists():
            raise UsageError(f"{part} does not exist", hint=_WHAT_TO_TYPE)
    header = _header(parts[0])
    title = header.get("general.name") or header.get("general.architecture") or "gguf"
    context = header.get(f"{header.get('general.architecture')}.context_length")
    return ModelFile(parts, str(title), context if isinstance(context, int) and context > 0 else None)


def _parts(path: Path) -> tuple[Path, ...]:
    """Return all files of a model that is kept in parts; llama.cpp finds the others by their names, too."""
    named = _PART.fullmatch(path.name)
    if named is None:
        return (path,)
    stem, _, count = named.groups()
    return tuple(path.with_name(f"{stem}-{number:05}-of-{count}.gguf") for number in range(1, int(count) + 1))


def _header(path: Path) -> dict[str, Value]:
    try:
        return read_header(path)
    except NotGgufError as error:
        raise UsageError(f"{path} is no GGUF model: {error}", hint=_WHAT_TO_TYPE) from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", hint=_WHAT_TO_TYPE) from None


@cache
def _sha256(path: Path, _size: int, _modified_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
