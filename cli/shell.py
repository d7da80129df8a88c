"""`dossier sql` without a query: asks for one after the other, with history and completion."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from inspect import signature
from pathlib import Path

import typer
from prompt_toolkit import PromptSession
from prompt_toolkit.filters import Condition, has_completions
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from cli.asking import Form, ask
from cli.completion import SqlCompleter, read_names
from cli.question_text import explained, listed
from cli.sql import parsed_parameters
from core.errors import DossierError, UsageError
from warehouse.isolated_query import Request
from warehouse.query_limits import Limits
from warehouse.questions import bind, question

TABLES = """
SELECT table_name AS name, comment FROM duckdb_tables() WHERE schema_name = 'main'
UNION ALL
SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal
ORDER BY name"""
COLUMNS = """
SELECT column_name AS name, data_type AS type, comment
FROM duckdb_columns()
WHERE schema_name = 'main' AND table_name = $name
ORDER BY column_index"""
HELP = """\
A query ends with ; and Enter runs it; before that, Enter begins a new line. Tab completes, the arrows bring back.
.tables             the tables and views, and what they hold
.schema TABLE       the columns of one, and what they mean
.questions          the ready questions
.show NAME          what one of them says, takes, and its SQL
.ask NAME KEY=VALUE ask it
.help               this
.quit               leave; so does Ctrl-D
Ctrl-C cancels the query that runs, or the one that is being typed."""
PROMPT, CONTINUED = "dossier> ", "    ...> "


class LeaveError(Exception):
    """The user wants to leave."""


@dataclass
class Shell:
    """One conversation with the warehouse; every query sees the version that is published when it is asked."""

    warehouse: Path
    limits: Limits
    form: Form

    def run(self) -> None:
        """Ask and answer until the user leaves. Raises WarehouseError if there is no warehouse to begin with."""
        session: PromptSession[str] = PromptSession(
            history=_history(),
            completer=SqlCompleter(read_names(self.warehouse, self.limits)),
            key_bindings=_keys(),
            multiline=True,
            prompt_continuation=CONTINUED,
            complete_while_typing=False,
        )
        typer.echo(f"{self.warehouse}: .help explains, .questions lists what can be asked, Ctrl-D leaves.", err=True)
        with suppress(EOFError, LeaveError):
            while True:
                try:
                    self.answer(session.prompt(PROMPT))
                except KeyboardInterrupt:
                    typer.echo("cancelled", err=True)

    def answer(self, typed: str) -> None:
        """Answer one input; what is wrong with it is printed. Raises LeaveError for .quit."""
        typed = typed.strip().removesuffix(";").strip()
        try:
            if typed.startswith("."):
                self._command(*typed.split())
            elif typed:
                self._ask(typed)
        except DossierError as error:
            from cli.visible import visible

            typer.echo(f"error: {visible(str(error))}", err=True)

    def _command(self, name: str, *arguments: str) -> None:
        commands: dict[str, Callable[..., None]] = {
            ".tables": lambda: self._ask(TABLES),
            ".schema": lambda table: self._ask(COLUMNS, {"name": table}),
            ".questions": lambda: typer.echo(listed()),
            ".show": lambda known: typer.echo(explained(known)),
            ".ask": self._ask_question,
            ".help": lambda: typer.echo(HELP),
            ".quit": _leave,
            ".exit": _leave,
        }
        if name not in commands:
            raise UsageError(f"there is no command {name}", hint=".help lists them.")
        try:
            signature(commands[name]).bind(*arguments)
        except TypeError as error:
            raise UsageError(f"{name} is not used like this", hint=".help shows how.") from error
        commands[name](*arguments)

    def _ask_question(self, name: str, *given: str) -> None:
        sql, parameters = bind(question(name), parsed_parameters(list(given)))
        self._ask(sql, dict(parameters))

    def _ask(self, sql: str, parameters: dict[str, object] | None = None) -> None:
        ask(Request(self.warehouse, sql, parameters or {}, self.limits), self.form)


def _leave() -> None:
    raise LeaveError


def _keys() -> KeyBindings:
    """Return what Enter does: run what is complete, else begin a new line."""
    keys = KeyBindings()

    @keys.add("enter", filter=~has_completions & Condition(_is_complete))
    def _run(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    return keys


def _is_complete() -> bool:
    from prompt_toolkit.application import get_app

    typed = get_app().current_buffer.text.strip()
    return not typed or typed.startswith(".") or typed.endswith(";")


def _history() -> History:
    """Return the history in the user's state folder, for nobody else to read; without one, of this session."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    file = state / "dossier" / "sql_history"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600))
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(file))
