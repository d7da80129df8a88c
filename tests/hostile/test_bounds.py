"""Any text at all ends: within CPU seconds and memory that the system holds a process to, and quoted as it stands."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.hostile.mutations import mutated
from tests.hostile.pathologies import names, text_of

FUZZED_SECONDS = 180
"""CPU seconds of fuzzing in `make soak`."""


def read_within_bounds(*arguments: object) -> list[str]:
    """Run `bounded` and return the names of the texts that it has read; fails at the first that went wrong."""
    command = [sys.executable, "-m", "tests.hostile.bounded", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    read = done.stdout.splitlines()
    assert done.returncode == 0, f"at {read[-1:]}: exit code {done.returncode}\n{done.stderr[-2_000:]}"
    return read


def test_texts_of_twenty_kilobytes_end_within_three_seconds_and_a_gigabyte() -> None:
    assert len(read_within_bounds(20_000, 3, 1_000)) == 2 * len(names())


@pytest.mark.soak
def test_texts_of_a_megabyte_end_within_a_minute_and_two_gigabytes() -> None:
    assert len(read_within_bounds(1_000_000, 60, 2_000)) == 2 * len(names())


def test_some_mutated_texts_are_read() -> None:
    assert len(read_within_bounds("fuzz", 0, 2)) > 3


@pytest.mark.soak
def test_mutated_texts_are_read_for_minutes() -> None:
    assert len(read_within_bounds("fuzz", 1_000_000, FUZZED_SECONDS)) > FUZZED_SECONDS


def test_a_limit_that_is_passed_is_a_failure() -> None:
    with pytest.raises(AssertionError, match="exit code -"):
        read_within_bounds(3_000_000, 0, 1_000)


def test_a_text_is_what_its_number_says() -> None:
    assert mutated(7) == mutated(7) != mutated(8)
    assert {len(text_of(name, 5_000)) > 1_000 for name in names()} == {True}
