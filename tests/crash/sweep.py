"""Makes each call that changes something fail, or be the last, one after the other, and looks what is left.

usage: python -m tests.crash.sweep SCENARIO… [--fault FAULT]… [--call NAME]… [--most N] [--without SAFEGUARD]
"""

from __future__ import annotations

import argparse
import compileall
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from core.landing.raw import SUFFIX
from tests.conftest import ROOT, stop_warm_processes
from tests.crash.durability import Order
from tests.crash.invariants import nothing_is_left_over
from tests.crash.mutation import SAFEGUARDS, mutated
from tests.crash.scenarios import NAMES, Scenario, copied, scenario
from tests.crash.syscalls import CHANGING, FAULTS, Call, Fault, Injection, Traced
from warehouse.layout import SPILL

_NOT_OURS = re.compile(r"/\.|/warehouse/(published|landing)/")


@dataclass(frozen=True)
class Trial:
    """One fault at one call, and what was wrong afterwards. `hit` is None where the command came to no such call."""

    injection: Injection
    hit: Call | None
    code: int
    violations: list[str]


@dataclass
class Swept:
    """What a sweep over one scenario found; `breaches` are those of the undisturbed run's own calls."""

    scenario: str
    breaches: list[str] = field(default_factory=list)
    trials: list[Trial] = field(default_factory=list)

    @property
    def violations(self) -> list[str]:
        """Return all that was wrong, each with its point."""
        return self.breaches + [
            f"{trial.injection}: {violation}" for trial in self.trials for violation in trial.violations
        ]

    @property
    def missed(self) -> int:
        """Return at how many points the command came to no such call."""
        return sum(trial.hit is None for trial in self.trials)

    @property
    def never_met(self) -> set[tuple[str, Fault]]:
        """Return the kinds of call, with the fault, that no trial has met: such a sweep has not looked there at all."""
        tried = {(trial.injection.name, trial.injection.fault) for trial in self.trials}
        return tried - {(trial.injection.name, trial.injection.fault) for trial in self.trials if trial.hit}

    def table(self) -> str:
        """Return the points tried by system call and fault."""
        tried = Counter((trial.injection.name, trial.injection.fault) for trial in self.trials)
        names = sorted({name for name, _ in tried})
        rows = [["", *FAULTS], *([name, *(str(tried[name, fault]) for fault in FAULTS)] for name in names)]
        all_of = [str(sum(tried[name, fault] for name in names)) for fault in FAULTS]
        return "\n".join("\t".join(row) for row in [*rows, ["all", *all_of]])


class Sweep:
    """A sweep over one scenario, in a folder of its own."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self._scenario = scenario
        self._folder = folder
        self._prepared, self._target = folder / "prepared", folder / "folder"
        self._prepared.mkdir()
        scenario.prepare(self._prepared)
        self._before = scenario.contents(self._prepared)
        self.found = Swept(scenario.name)
        self.calls = self._undisturbed()

    def _undisturbed(self) -> list[Call]:
        """Run the command once and watch the order of its calls; every other way must lead to what it leaves."""
        folder, done = self._run(None)
        assert done.code == 0, done.err
        names = [str(folder / path.relative_to(self._prepared)) for path in self._prepared.rglob("*")]
        order = Order(str(folder / "warehouse"), names)
        self.found.breaches += order.watch(done.calls, completed=True)
        self._after = self._scenario.contents(folder)
        shutil.rmtree(folder)
        return done.calls

    def points(
        self, faults: Iterable[Fault] = FAULTS, most: int | None = None, names: Collection[str] = ()
    ) -> list[Injection]:
        """Return the faults to try: at every call, or at `most` of each row of calls of one name on one file.

        With `names` only at the calls of these names.
        """
        ours = [call for call in self.calls if call.changes and self._is_ours(call, self._target)]
        ours = [call for call in ours if not names or call.name in names]
        chosen: list[Call] = []
        for _, row in groupby(ours, key=lambda call: (call.thread, call.name, call.paths)):
            calls = list(row)
            step = 1 if most is None else max(1, len(calls) // most)
            chosen += calls[::step]
        return [self._injection(call, fault) for fault in faults for call in chosen]

    def _injection(self, call: Call, fault: Fault) -> Injection:
        """Return the fault at this call, by its file where that has the same name in each run: other calls may vary."""
        path = call.told_by
        is_new_each_time = path.endswith(SUFFIX) or SPILL in path or f"{self._target}/warehouse/reports/" in path
        if is_new_each_time or not call.says(path):
            return Injection(call.name, call.occurrence, fault)
        same = [one for one in self.calls if (one.thread, one.name) == (call.thread, call.name) and one.says(path)]
        return Injection(call.name, 1 + same.index(call), fault, path)

    def attempt(self, injection: Injection) -> Trial:
        """Run the command with one fault, look at what it left, and run it again undisturbed."""
        folder, done = self._run(injection)
        violations = [*self._after_the_fault(folder, done), *self._afterwards(folder)]
        trial = Trial(injection, done.hit(injection), done.code, violations)
        self.found.trials.append(trial)
        shutil.rmtree(folder)
        return trial

    def _after_the_fault(self, folder: Path, done: Traced) -> list[str]:
        found = self._scenario.unlanded(folder, done)
        if done.code == 0 and self._scenario.contents(folder) != self._after:
            found.append("exit code 0, and the warehouse does not hold what it should")
        found += self._scenario.unpublished(folder, [self._before, self._after])
        is_told = all(self._is_ours(call, folder) for call in done.calls if call.is_injected)
        if done.code > 0 and is_told and ("Traceback" in done.err or "error: " not in done.err):
            found.append(f"no clear message: {done.err[-2000:]}")
        return found

    def _afterwards(self, folder: Path) -> list[str]:
        failed = self._scenario.again(folder)
        if failed:
            return failed
        found = self._scenario.unpublished(folder, [self._after])
        return [
            f"after the same command again: {each}"
            for each in found + nothing_is_left_over(self._scenario.warehouse(folder))
        ]

    def _run(self, injection: Injection | None) -> tuple[Path, Traced]:
        folder = self._target
        copied(self._prepared, folder)
        (folder / "home").mkdir()
        return folder, self._scenario.run(folder, injection)

    def _is_ours(self, call: Call, folder: Path) -> bool:
        ours = str(folder / "warehouse")
        return any(path.startswith(ours) and "/warehouse/prefect" not in path for path in call.paths)


def swept(
    scenario: Scenario, faults: Sequence[Fault] = FAULTS, most: int | None = None, names: Collection[str] = ()
) -> Swept:
    """Sweep one scenario at the points that `Sweep.points` returns, saying on standard error what is found."""
    with tempfile.TemporaryDirectory(prefix="dossier-sweep-") as folder:
        sweep = Sweep(scenario, Path(folder))
        for breach in sweep.found.breaches:
            print(f"{scenario.name}: {breach}", file=sys.stderr)
        points = sweep.points(faults, most, names)
        for number, injection in enumerate(points):
            if number % 20 == 0:
                print(f"{scenario.name}: {number} of {len(points)} points tried", file=sys.stderr, flush=True)
            trial = sweep.attempt(injection)
            if trial.hit is None:
                print(f"{scenario.name}: not met: {injection}", file=sys.stderr)
            for violation in trial.violations:
                print(f"{scenario.name}: {injection}: {trial.hit}: {violation}", file=sys.stderr)
        return sweep.found


def main() -> None:
    """Sweep what the command line names, and print the figures; exits 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenarios", nargs="+", choices=NAMES)
    parser.add_argument("--fault", action="append", choices=FAULTS)
    parser.add_argument("--call", action="append", choices=sorted(CHANGING), metavar="NAME", default=[])
    parser.add_argument("--most", type=int)
    parser.add_argument("--without", choices=SAFEGUARDS, help="take this out of a copy of the code, and sweep that")
    given = parser.parse_args()
    if given.without and not {"first", "next"}.issuperset(given.scenarios):
        parser.error("--without is for first and next: they call nothing but what lands and loads")
    with tempfile.TemporaryDirectory(prefix="dossier-mutated-") as folder:
        source = mutated(Path(folder), SAFEGUARDS[given.without]) if given.without else ROOT
        # The commands may write nothing of their own: what they import would be compiled anew for each point.
        compileall.compile_dir(source, maxlevels=8, rx=_NOT_OURS, quiet=2)
        violations = sum([_sweep_and_print(name, source, given) for name in given.scenarios])
    sys.exit(1 if violations else 0)


def _sweep_and_print(name: str, source: Path, given: argparse.Namespace) -> int:
    """Return how many violations there were."""
    began = time.monotonic(), sum(os.times()[:4])
    with scenario(name, source) as opened:
        found = swept(opened, given.fault or FAULTS, given.most, given.call)
    stop_warm_processes()
    wrong = sum(bool(trial.violations) for trial in found.trials)
    took_s, took_cpu_s = time.monotonic() - began[0], sum(os.times()[:4]) - began[1]
    print(f"{name}: {len(found.trials)} points, {found.missed} not met, wrong at {wrong}, ", end="")
    print(f"{len(found.violations)} violations, {took_s:.0f} s, {took_cpu_s:.0f} s of CPU")
    print(found.table(), flush=True)
    return len(found.violations)


if __name__ == "__main__":
    main()
