"""Looks at a sentence, or at a cue in it, for which several rules ask: each is taken once, and kept by the sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from extraction.engines.rules.sentence import Sentence

P = ParamSpec("P")
R = TypeVar("R")


def taken_once(look: Callable[Concatenate[Sentence, P], R]) -> Callable[Concatenate[Sentence, P], R]:
    """Let `look` be asked often: what it returned for the same of a sentence it returns again.

    Nobody may change that, and it must not hold the sentence, which would then never be freed at once.
    """

    @wraps(look)
    def taken(sentence: Sentence, /, *asked: P.args, **named: P.kwargs) -> R:
        looks, key = sentence.looks, (look, *asked, *named.items())
        if key not in looks:
            looks[key] = look(sentence, *asked, **named)
        known: R = looks[key]
        return known

    return taken
