"""Measure trust alone: `python -m benchmarks.trust [CASES] [--held-out]`, 300 of each class unless told otherwise."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.machine import describe_machine
from benchmarks.page import markdown
from benchmarks.trust.section import CASES, ask_all, section_of


def main() -> None:
    """Print the section."""
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    held_out = "--held-out" in sys.argv
    print(describe_machine(f"python -m benchmarks.trust {' '.join(sys.argv[1:])}".strip()), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        asked = ask_all(Path(folder), *(numbers or [CASES]), held_out=held_out)
    print(markdown(section_of(asked, held_out=held_out), "plots"))


if __name__ == "__main__":
    main()
