from __future__ import annotations

import pytest

from cli.main import app
from tests.conftest import Dossier

COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands if command.callback)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples_that_name_it(dossier: Dossier, command: str) -> None:
    done = dossier(command, "--help")
    assert done.code == 0
    examples = done.out.partition("Examples:\n")[2]
    assert f"dossier {command}" in examples


def test_help_lists_every_command_with_a_whole_sentence(dossier: Dossier) -> None:
    done = dossier("--help")
    assert done.code == 0
    assert all(f"\n  {command} " in done.out for command in COMMANDS)
    assert "..." not in done.out.partition("Commands:")[2]


def test_help_imports_nothing_that_takes_time(dossier: Dossier) -> None:
    dossier.environment["PYTHONPROFILEIMPORTTIME"] = "1"
    imported = {line.rpartition("|")[2].strip() for line in dossier("--help").err.splitlines()}
    assert not imported & {"pydantic", "prefect", "duckdb", "rich", "openai", "instructor", "asyncio"}


def test_without_arguments_the_help_is_printed(dossier: Dossier) -> None:
    done = dossier()
    assert done.code == 2
    assert "Commands:" in done.out + done.err


def test_an_unknown_command_is_bad_usage(dossier: Dossier) -> None:
    done = dossier("runn")
    assert done.code == 2
    assert "Traceback" not in done.err
