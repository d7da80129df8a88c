"""What became of a run that the service started."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from flows.attended import INTERRUPTED
from flows.serving.child import Running
from flows.told import report_since

REFUSED = 2
"""The exit code of a run that was not even begun."""


@dataclass(frozen=True)
class Account:
    """How one run ended: in a line, and in the report that it left.

    `is_told` is false where it was refused, was killed, or broke off before it could tell anything.
    """

    exit_code: int
    said: str
    is_told: bool
    report: str | None

    @property
    def event(self) -> Literal["done", "interrupted", "failed"]:
        """What is said in the log."""
        if self.exit_code == INTERRUPTED:
            return "interrupted"
        return "failed" if self.exit_code else "done"

    @property
    def outcome(self) -> str:
        """What is told of one that did not tell itself."""
        return "refused" if self.exit_code == REFUSED else "failed"


def account_of(running: Running, command: str, warehouse: Path, began: datetime) -> Account:
    """Return how a run of `command` into `warehouse` that began then has ended."""
    code = running.exit_code
    told = report_since(warehouse, command, began)
    if told is not None:
        return Account(code, told.in_a_line, is_told=True, report=told.written)
    said = f"killed by signal {-code}" if code < 0 else running.last_words()
    return Account(code, said, is_told=False, report=None)
