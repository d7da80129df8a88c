"""The README tells the truth: its commands exist, its queries give what it prints, its example of a kind works."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.code_copy import copy_code

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```\n```text\n(.*?)```", README, re.DOTALL)
PACKAGES = ("core", "schemas", "prompts", "extraction", "warehouse", "evaluation", "flows", "cli")


def dossier(*arguments: str, cwd: Path = ROOT, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_there_are_three_queries() -> None:
    assert len(QUERIES) == 3


@pytest.mark.parametrize(("query", "printed"), QUERIES, ids=range(len(QUERIES)))
def test_a_query_gives_what_the_readme_prints(query: str, printed: str, published: Path) -> None:
    asked = dossier("sql", "-", "--warehouse", str(published), stdin=query)
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout == printed


def test_the_first_query_of_make_run_gives_what_the_readme_prints(published: Path) -> None:
    asked = dossier("sql", "-f", "docs/first-query.sql", "--warehouse", str(published))
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout in README


def test_every_command_is_in_the_readme() -> None:
    listed = re.search(r"Commands:\n(.*?)\n\n", dossier("--help").stdout, re.DOTALL)
    assert listed is not None
    commands = re.findall(r"^  (\w+)", listed.group(1), re.MULTILINE)
    assert len(commands) >= 5
    assert [command for command in commands if f"dossier {command}" not in README] == []


def test_every_path_that_it_names_exists() -> None:
    named = re.findall(r"`((?:schemas|prompts|extraction|flows|cli|core|seeds|tests|docs)/[\w/.-]*)`", README)
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert [path for path in re.findall(r"(docs/[\w-]+\.md)", README) if not (ROOT / path).exists()] == []


def test_its_kind_is_one_file_and_everything_follows(tmp_path: Path) -> None:
    example = re.search(r"here `(\w+\.py)`:\n```python\n(.*?)```", README, re.DOTALL)
    assert example is not None
    copy_code(PACKAGES, tmp_path)
    (tmp_path / "schemas" / "kinds" / example.group(1)).write_text(example.group(2), encoding="utf-8")
    listed = dossier("schemas", cwd=tmp_path)
    assert listed.returncode == 0, listed.stderr
    assert "visa_restrictions" in listed.stdout
    shown = dossier("schemas", "visa_restriction", cwd=tmp_path)
    assert '"imposing_country"' in shown.stdout
