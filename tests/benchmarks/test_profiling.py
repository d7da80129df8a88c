"""The profile charges the processor's time to the stage that works, in every process, also one that is killed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from benchmarks.profiling.sampler import INTO
from benchmarks.profiling.section import SITE
from benchmarks.profiling.stages import IMPORTS, LOADING, ORDER, PREFECT, ROOT, stage_of

BUSY = "import time\nwhile time.process_time() < 0.6: pass\n"
BUSY_THREAD = f"import threading\nit = threading.Thread(target=exec, args=({BUSY!r},)); it.start(); it.join()\n"


def _function(path: str, inner: Callable[[], FrameType | None]) -> Callable[[], FrameType | None]:
    """Return a function that calls `inner`, as if it stood in the file at `path`."""
    names: dict[str, Callable[[], FrameType | None]] = {"inner": inner}
    exec(compile("def outer():\n    return inner()", path, "exec"), names)  # noqa: S102 - the lines above
    return names["outer"]


def _stage(*paths: str) -> str:
    """Return the stage where functions of these files call one another, the last one the innermost."""
    call: Callable[[], FrameType | None] = sys._getframe
    for path in reversed(paths):
        call = _function(path, call)
    return stage_of(call())


@pytest.mark.parametrize(
    ("paths", "stage"),
    [
        (["extraction/pipeline.py", "extraction/grounding/seek.py"], "grounding"),
        (["extraction/grounding/seek.py", "extraction/lexicons/folding.py", "/lib/regex.py"], "grounding"),
        (["flows/run.py", "warehouse/load.py", "/lib/duckdb.py"], LOADING),
        (["/lib/prefect/engine.py"], PREFECT),
        (["cli/run.py", "<frozen importlib._bootstrap>", "extraction/engines/rules/engine.py"], IMPORTS),
    ],
)
def test_the_innermost_module_of_ours_says_the_stage(paths: list[str], stage: str) -> None:
    here = [path if path.startswith(("/", "<")) else f"{ROOT}{path}" for path in paths]
    assert _stage(*here) == stage
    assert stage in ORDER


@pytest.mark.parametrize("script", [BUSY, BUSY_THREAD])
def test_all_that_a_process_used_is_charged(tmp_path: Path, script: str) -> None:
    assert 0.55 <= _charged(tmp_path, script) < 2


def test_what_a_killed_process_used_is_kept(tmp_path: Path) -> None:
    assert 0.4 <= _charged(tmp_path, f"{BUSY}import os, signal; os.kill(os.getpid(), signal.SIGKILL)") < 2


def _charged(into: Path, script: str) -> float:
    environment = {**os.environ, INTO: str(into), "PYTHONPATH": os.pathsep.join([str(SITE), ROOT])}
    subprocess.run([sys.executable, "-c", script], env=environment, check=False)
    (file,) = into.glob("*.json")
    seconds: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))["seconds"]
    return sum(seconds.values())
