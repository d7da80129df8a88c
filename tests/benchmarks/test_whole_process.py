"""What a command cost: with the processes that it started, also those that it left behind, and when it had a record."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.whole_process import cost_of

BUSY = "import time\nuntil = time.process_time() + 0.3\nwhile time.process_time() < until: pass\n"
STARTS_ANOTHER = "import subprocess, sys; subprocess.run([sys.executable, 'busy.py'], check=True)"
LEAVES_ANOTHER = "import subprocess, sys; subprocess.Popen([sys.executable, 'busy.py'])"
HOLDS_MEMORY = "import time; held = b'1' * 150_000_000; time.sleep(1)"
HOLDS_MEMORY_BESIDE_ANOTHER = """
import os, pathlib, time
held = b"1" * 150_000_000
pathlib.Path(f"holds-{os.getpid()}").touch()
while len([*pathlib.Path().glob("holds-*")]) < 2: time.sleep(0.01)
time.sleep(1)
"""
WRITES_LATE = """
import pathlib, time
file = pathlib.Path("out/log.jsonl")
file.parent.mkdir()
file.write_text('{"type": "run"}\\n')
time.sleep(0.4)
file.write_text('{"type": "run"}\\n{"records": 1}\\n')
time.sleep(1)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "busy.py").write_text(BUSY)
    (tmp_path / "holds.py").write_text(HOLDS_MEMORY_BESIDE_ANOTHER)
    return tmp_path


@pytest.mark.parametrize("script", [BUSY, STARTS_ANOTHER, LEAVES_ANOTHER])
def test_the_processor_time_of_all_processes_is_counted(folder: Path, script: str) -> None:
    cost = cost_of([sys.executable, "-c", script], folder, os.environ, folder / "nothing")
    assert 0.3 <= cost.cpu_s < 3
    assert cost.first_record_s is None


def test_an_idle_command_is_not_charged_for_the_watching(folder: Path) -> None:
    cost = cost_of(["sleep", "0.5"], folder, os.environ, folder)
    assert cost.cpu_s < 0.1
    assert cost.elapsed_s >= 0.5


def test_the_memory_of_a_process_that_was_started_is_seen(folder: Path) -> None:
    cost = cost_of(["sh", "-c", f'"{sys.executable}" -c "{HOLDS_MEMORY}"; true'], folder, os.environ, folder / "out")
    assert 150 <= cost.memory_mb < 250
    assert 150 <= cost.largest_mb < 250


def test_the_largest_process_is_one_and_not_all_of_them(folder: Path) -> None:
    two = f'"{sys.executable}" holds.py & "{sys.executable}" holds.py; wait'
    cost = cost_of(["sh", "-c", two], folder, os.environ, folder / "out")
    assert 150 <= cost.largest_mb < 250 < 300 <= cost.memory_mb


def test_the_first_record_is_on_disk_when_its_marker_is(folder: Path) -> None:
    cost = cost_of([sys.executable, "-c", WRITES_LATE], folder, os.environ, folder / "out", '"records"')
    assert cost.first_record_s is not None
    assert 0.4 <= cost.first_record_s < cost.elapsed_s


def test_a_command_that_fails_is_an_error_with_what_it_said(folder: Path) -> None:
    with pytest.raises(RuntimeError, match=r"ended with 3: [\s\S]*no such peer"):
        cost_of([sys.executable, "-c", "import sys; print('no such peer'); sys.exit(3)"], folder, os.environ, folder)
