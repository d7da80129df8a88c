"""On what, with what and when something was measured."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version

LIBRARIES = ("pydantic", "instructor", "openai", "prefect", "duckdb", "rapidfuzz")


def describe_machine(command: str) -> str:
    """Return the lines that belong above every table: machine, versions, load, date, and the command to repeat it."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = os.getloadavg()[0]
    return "\n".join(
        [
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, `{command}`",
            f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}",
            libraries,
            "",
        ]
    )
