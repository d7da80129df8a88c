"""How many calls at a time: up slowly, down at once (additive increase, multiplicative decrease)."""

from __future__ import annotations

BEGIN = 8
STEP = 0.05


class Concurrency:
    """A number of places that follows how a server bears up.

    As in TCP, what was borne before is regained quickly, one place for each call that went well, and what lies beyond
    it slowly: a place for a whole round of calls, or a twentieth of the places where there are many. Before the first
    cut everything up to the ceiling counts as borne.
    """

    def __init__(self, ceiling: int) -> None:
        self.ceiling = ceiling
        self._places = float(min(BEGIN, ceiling))
        self._borne = float(ceiling)

    @property
    def places(self) -> int:
        """How many calls may be in flight, at least one."""
        return min(self.ceiling, int(self._places))

    def grow(self) -> None:
        """Take in that a call went well."""
        step = 1.0 if self._places < self._borne else max(1 / self._places, STEP)
        self._places = min(float(self.ceiling), self._places + step)

    def cut(self, borne: float | None = None) -> None:
        """Halve; `borne` is how many places are known to be borne, half of the present ones if that is not known."""
        self._places = max(1.0, self._places / 2)
        self._borne = self._places if borne is None else max(1.0, borne)

    def regain(self, borne: float | None) -> None:
        """Return at once to what is known to be borne; None is not known."""
        if borne is not None:
            self._borne = max(1.0, borne)
            self._places = max(self._places, min(self._borne, float(self.ceiling)))
