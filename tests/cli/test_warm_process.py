"""A command in a fork, as most tests have it, does what it does in a process from scratch."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest

from tests.conftest import Dossier


@pytest.mark.parametrize(
    "arguments", [["--help"], ["sql"], ["extract", "a.txt"], ["extract", "none.txt"], ["sql", "-f", "-"], ["nope"]]
)
def test_a_fork_is_a_command_like_any(dossier: Dossier, arguments: list[str]) -> None:
    dossier.write("a.txt", "Guatemala’s president received Kenya’s foreign minister.\n")
    forked = dossier(*arguments, stdin="SELECT 1")
    assert forked == replace(dossier, from_scratch=True)(*arguments, stdin="SELECT 1")


def test_a_fork_that_takes_too_long_is_ended_and_the_next_is_not_its(dossier: Dossier) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        dossier("schemas", timeout=0.0)
    assert "Usage: dossier" in dossier("--help").out
