"""Looks at a cue in its sentence for which several rules ask: each is taken once, and kept by the sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue

R = TypeVar("R")


def taken_once(look: Callable[[Sentence, Cue], R]) -> Callable[[Sentence, Cue], R]:
    """Let `look` be asked often: what it returned for a cue of a sentence it returns again. Nobody may change that."""

    @wraps(look)
    def taken(sentence: Sentence, cue: Cue) -> R:
        looks, key = sentence.looks, (look, cue)
        if key not in looks:
            looks[key] = look(sentence, cue)
        known: R = looks[key]
        return known

    return taken
