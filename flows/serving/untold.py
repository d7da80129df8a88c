"""Telling, in place of a run that could not tell it itself, that it was refused or killed."""

from __future__ import annotations

from pathlib import Path

from core.settings import load_settings
from flows.telling import failure, tell_failure


class Untold:
    """Tells what went wrong with a job, or with the list of them (None): the same thing once in a row."""

    def __init__(self, warehouse: Path) -> None:
        """Remember nothing yet; the reports lie beside `warehouse`."""
        self._warehouse = warehouse
        self._last: dict[str | None, str] = {}

    async def tell(self, about: str | None, outcome: str, command: str, message: str) -> list[str]:
        """Write a report on what went wrong with `about` and fire the hooks; return what went wrong with that."""
        if self._last.get(about) == message:
            return []
        self._last[about] = message
        return await tell_failure(failure(command, outcome, message), load_settings(), self._warehouse)

    def forget(self, about: str | None) -> None:
        """Tell of `about` again if it goes wrong again."""
        self._last.pop(about, None)
