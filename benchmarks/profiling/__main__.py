"""Profile alone: `python -m benchmarks.profiling [DOCUMENTS]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.machine import describe_machine
from benchmarks.page import markdown
from benchmarks.profiling.section import measured


def main() -> None:
    """Print the section; 1,000 documents unless told otherwise."""
    documents = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1000
    print(describe_machine(f"python -m benchmarks.profiling {documents}"), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(markdown(measured(Path(folder), documents), "plots"))


if __name__ == "__main__":
    main()
