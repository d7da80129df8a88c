"""Measure everything and write the page: `make bench`, or on little and without the page `make bench QUICK=1`.

    python -m benchmarks [SECTION…]

The whole writes docs/benchmarks.md and its plots. A quick run, or one of some sections, writes .bench/benchmarks.md, so
that the page always shows one whole run. A section that fails is named on the page, the others are measured: exit 1.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

from benchmarks.drawing import draw
from benchmarks.environments import CACHE
from benchmarks.machine import describe_machine
from benchmarks.page import Section, page
from benchmarks.sections import SECTIONS, Measure

ROOT = Path(__file__).parents[1]
QUICK = "This was a quick run: it shows that everything can be measured. Its figures are of too little to be judged."


def main(names: list[str]) -> int:
    """Measure the sections of these names, all if none is given, and write the page; return the exit code."""
    if unknown := [name for name in names if name not in SECTIONS]:
        print(f"error: no section {', '.join(unknown)}: there are {', '.join(SECTIONS)}", file=sys.stderr)
        return 2
    quick = os.environ.get("QUICK") == "1"
    command = f"python -m benchmarks {' '.join(names)}" if names else "make bench"
    head = _head(f"{command} QUICK=1", QUICK) if quick else _head(command)
    began, failed, sections = time.monotonic(), 0, []
    for name in names or SECTIONS:
        print(f"{time.monotonic() - began:6.0f} s  {name}", file=sys.stderr, flush=True)
        section, is_failed = _measured(name, SECTIONS[name], quick=quick)
        sections.append(section)
        failed += is_failed
    place = CACHE if quick or names else ROOT / "docs"
    plots = place / "benchmarks"
    draw([one for section in sections for one in section.plots], plots)
    text = page(f"{head}\n\nIt took {(time.monotonic() - began) / 60:.1f} minutes.", sections, plots.name)
    (place / "benchmarks.md").write_text(text, encoding="utf-8")
    print(text)
    print(f"Written: {(place / 'benchmarks.md').relative_to(ROOT)}, {plots.relative_to(ROOT)}/", file=sys.stderr)
    return 1 if failed else 0


def _head(command: str, note: str = "") -> str:
    return f"""# Benchmarks
What this project costs and can be trusted with, beside what its users would otherwise take. This page is written by
`make bench`; a figure on it is the median of its runs, beside the lowest and the highest. {note}

{describe_machine(command).replace(chr(10), "  " + chr(10)).strip()}"""


def _measured(name: str, measure: Measure, *, quick: bool) -> tuple[Section, bool]:
    """Return the section, and whether it failed: then it says so, and nothing else."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return measure(Path(folder), quick=quick), False
    except Exception as error:  # noqa: BLE001 - the other sections are measured all the same
        traceback.print_exc()
        return Section(name, f"**Not measured**: {type(error).__name__}: {str(error)[:500]}"), True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
