"""Trials: what the rules would find were a line of a lexicon, or a rule, not there.

That is how `dossier extract --explain` knows which rule and which lines made a record: it leaves them out, one at a
time, and looks what becomes of it. Nothing in the rules has to say what it went by, and what is said is so.

Lines go by where they stand (`rules/cues/flights.tsv:14`), rules by their name (`removals.flights.flights_in`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_NOTHING: frozenset[str] = frozenset()
_left_out: ContextVar[frozenset[str]] = ContextVar("left_out", default=_NOTHING)
left_out: Callable[[], frozenset[str]] = _left_out.get
"""Return what is left out in this context: nothing, outside a trial. Every rule asks, so it is no function of ours."""


@contextmanager
def leaving_out(names: Iterable[str]) -> Iterator[None]:
    """Leave out lines of lexicons and rules for as long as the context lasts."""
    token = _left_out.set(frozenset(names))
    try:
        yield
    finally:
        _left_out.reset(token)
