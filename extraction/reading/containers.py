"""What containers have in common: how what is in them is named, and how much they may unpack to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

import regex

from core.errors import DocumentError
from extraction.reading.formats import media_types
from extraction.reading.material import INSIDE, LeftOut, Material, Unread

DEEPEST = 3
"""Containers inside containers: an archive in a mail in an archive; nobody sends more, and bombs have no end."""
MOST_UNPACKED = 4_000_000_000
"""Bytes that one source may unpack to in all."""
_UNPRINTABLE = regex.compile(r"[\p{C}\p{Zl}\p{Zp}]+")

Content = Material | Unread | LeftOut


@dataclass
class Names:
    """The sources of what is in one container: `mail.eml#annex.pdf`. No two are the same, and none leads anywhere."""

    container: str
    _taken: set[str] = field(default_factory=set)

    def source(self, name: str) -> str:
        """Return the source of what is called `name` there; "/", ".." and what cannot be printed are left out."""
        steps = _UNPRINTABLE.sub("", name.replace("\\", "/").encode("utf-8", "replace").decode()).split("/")
        clean = "/".join(step for step in steps if step not in ("", ".", "..")) or "unnamed"
        path, number = PurePosixPath(clean), 1
        while clean in self._taken:
            number += 1
            clean = path.with_name(f"{path.stem}~{number}{path.suffix}").as_posix()
        self._taken.add(clean)
        return f"{self.container}{INSIDE}{clean}"


@dataclass
class Allowance:
    """What one source may still unpack to; one is shared by all containers inside it."""

    max_bytes: int
    """Of one document."""
    left: int = MOST_UNPACKED

    def take(self, source: str, size: int) -> None:
        """Count `size` bytes of what is in `source`. Raises DocumentError when they are too many."""
        self.left -= size
        if self.left < 0:
            raise DocumentError(
                f"{source} unpacks to more than {MOST_UNPACKED / 1e9:g} GB: the rest of it is not read",
                hint="Unpack it yourself, look what it is, and name the folder.",
            )


def is_supported(name: str) -> bool:
    """Say whether a file is of a kind that is read, and not hidden, by its name."""
    path = PurePosixPath(name)
    return (
        not any(step.startswith(".") and step != ".." for step in path.parts) and path.suffix.lower() in media_types()
    )


def too_deep(source: str) -> DocumentError:
    """Return the error of a container in too many others."""
    return DocumentError(
        f"{source} is packed more than {DEEPEST} times: it is not opened", hint="Unpack it and name what is in it."
    )
