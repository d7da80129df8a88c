"""What is left of a limit that the server told: its last word, less what was started since."""

from __future__ import annotations

from extraction.engines.model.limits.headers import Told


class Quota:
    """One limit of the server, of requests or of tokens. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._told: Told | None = None
        self._heard_at = 0.0
        self._of_start = float("-inf")
        self._taken = 0.0
        self._is_window = False

    def hear(self, told: Told, started_at: float, taken_since: float, now: float) -> None:
        """Take in what the response to a call says that began at `started_at`.

        `taken_since` is what calls took that began later: the server may not have counted them. What an older call
        says is out of date.
        """
        if started_at >= self._of_start:
            self._told, self._of_start, self._heard_at, self._taken = told, started_at, now, taken_since

    def take(self, amount: float) -> None:
        """Count what a call takes that begins."""
        self._taken += amount

    def refused(self) -> None:
        """Hear that the server refused a call though something should have been left: it counts in whole windows."""
        self._is_window = True

    def wait(self, amount: float, now: float) -> float:
        """Return the seconds until `amount` is left; 0 where the server told nothing that would forbid it."""
        told = self._told
        if told is None or told.resets_in_s is None:
            return 0.0
        rest = told.resets_in_s - (now - self._heard_at)
        left, needed = told.remaining - self._taken, min(amount, told.limit or amount)
        if rest <= 0 or left >= needed:
            return 0.0
        if self._is_window or not told.refills or told.limit is None or told.limit <= told.remaining:
            return rest
        refill = (told.limit - told.remaining) / told.resets_in_s
        return max(0.0, min(rest, (needed - left) / refill - (now - self._heard_at)))
