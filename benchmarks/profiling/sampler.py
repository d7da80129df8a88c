"""Samples the process that it is in by the processor's time, and keeps what each stage took in a file of its own.

Every two milliseconds that the process works, the kernel sends a signal; what was used since the last one belongs to
the stage that the main thread is in, so that a long call into a library, which sees no signal, is charged in full when
it returns. Other threads' time belongs to the main thread's stage if that waits for them (DuckDB), and to Prefect's
services if it does not. The file is written again and again: Prefect's server is ended by a kill.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import time
from collections import defaultdict
from pathlib import Path
from types import FrameType

from benchmarks.profiling.stages import START, stage_of, waits_for_threads

INTO = "BENCHMARK_PROFILE"
"""The variable with the folder that the files go to."""
EVERY_S = 0.002
KEPT_EVERY = 50


class Sampler:
    """The seconds of each stage of this process so far."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._process = os.getpid()
        self.seconds = defaultdict(float, {START: time.process_time()})
        self._all, self._own = time.process_time(), time.thread_time()
        self._samples = 0

    def take(self, _signal: int, frame: FrameType | None) -> None:
        """Charge what was used since the last sample to the stage that is at work."""
        if os.getpid() != self._process:  # a child that was forked, and has no timer of its own
            return
        now, own = time.process_time(), time.thread_time()
        stage = stage_of(frame)
        others = max(0.0, now - self._all - (own - self._own))
        self.seconds[stage] += now - self._all - others
        self.seconds[stage if waits_for_threads(stage) else stage_of(None)] += others
        self._all, self._own = now, own
        self._samples += 1
        if self._samples % KEPT_EVERY == 0:
            self.keep()

    def keep(self) -> None:
        """Write what there is, with the command that it is of."""
        command = Path("/proc/self/cmdline").read_bytes().split(b"\0")
        told = {"command": [part.decode() for part in command if part], "seconds": self.seconds}
        draft = self._file.with_suffix(".draft")
        draft.write_text(json.dumps(told), encoding="utf-8")
        draft.replace(self._file)


def start() -> None:
    """Sample this process from now on, if it is told where to keep that."""
    folder = os.environ.get(INTO)
    if not folder:
        return
    sampler = Sampler(Path(folder) / f"{os.getpid()}.json")
    signal.signal(signal.SIGPROF, sampler.take)
    signal.siginterrupt(signal.SIGPROF, False)  # noqa: FBT003 - it takes no keyword
    signal.setitimer(signal.ITIMER_PROF, EVERY_S, EVERY_S)
    atexit.register(_end, sampler)


def _end(sampler: Sampler) -> None:
    signal.setitimer(signal.ITIMER_PROF, 0)
    sampler.take(signal.SIGPROF, None)
    sampler.keep()
