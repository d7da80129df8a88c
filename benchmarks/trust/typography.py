"""The same words printed otherwise: white space, quotation marks and dashes."""

from __future__ import annotations

import random
from collections.abc import Callable

import regex


def printed_otherwise(text: str, chance: random.Random) -> str | None:
    """Return `text` with one to three kinds of marks changed, or None if nothing in it can be."""
    changes = [*_CHANGES]
    chance.shuffle(changes)
    wanted, changed = chance.randint(1, 3), text
    for change in changes:
        after = change(changed)
        wanted -= after != changed
        changed = after
        if not wanted:
            break
    return changed if changed != text else None


def _wrapped(text: str) -> str:
    """Another place for the ends of lines."""
    words = text.split()
    return "\n".join(" ".join(words[at : at + 7]) for at in range(0, len(words), 7))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _no_break_spaces(text: str) -> str:
    return text.replace(" ", "\u00a0", 3)


def _double_spaces(text: str) -> str:
    return regex.sub(r"(?<=[,.;:]) (?=\w)", "  ", text)


def _typewriter_marks(text: str) -> str:
    return text.translate(str.maketrans("’‘“”", "''\"\""))


def _printer_marks(text: str) -> str:
    opened = regex.sub(r'(?<=^|[\s(])"(?=\S)', "“", text)
    return opened.replace('"', "”").replace("'", "’")


def _guillemets(text: str) -> str:
    return text.translate(str.maketrans("“”", "«»"))


def _long_dashes(text: str) -> str:
    return regex.sub(r"\s*[–—]\s*|\s--\s|\s-\s", "—", text)


def _short_dashes(text: str) -> str:
    return regex.sub(r"[–—]", "-", text)


def _unbroken_hyphens(text: str) -> str:
    return regex.sub(r"(?<=\p{L})-(?=\p{L})", "‑", text)


_CHANGES: tuple[Callable[[str], str], ...] = (
    _wrapped,
    _one_line,
    _no_break_spaces,
    _double_spaces,
    _typewriter_marks,
    _printer_marks,
    _guillemets,
    _long_dashes,
    _short_dashes,
    _unbroken_hyphens,
)
