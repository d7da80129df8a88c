"""Every command, query and file of the tutorial and the how-to pages is tried, in the order of the page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.code_copy import copy_code
from tests.docs.page import Step, differs, steps
from tests.model_server import KEY, MODEL, ModelServer, model_server

__all__ = ["model_server"]

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md"))]
PACKAGES = (
    "core",
    "schemas",
    "prompts",
    "extraction",
    "warehouse",
    "evaluation",
    "flows",
    "cli",
    "tests",
    "seeds",
    "docs",
)
DATA = ("published", "landing")
SET_UP = re.compile(r"^(git clone .*|cd .*|make (?P<target>\w+).*|export PATH=.*)$", re.MULTILINE)
EXPORT = re.compile(r"^export .*$", re.MULTILINE)
RECORD_ID = re.compile(r"\b[0-9a-f]{64}\b")
# What a page says of the reader's model server and key, and what stands for it here.
THEIR_SERVER, THEIR_MODEL, THEIR_KEY = "http://127.0.0.1:8000/v1", "openai/my-model", "sk-…"


@dataclass
class Reader:
    """Somebody who types what a page says into a clone whose set-up is done."""

    clone: Path
    model_url: str
    environment: dict[str, str]
    exports: list[str] = field(default_factory=list)
    record_id: str = "RECORD_ID"

    def follow(self, step: Step) -> str:
        """Do what the step says, and return what it prints; with its errors if it is to fail."""
        if step.path is not None:
            path = self.clone / step.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.content, encoding="utf-8")
            return ""
        done = subprocess.run(
            self._command(step),
            cwd=self.clone,
            env=self.environment,
            input=step.content if step.language == "sql" else None,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode != step.exit_code:
            raise AssertionError(f"exit code {done.returncode}\n{done.stdout}{done.stderr}")
        if ids := RECORD_ID.findall(done.stdout):
            self.record_id = ids[-1]
        return done.stdout + (done.stderr if step.exit_code else "")

    def _command(self, step: Step) -> list[str]:
        if step.language == "sql":
            return ["dossier", "sql", "-"]
        if step.language == "python":
            return ["python", "-c", step.content]
        typed = SET_UP.sub("", step.content).replace("RECORD_ID", self.record_id)
        for theirs, ours in {THEIR_SERVER: self.model_url, THEIR_MODEL: f"openai/{MODEL}", THEIR_KEY: KEY}.items():
            typed = typed.replace(theirs, ours)
        command = ["bash", "-e", "-c", "\n".join([*self.exports, typed])]
        self.exports += EXPORT.findall(typed)
        return command


@pytest.fixture
def reader(tmp_path: Path, published: Path, prefect_api: str, model_server: ModelServer) -> Reader:
    clone = tmp_path / "clone"
    copy_code(PACKAGES, clone)
    shutil.copy(ROOT / "pyproject.toml", clone)
    for folder in DATA:
        shutil.copytree(published.parent / folder, clone / "warehouse" / folder)
    (clone / "warehouse" / published.name).symlink_to(published.readlink())
    commands = clone / ".venv" / "bin"
    _install(commands / "dossier", f'exec {sys.executable} -P -m cli.main "$@"')
    _install(commands / "python", f'exec {sys.executable} "$@"')
    environment = {
        "PATH": f"{commands}:{os.environ.get('PATH', '')}",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(clone),
        "PREFECT_API_URL": prefect_api,
    }
    return Reader(clone, model_server.base_url, environment)


def _install(command: Path, script: str) -> None:
    command.parent.mkdir(parents=True, exist_ok=True)
    command.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    command.chmod(0o755)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_holds_what_it_says(page: Path, reader: Reader) -> None:
    for step in steps(page):
        where = f"{page.relative_to(ROOT)}, line {step.line}"
        try:
            printed = reader.follow(step)
        except AssertionError as error:
            pytest.fail(f"{where}: {error}", pytrace=False)
        if step.printed is not None and differs(step.printed, printed):
            pytest.fail(f"{where} says that this is printed:\n{step.printed}\nbut it is:\n{printed}", pytrace=False)


@pytest.mark.parametrize("page", [*PAGES, *sorted(DOCS.glob("*.md"))], ids=lambda page: page.stem)
def test_what_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [found["target"] for found in SET_UP.finditer(text) if found["target"]]
    assert [target for target in targets if f"\n{target}:" not in makefile] == []


def test_the_index_names_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = [path.relative_to(DOCS).as_posix() for path in (*DOCS.glob("*.md"), *DOCS.glob("how-to/*.md"))]
    assert [page for page in sorted(pages) if page != "README.md" and f"({page})" not in index] == []


@pytest.mark.parametrize(
    ("expected", "printed", "is_different"),
    [
        ("a\nb\n", "a\nb\n", False),
        ("a\nb\n", "a\n", True),
        ("a … c\n", "a b c\n", False),
        ("a … c\n", "a\nb c\n", True),
        ("a\n…\nd\n", "a\nb\nc\nd\n", False),
        ("a\n…\nd\n", "a\nd\n", False),
        ("a\n…\n", "a\nb\n", False),
        ("…\nb\n", "a\nb\n", False),
        ("…\nb\n", "a\nb\nc\n", True),
    ],
)
def test_what_an_ellipsis_stands_for(expected: str, printed: str, *, is_different: bool) -> None:
    assert differs(expected, printed) is is_different
