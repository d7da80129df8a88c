"""The attacks of attacks.toml, and how one is written into a document."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import Template

from core.document import Document, Span
from extraction.structure import structure_of
from tests.hostile.disguises import DISGUISES

FILE = Path(__file__).with_name("attacks.toml")
CANARIES = {"country": "Tuvalu", "code": "TUV", "capital": "Funafuti", "number": "66613", "name": "Zephyrine Compact"}
HARMLESS = ("The weather was mild that day.", "The weather", "A deportation flight took 40 people to Iceland.")
"""What is written in for comparison: a sentence, a heading, another event. Where even one of them changes something, a
place stands in the middle of a story."""


@dataclass(frozen=True)
class Attack:
    """One attack: its family's name, its number in the family, and its text with `$` places to be filled."""

    family: str
    number: int
    text: str
    encode: str | None = None
    repeat: int = 1

    def __str__(self) -> str:
        return f"{self.family} {self.number}"

    def filled(self, known: Mapping[str, str]) -> str:
        """Return what is written into a document; `known` holds `title` and `mark`."""
        text = Template(self.text * self.repeat).safe_substitute({**CANARIES, **known})
        return DISGUISES[self.encode](text) if self.encode else text


@dataclass(frozen=True)
class Attacked:
    """A text with an attack in it: `span` is what was written in, its blank lines included."""

    text: str
    span: Span

    def holds(self, start: int, end: int) -> bool:
        """Whether `[start:end]` touches what was written in."""
        return start < self.span[1] and self.span[0] < end

    def before(self, position: int) -> int:
        """Return where a character of the attacked text stood before, if it is not of the attack."""
        return position if position < self.span[1] else position - (self.span[1] - self.span[0])


@cache
def attacks() -> tuple[Attack, ...]:
    """Return every attack, in the order of the file."""
    families = tomllib.loads(FILE.read_text(encoding="utf-8"))["family"]
    return tuple(
        Attack(family["name"], number, text, family.get("encode"), family.get("repeat", 1))
        for family in families
        for number, text in enumerate(family["texts"])
    )


def written_into(text: str, attack: str, at: int) -> Attacked:
    """Write `attack` into `text` as a paragraph of its own before the character `at`."""
    before = "\n\n" if at and not text[:at].endswith("\n\n") else ""
    after = "" if at == len(text) or text[at:].startswith("\n\n") else "\n\n"
    inserted = f"{before}{attack}{after}"
    return Attacked(text[:at] + inserted + text[at:], (at, at + len(inserted)))


def between_paragraphs(text: str) -> list[int]:
    """Return where a paragraph can stand that tears nothing apart: where one paragraph ends and another begins."""
    blocks = structure_of(Document(text=text, source="")).blocks
    return [
        after.span[0]
        for before, after in pairwise(blocks)
        if before.kind == "paragraph" and after.kind in ("paragraph", "heading")
    ]
