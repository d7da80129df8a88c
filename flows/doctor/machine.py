"""What the machine has: the libraries in the versions that are wanted, and room on the disk."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from flows.doctor.examination import Answer, Patient

SHOWN = ("dossier", "duckdb", "prefect", "pydantic", "instructor", "openai")
ROOM = 1_000_000_000
"""Bytes that a machine should have free, beside what the next version of the warehouse takes."""


def versions(_patient: Patient) -> Iterator[Answer]:
    """Say what runs here, and which library is missing or not in a version that is known to work."""
    wrong = [problem for text in requires("dossier") or () if (problem := _problem(Requirement(text)))]
    if wrong:
        yield Answer("versions", "failure", "; ".join(wrong), "Install what is locked: make run")
        return
    shown = ", ".join(f"{name} {version(name)}" for name in SHOWN)
    yield Answer("versions", "ok", f"Python {platform.python_version()}, {shown}")


def disk(patient: Patient) -> Iterator[Answer]:
    """Say how much room there is: a load copies the warehouse, and an answer that cannot be landed is lost."""
    folder = next(path for path in (patient.files.folder, *patient.files.folder.parents) if path.is_dir())
    free, needed = shutil.disk_usage(folder).free, ROOM + 2 * _size(patient.files.link)
    says = f"{free / 1e9:,.1f} GB free at {folder}"
    if free >= needed:
        yield Answer("disk", "ok", says)
    else:
        yield Answer("disk", "warning", f"{says}, {needed / 1e9:,.1f} GB are advisable", "Make room there.")


def _size(warehouse: Path) -> int:
    return warehouse.stat().st_size if warehouse.exists() else 0


def _problem(requirement: Requirement) -> str | None:
    if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
        return None
    try:
        installed = version(requirement.name)
    except PackageNotFoundError:
        return f"{requirement.name} is missing"
    if requirement.specifier.contains(installed, prereleases=True):
        return None
    return f"{requirement.name} is {installed}, wanted is {requirement.specifier}"
