"""Recordings of this repository, and a folder of goldens that a test may change."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app
from core.errors import DossierError
from tests.conftest import ROOT, SEEDS, Finished
from tests.flows.conftest import run_flow
from tests.model_server import model_server

__all__ = ["model_server", "run_flow"]

GOLDENS = ROOT / "tests" / "golden"
DOCUMENT = "004_e2ecca8a4c4e8202"


@dataclass(frozen=True)
class Clone:
    """A clone with one seed, its golden, and its recordings."""

    root: Path

    @property
    def goldens(self) -> Path:
        return self.root / "tests" / "golden"

    @property
    def source(self) -> Path:
        return self.root / "seeds" / f"{DOCUMENT}.txt"

    def recording(self, case: str = "answer", slug: str = "hand-annotated") -> Path:
        return self.goldens / DOCUMENT / "recordings" / slug / f"{case}.json"

    def write(self, path: Path, content: Any) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    def change(self, path: Path, **changes: Any) -> None:
        self.write(path, {**json.loads(path.read_text(encoding="utf-8")), **changes})


@dataclass(frozen=True)
class Typed:
    """The command line in this process: a process for each command would take ten times as long."""

    patch: pytest.MonkeyPatch

    def __call__(self, *arguments: str, stdin: str | None = None, **environment: str) -> Finished:
        with self.patch.context() as patch:
            for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
                patch.delenv(name, raising=False)
            for name, value in environment.items():
                patch.setenv(name, value)
            done = CliRunner().invoke(app, arguments, input=stdin)
        if isinstance(done.exception, DossierError):
            return Finished(done.exception.exit_code, done.stdout, f"{done.stderr}error: {done.exception}")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Finished(done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def typed(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.chdir(clone.root)
    return Typed(monkeypatch)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    made = Clone(tmp_path)
    shutil.copytree(GOLDENS / DOCUMENT, made.goldens / DOCUMENT)
    made.source.parent.mkdir()
    shutil.copy(SEEDS / made.source.name, made.source)
    return made
