"""Looks at a document, a sentence or a cue in it, for which several rules ask: each is taken once, and kept by it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar


class Looked(Protocol):
    """What keeps the looks that were taken at it: a sentence, or the analysis of a document."""

    @property
    def looks(self) -> dict[tuple[object, ...], Any]:
        """What was found out about it, by the look that was taken and what it was asked with."""


L = TypeVar("L", bound=Looked)
P = ParamSpec("P")
R = TypeVar("R")


def taken_once(look: Callable[Concatenate[L, P], R]) -> Callable[Concatenate[L, P], R]:
    """Let `look` be asked often: what it returned for the same of a sentence or a document it returns again.

    Nobody may change that, and it must not hold what was looked at, which would then never be freed at once. Nothing of
    a document outlives its analysis this way, as it would in a cache of the function.
    """

    @wraps(look)
    def taken(one: L, /, *asked: P.args, **named: P.kwargs) -> R:
        looks, key = one.looks, (look, *asked, *named.items())
        if key not in looks:
            looks[key] = look(one, *asked, **named)
        known: R = looks[key]
        return known

    return taken
