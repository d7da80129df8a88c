"""The sections, each measured in a process of its own: one after another, or two at once where nobody judges times."""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from pathlib import Path

from benchmarks.environments import installing
from benchmarks.page import Section
from benchmarks.sections import ASK_OTHERS, SECTIONS


def measured_all(names: Sequence[str], *, quick: bool) -> list[tuple[Section, bool]]:
    """Return the sections in this order, however they are measured, and whether each failed."""
    workers = ProcessPoolExecutor(
        2 if quick else 1, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1
    )
    others_last = sorted(names, key=lambda name: name in ASK_OTHERS) if quick else names
    tools = installing(first=not quick) if ASK_OTHERS & set(names) else nullcontext()
    with workers, tools:
        running = {name: workers.submit(_measured, name, quick=quick) for name in others_last}
        return [running[name].result() for name in names]


def _measured(name: str, *, quick: bool) -> tuple[Section, bool]:
    """Return the section, and whether it failed: then it says so, and nothing else."""
    began = time.monotonic()
    print(f"{name} …", file=sys.stderr, flush=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return SECTIONS[name](Path(folder), quick=quick), False
    except Exception as error:  # noqa: BLE001 - the other sections are measured all the same
        traceback.print_exc()
        return Section(name, f"**Not measured**: {type(error).__name__}: {str(error)[:500]}"), True
    finally:
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
