"""Whoever comes, and when, and for how short: what another run has landed is known before a document is begun."""

from __future__ import annotations

import asyncio
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.landing.index import LandingIndex
from core.landing.log import LandingLog
from core.lines import ExtractionLine
from flows.claims import Claims, claims
from tests.conftest import ROOT
from tests.warehouse.landed import one_document

FIRST, SECOND = (
    next(line.extraction_id for line in one_document(number) if isinstance(line, ExtractionLine)) for number in (0, 1)
)


class OtherRun:
    """Another run in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{words}\n")
        self._process.stdin.flush()

    def has_done(self, words: str) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == f"{words}\n"

    def does(self, words: str) -> None:
        self.tell(words)
        self.has_done(words)

    def wait_for_its_wait(self) -> None:
        """Return when it waits for a lock; it is wrong if it does not."""
        assert self._process.stdout is not None
        while not any(" -> " in line and f" {self._process.pid} " in line for line in _locks()):
            assert not select.select([self._process.stdout], [], [], 0.01)[0], "it did not wait"


def _locks() -> list[str]:
    return Path("/proc/locks").read_text().splitlines()


@contextmanager
def other_run(log: LandingLog) -> Iterator[OtherRun]:
    command = [sys.executable, "-m", "tests.concurrency.other_run", str(log.folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        yield OtherRun(process)
        process.communicate()
    assert process.returncode == 0


def is_known(extraction_id: str, index: LandingIndex, ours: Claims) -> bool:
    """Whether a run that comes to this extraction then knows that it is done."""

    async def come_to_it() -> bool:
        async with ours.held(extraction_id):
            return extraction_id in index.done

    return asyncio.run(come_to_it())


def test_a_run_that_comes_and_goes_between_two_documents_is_noticed(tmp_path: Path) -> None:
    log = LandingLog(tmp_path)
    with other_run(log) as other:
        other.does("land 0")  # its file is there before we look
        index = LandingIndex.of(log)
        with claims(index) as ours:
            assert is_known(FIRST, index, ours)
            for words in ("come", "land 1", "leave"):
                other.does(words)
            assert is_known(SECOND, index, ours)


@pytest.mark.skipif(sys.platform != "linux", reason="who waits for a lock is known from /proc/locks")
def test_a_run_that_comes_while_another_looks_whether_it_is_alone_is_noticed(tmp_path: Path) -> None:
    log = LandingLog(tmp_path)
    with other_run(log) as other, other_run(log) as third:
        other.does("land 0")
        third.does("look")
        other.tell("come")
        other.wait_for_its_wait()
        third.does("leave")
        other.has_done("come")
        index = LandingIndex.of(log)
        with claims(index) as ours:
            assert is_known(FIRST, index, ours)
            other.does("land 1")
            assert is_known(SECOND, index, ours)
