"""A folder of goldens of one's own, to change things in: the seeds' goldens, with a baseline of what the rules do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.settings import Settings
from evaluation.baseline import Baseline, baseline_of, write_baseline
from evaluation.golden import EXPECTATION, Goldens
from evaluation.regression import check
from evaluation.running import evaluate
from evaluation.selection import select
from schemas.registry import select_kinds
from tests.golden.goldens import GOLDENS, ROOT, seeds


@dataclass(frozen=True)
class Copy:
    """A copy of the seeds' goldens below a root of its own."""

    root: Path

    @property
    def goldens(self) -> Goldens:
        return Goldens(self.root / "tests" / "golden")

    @property
    def folder(self) -> Path:
        return self.goldens.folder

    def name(self, number: str) -> str:
        return next(name for name in self.goldens.names() if name.startswith(number))

    def edit(self, number: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Change the expectation of a seed as somebody would with an editor."""
        file = self.folder / self.name(number) / EXPECTATION
        content = json.loads(file.read_text(encoding="utf-8"))
        change(content)
        file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    def check(self, engine: str = "rules") -> str | None:
        """Make the very check that `make test` makes."""
        return check(engine, self.goldens, Settings())


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("clone")
    (root / "seeds").symlink_to(ROOT / "seeds")
    for name in seeds():
        folder = root / "tests" / "golden" / name
        folder.mkdir(parents=True)
        shutil.copy(GOLDENS.folder / name / EXPECTATION, folder)
    goldens = Goldens(root / "tests" / "golden")
    run = evaluate("rules", select(goldens, [], select_kinds(None)), Settings())
    write_baseline(goldens.folder, Baseline().with_engine("rules", baseline_of(run, None)))
    return root


@pytest.fixture
def copied(pristine: Path, tmp_path: Path) -> Copy:
    shutil.copytree(pristine, tmp_path / "clone", symlinks=True)
    return Copy(tmp_path / "clone")
