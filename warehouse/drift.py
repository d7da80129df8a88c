"""Whether a run found markedly other shares than the runs before it: of grounded values, and of nulls by field.

Two shares drift apart if they differ by more than a limit and by more than chance allows: the test of two proportions
(pooled; Fleiss, Statistical Methods for Rates and Proportions, 3rd edition, section 3.2), at Z standard errors, as a
hundred fields are looked at in every run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from warehouse.runs import RunState

FOLDER = Path(__file__).with_name("drift")
Z = 4.0
LEAST_COUNTED = 20
"""Fewer values or records than this, in the run or before it, say nothing."""


@dataclass(frozen=True)
class Drift:
    """One share that is not what it was: of the `counted` values (grounded) or records (null), those that `met` it."""

    measure: Literal["grounded", "null"]
    kind: str | None
    field: str | None
    counted: int
    met: int
    earlier_counted: int
    earlier_met: int

    @property
    def share(self) -> float:
        """The share in this run."""
        return self.met / self.counted

    @property
    def earlier_share(self) -> float:
        """The share in the earlier runs together."""
        return self.earlier_met / self.earlier_counted

    def __str__(self) -> str:
        """Return it as a sentence for the user."""
        about = "grounded values" if self.measure == "grounded" else f"{self.kind}.{self.field} null"
        return f"{about}: {self.share:.0%} of {self.counted:,}, before it {self.earlier_share:.0%}"


def drifts(con: duckdb.DuckDBPyConnection, run: RunState, earlier: list[RunState], limit: float) -> list[Drift]:
    """Return what differs by more than `limit` between `run` and those of `earlier` that its engine did as well."""
    compared = [one.run_id for one in earlier if one.engine == run.engine and one.extractions]
    if not run.extractions or not compared:
        return []
    values = {"run": run.run_id, "runs": [*compared, run.run_id]}
    rows = [row for name in ("grounded", "null") for row in con.execute(_sql(name), values).fetchall()]
    return [drift for drift in (Drift(*row) for row in rows) if _has_drifted(drift, limit)]


def _has_drifted(drift: Drift, limit: float) -> bool:
    if min(drift.counted, drift.earlier_counted) < LEAST_COUNTED:
        return False
    difference = abs(drift.share - drift.earlier_share)
    pooled = (drift.met + drift.earlier_met) / (drift.counted + drift.earlier_counted)
    error = math.sqrt(pooled * (1 - pooled) * (1 / drift.counted + 1 / drift.earlier_counted))
    return difference > limit and difference > Z * error


def _sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
