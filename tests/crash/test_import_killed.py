"""`dossier batch import` killed with SIGKILL and typed again: the rows of an undisturbed import, nothing twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.batch.conftest import QUOTE, Batch, all_answered, engagement, says
from tests.conftest import Dossier
from tests.crash.test_run_killed import answers_paid, facts

DOCUMENTS = 60
Point = tuple[str, int]
"""Which line of the import's own, and the how-manieth of them, is the last one that it lands for sure."""
IN_EACH_STAGE: tuple[Point, ...] = (("call", 20), ("extraction", 20), ("extraction", DOCUMENTS - 20))


def exported(dossier: Dossier) -> str:
    """Export `DOCUMENTS` documents and write a file of their answers; return its name."""
    dossier.environment["OPENAI_API_KEY"] = ""
    for number in range(DOCUMENTS):
        dossier.write(f"documents/{number}.txt", f"Note {number}. The ambassador {QUOTE} on Monday.\n")
    batch = Batch(dossier)
    done = batch.export()
    assert done.code == 0, done.err
    return batch.answered("output.jsonl", all_answered(batch.requests(), lambda _: says(engagement())))


def log_of(dossier: Dossier) -> set[Path]:
    return set((dossier.folder / "warehouse" / "landing").glob("*.jsonl"))


def killed_at(dossier: Dossier, file: str, point: Point) -> bool:
    """Import `file`, and kill the import at `point`; return whether it was still at work then."""
    before, (line, count) = log_of(dossier), point
    start = f'{{"line":"{line}"'.encode()
    run = dossier.start("batch", "import", file)
    deadline = time.monotonic() + 90
    while run.poll() is None and time.monotonic() < deadline:
        lines = [text for path in log_of(dossier) - before for text in path.read_bytes().splitlines()]
        if sum(text.startswith(start) for text in lines) >= count:
            break
        time.sleep(0.002)
    is_at_work = run.poll() is None
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    return is_at_work


def points(kills: int) -> list[Point]:
    """Return where to kill: once in each stage, then anywhere; what one landed the next one has no more to land."""
    chance = random.Random()  # noqa: S311 - it chooses moments
    anywhere = [(chance.choice(("call", "extraction")), chance.randrange(DOCUMENTS)) for _ in range(kills)]
    return [*IN_EACH_STAGE, *anywhere][:kills]


@pytest.mark.parametrize("kills", [pytest.param(2, id="short"), pytest.param(30, marks=pytest.mark.soak, id="long")])
def test_an_import_that_was_killed_is_typed_again(served_dossier: Dossier, tmp_path: Path, kills: int) -> None:
    file = exported(served_dossier)
    undisturbed = Dossier(tmp_path / "undisturbed", dict(served_dossier.environment))
    shutil.copytree(served_dossier.folder, undisturbed.folder, ignore=shutil.ignore_patterns("undisturbed"))
    whole = undisturbed("batch", "import", file)
    assert whole.code == 0, whole.err

    were_at_work = Counter(killed_at(served_dossier, file, point) for point in points(kills))
    assert were_at_work[True] >= min(kills, 2)
    last = served_dossier("batch", "import", file)
    assert last.code == 0, last.err
    assert facts(served_dossier) == facts(undisturbed)
    assert answers_paid(served_dossier) == answers_paid(undisturbed)
    assert set(answers_paid(undisturbed).values()) == {1}
