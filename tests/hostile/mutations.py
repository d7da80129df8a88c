"""Texts by number: the seeds and our own goldens' texts, cut, doubled, mixed with each other and with pathologies."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache

from tests.conftest import ROOT, SEEDS
from tests.hostile.pathologies import names, text_of

LONGEST = 20_000
LETTERS = "aZ09 .,;:|*#_-—’“”\"'()[]<>$%\n\t\u00a0\u200b\u0301\u202eéñßİ中🙂"
Mutation = Callable[[random.Random, str], str]


@cache
def _texts() -> tuple[str, ...]:
    goldens = (
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(ROOT.glob("tests/golden/*/expected.json"))
    )
    own = {ROOT / str(golden["source"]) for golden in goldens}
    paths = sorted({*SEEDS.glob("*.txt"), *(path for path in own if path.is_file())})
    return tuple(path.read_text(encoding="utf-8") for path in paths)


def mutated(number: int) -> str:
    """Return text `number`: always the same one for a state of the seeds and goldens."""
    chance = random.Random(number)  # noqa: S311
    text = _piece(chance, LONGEST)
    for _ in range(chance.randint(1, 8)):
        text = chance.choice(_MUTATIONS)(chance, text)[:LONGEST]
    return text


def _piece(chance: random.Random, longest: int) -> str:
    text = chance.choice(_texts())
    start = chance.randrange(len(text))
    return text[start : start + chance.randint(1, longest)]


def _cut(chance: random.Random, text: str) -> str:
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    return text[:start] + text[end:]


def _insert(chance: random.Random, text: str, inserted: str) -> str:
    place = chance.randint(0, len(text))
    return text[:place] + inserted + text[place:]


def _double(chance: random.Random, text: str) -> str:
    start = chance.randint(0, len(text))
    return _insert(chance, text, text[start : start + chance.randint(0, 300)] * chance.randint(1, 20))


def _mix(chance: random.Random, text: str) -> str:
    return _insert(chance, text, _piece(chance, 2_000))


def _disturb(chance: random.Random, text: str) -> str:
    return _insert(chance, text, text_of(chance.choice(names()), chance.randint(10, 3_000)))


def _sprinkle(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 30)):
        text = _insert(chance, text, chance.choice(LETTERS) * chance.randint(1, 3))
    return text


def _shuffle_lines(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def _shuffle_words(chance: random.Random, text: str) -> str:
    words = text[:3_000].split(" ")
    chance.shuffle(words)
    return " ".join(words) + text[3_000:]


def _join_lines(chance: random.Random, text: str) -> str:
    return text.replace("\n", chance.choice((" ", "", "\n\n", " | ", "|\n|")))


def _change_case(chance: random.Random, text: str) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


_MUTATIONS: tuple[Mutation, ...] = (
    _cut,
    _double,
    _mix,
    _disturb,
    _sprinkle,
    _shuffle_lines,
    _shuffle_words,
    _join_lines,
    _change_case,
)
