"""Measure everything and write the page: `make bench`, or on little and without the page `make bench QUICK=1`.

    python -m benchmarks [SECTION…]

The whole writes docs/benchmarks.md and its plots. A quick run, or one of some sections, writes .bench/benchmarks.md, so
that the page always shows one whole run. A section that fails is named on the page, the others are measured: exit 1.

Each section is measured in a process of its own: one after another, when the other tools are installed; in a quick run,
whose times nobody judges, two at once, while they are being installed. `make bench GROWTH=1` measures the archives that
are too large for the page's time, and keeps what it finds for the page (`benchmarks.growth.kept`).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.drawing import draw
from benchmarks.environments import CACHE
from benchmarks.growth import kept
from benchmarks.machine import describe_machine
from benchmarks.measuring import measured_all
from benchmarks.page import page
from benchmarks.sections import SECTIONS

ROOT = Path(__file__).parents[1]
QUICK = "This was a quick run: it shows that everything can be measured. Its figures are of too little to be judged."


def main(names: list[str]) -> int:
    """Measure the sections of these names, all if none is given, and write the page; return the exit code."""
    if unknown := [name for name in names if name not in SECTIONS]:
        print(f"error: no section {', '.join(unknown)}: there are {', '.join(SECTIONS)}", file=sys.stderr)
        return 2
    if os.environ.get("GROWTH") == "1":
        return _keep_growth()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # every tool keeps what it compiled, as on its users' machines
    quick = os.environ.get("QUICK") == "1"
    command = f"python -m benchmarks {' '.join(names)}" if names else "make bench"
    head = _head(f"{command} QUICK=1", QUICK) if quick else _head(command)
    began = time.monotonic()
    measured = measured_all(names or list(SECTIONS), quick=quick)
    sections = [section for section, _ in measured]
    failed = any(is_failed for _, is_failed in measured)
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


def _keep_growth() -> int:
    with tempfile.TemporaryDirectory() as folder:
        kept.write(kept.measure(Path(folder)))
    print(f"Written: {kept.FILE.relative_to(ROOT)}; the page shows it from its next run on.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
