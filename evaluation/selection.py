"""What an evaluation is about: goldens, their documents, and what an engine is asked about each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.document import Document
from evaluation.golden import DRAFT, Golden, Goldens
from evaluation.outcome import Skipped
from extraction.engines import REPLAY, RULES
from extraction.recordings.store import DEFAULT_CASE, Stored, stored
from schemas.registry import Kind, select_kinds


@dataclass(frozen=True)
class Task:
    """A golden, as far as it is about the kinds that are scored, its document, and the kinds that are asked for."""

    golden: Golden
    document: Document
    asked: tuple[Kind, ...]


@dataclass(frozen=True)
class Selection:
    """The documents to evaluate, the kinds that are scored, and what was left out and why."""

    goldens: Goldens
    tasks: tuple[Task, ...]
    kinds: tuple[Kind, ...]
    skipped: tuple[Skipped, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of the goldens that are evaluated."""
        return frozenset(task.golden.name for task in self.tasks)

    def of_engine(self, engine: str) -> Selection:
        """Return what this engine can be asked: of `replay`, only documents whose recording is fresh."""
        if engine != REPLAY and not engine.startswith(f"{REPLAY}:"):
            return self
        recordings = {each.golden.folder.name: each for each in _recordings(engine, self.goldens.folder)}
        tasks: list[Task] = []
        skipped = list(self.skipped)
        for task in self.tasks:
            each = recordings.get(task.golden.name)
            if each is not None and each.is_fresh and each.recording is not None:
                asked = select_kinds(each.recording.kinds)
                golden = task.golden.of_kinds({kind.name for kind in asked})
                tasks.append(replace(task, golden=golden, asked=asked))
            else:
                reason = each.complaint if each else f"nothing is recorded for it under {engine}"
                skipped.append(Skipped(name=task.golden.name, cause="recording", reason=reason))
        return replace(self, tasks=tuple(tasks), skipped=tuple(skipped))


def select(goldens: Goldens, names: Sequence[str], kinds: tuple[Kind, ...]) -> Selection:
    """Return the goldens to evaluate; raises UsageError for one that cannot be used.

    Left out, with the reason, are drafts and goldens whose document this machine does not have.
    """
    scored = {kind.name for kind in kinds}
    tasks: list[Task] = []
    skipped: list[Skipped] = []
    for name in goldens.select(names):
        golden = goldens.load(name)
        if golden.is_draft:
            skipped.append(Skipped(name=name, cause="draft", reason=f"its expectation is a {DRAFT}"))
            continue
        document = goldens.document(golden)
        if document is None:
            skipped.append(Skipped(name=name, cause="absent", reason=f"{golden.source} is not on this machine"))
        else:
            tasks.append(Task(golden.of_kinds(scored), document, kinds))
    return Selection(goldens, tuple(tasks), kinds, tuple(skipped))


def engines_under_test(folder: Path) -> list[str]:
    """Return the engines that a baseline is kept of: the rules, and whatever has a recording, fresh or not."""
    return [RULES, *sorted({each.engine_name for each in stored(folder)})]


def _recordings(engine: str, folder: Path) -> list[Stored]:
    """Return the recordings that an engine's name means: `replay:<slug>/<case>`, the slug or both left out."""
    slug, _, case = engine.removeprefix(REPLAY).removeprefix(":").partition("/")
    return [each for each in stored(folder) if each.case == (case or DEFAULT_CASE) and each.slug == (slug or each.slug)]
