"""Measure growth alone: `python -m benchmarks.growth [DOCUMENTS…]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.growth.section import DOCUMENTS, KINDS, LENGTHS, measured
from benchmarks.machine import describe_machine
from benchmarks.page import markdown


def main() -> None:
    """Print the section; the work is done in TMPDIR."""
    documents = [int(size.replace(",", "")) for size in sys.argv[1:]] or list(DOCUMENTS)
    print(describe_machine(f"python -m benchmarks.growth {' '.join(map(str, documents))}"), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(markdown(measured(Path(folder), documents, LENGTHS, KINDS), "plots"))


if __name__ == "__main__":
    main()
