"""Landing, loading, crashing, rebuilding and querying in any order: what was acknowledged stays, what is read is whole.

The invariants are those of the sweep; what the warehouse must hold is kept beside it, as sets of names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from core.landing.log import LandingLog
from core.landing.raw import encode
from core.lines import CallLine
from tests.conftest import ROOT
from tests.crash.invariants import (
    checks_find_nothing,
    contents,
    landed,
    log_is_sound,
    nothing_is_left_over,
    nothing_is_paid_twice,
    published_is_whole,
)
from tests.crash.lander import land, land_and_load
from tests.crash.syscalls import FAULTS, STRACE, Injection, traced
from tests.warehouse.landed import one_document
from warehouse.load import load_and_publish
from warehouse.query import open_warehouse
from warehouse.rebuild import rebuild

CALLS = {"write": 80, "pwrite64": 25, "fsync": 12, "rename": 3, "symlink": 1, "unlink": 2, "unlinkat": 5, "mkdir": 4}
"""What a load is likely to come to: a fault that meets no call is a load that nothing disturbs."""
NAMES = "SELECT document_id FROM documents UNION ALL SELECT extraction_id FROM extractions"
NOT_PROVED = ("leaf_without_evidence", "records_of_an_extraction")
"""Checks that the hand-made lines do not pass: they bring evidence for some of their values only."""
WRITER = """
import os, sys, duckdb
con = duckdb.connect(sys.argv[1])
con.execute("CREATE TABLE theirs AS SELECT 1 AS one")
con.execute("CHECKPOINT")
con.execute("DELETE FROM main.documents")
os.kill(os.getpid(), 9)
"""

injections = st.builds(
    lambda call, fault, share: Injection(call, 1 + int(share * CALLS[call]), fault),
    st.sampled_from(sorted(CALLS)),
    st.sampled_from(FAULTS),
    st.floats(0, 1, exclude_max=True),
)


class AnyOrder(RuleBasedStateMachine):
    """A folder, what was landed there and acknowledged, and what the published version must hold."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="dossier-any-order-")))
        self._warehouse = self._folder / "dossier.duckdb"
        self._log = LandingLog(self._folder / "landing")
        self._documents = 0
        self._acknowledged: set[str] = set()
        self._published: set[str] = set()
        self._torn = 0
        self._reader: duckdb.DuckDBPyConnection | None = None
        self._read: list[tuple[object, ...]] = []
        self._reading = ExitStack()

    @rule(more=st.integers(1, 3))
    def land_documents(self, more: int) -> None:
        self._documents += more
        self._land()

    @rule(share=st.floats(0, 1, exclude_max=True), kind=st.integers(0, 3))
    def cut_a_writer_off(self, share: float, kind: int) -> None:
        """Leave the beginning of a line, as a machine that stopped in the middle of a write does."""
        line = encode(list(one_document(1000))[kind])
        self._torn += 1
        self._log.folder.mkdir(exist_ok=True)
        (self._log.folder / f"2026010{self._torn % 10}T-{self._torn}.jsonl").write_bytes(line[: int(share * len(line))])

    @rule()
    def load(self) -> None:
        load_and_publish(self._warehouse)
        self._is_published()

    @precondition(lambda self: self._log.files())
    @rule()
    def rebuild(self) -> None:
        rebuild(self._warehouse)
        self._is_published()

    @precondition(lambda self: STRACE is not None)
    @rule(injection=injections)
    def crash(self, injection: Injection) -> None:
        """Let another process land one document more and load, and disturb it at one call."""
        self._documents += 1
        arguments = [str(self._folder), str(self._documents), str(self._documents)]
        path = os.pathsep.join([str(Path(duckdb.__file__).parents[1]), str(ROOT)])
        environment = {"PATH": os.environ["PATH"], "HOME": str(self._folder), "PYTHONPATH": path}
        command = [sys.executable, "-P", "-m", "tests.crash.lander", *arguments]
        done = traced(command, environment, self._folder, injection)
        told = done.out.splitlines()
        self._acknowledged |= {line.removeprefix("landed ") for line in told if line.startswith("landed ")}
        assert log_is_sound(self._log, self._acknowledged) == []
        before, now = self._published, self._names()
        assert now in (before, self._in_the_log())
        if done.code == 0:
            assert now == self._in_the_log()
        self._published = now

    @precondition(lambda self: self._warehouse.exists())
    @rule()
    def be_written_into(self) -> None:
        """Open the version for writing, write, and die; the next version must know nothing of it."""
        self._stop_reading()
        subprocess.run([sys.executable, "-c", WRITER, self._warehouse.resolve()], check=False)
        self._documents += 1
        self._land()
        load_and_publish(self._warehouse)
        self._is_published()
        with open_warehouse(self._warehouse) as con:
            assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'theirs'").fetchall() == [(0,)]

    @precondition(lambda self: self._warehouse.exists())
    @rule()
    def open_a_reader(self) -> None:
        self._stop_reading()
        self._reader = self._reading.enter_context(open_warehouse(self._warehouse))
        self._read = self._reader.execute(NAMES).fetchall()

    @rule()
    def query(self) -> None:
        assert self._names() == self._published
        if self._warehouse.exists():
            with open_warehouse(self._warehouse) as con:
                assert checks_find_nothing(con, but_for=NOT_PROVED) == []

    @invariant()
    def what_was_acknowledged_is_landed(self) -> None:
        assert log_is_sound(self._log, self._acknowledged) == []
        assert nothing_is_paid_twice(self._log) == []

    @invariant()
    def the_reader_sees_what_it_saw(self) -> None:
        if self._reader is not None:
            assert self._reader.execute(NAMES).fetchall() == self._read

    def teardown(self) -> None:
        """Load in the end what is landed: the rows are those of an undisturbed way there, and of a rebuild."""
        self._stop_reading()
        try:
            if sys.exc_info()[0] is None and self._documents:
                self._land()
                load_and_publish(self._warehouse)
                assert nothing_is_left_over(self._warehouse) == []
                land_and_load(self._folder / "undisturbed", self._documents, self._documents)
                undisturbed = contents(self._folder / "undisturbed" / "dossier.duckdb")
                assert published_is_whole(self._warehouse, [undisturbed]) == []
                assert contents(self._warehouse) == undisturbed
                shutil.rmtree(self._folder / "published")
                self._warehouse.unlink()
                rebuild(self._warehouse)
                assert contents(self._warehouse) == undisturbed
        finally:
            self._stack.close()

    def _land(self) -> None:
        land(self._log, range(self._documents), lambda told: self._acknowledged.add(told.removeprefix("landed ")))

    def _is_published(self) -> None:
        self._published = self._in_the_log()
        assert self._names() == self._published
        assert nothing_is_left_over(self._warehouse) == []

    def _in_the_log(self) -> set[str]:
        """Return the names of documents and extractions that are landed; calls have none in the two tables."""
        lines = (entry.line for entry in self._log.entries())
        calls = {line.request_hash for line in lines if isinstance(line, CallLine)}
        return landed(self._log) - calls

    def _names(self) -> set[str]:
        if not self._warehouse.exists():
            return set()
        with open_warehouse(self._warehouse) as con:
            return {name for (name,) in con.execute(NAMES).fetchall()}

    def _stop_reading(self) -> None:
        self._reading.close()
        self._reader = None


def test_a_few_steps() -> None:
    run_state_machine_as_test(AnyOrder, settings=settings(max_examples=2, stateful_step_count=6))


@pytest.mark.soak
def test_many_steps() -> None:
    # Shrinking would run a failure for hours; what is printed can be run again as it is.
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    run_state_machine_as_test(AnyOrder, settings=settings(max_examples=40, stateful_step_count=25, phases=phases))
