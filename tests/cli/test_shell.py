"""`dossier sql` at a real terminal: a pseudo-terminal on which keys are typed."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.conftest import ROOT, hear_interrupts

PROMPT = "dossier>"
FOREVER = "SELECT count(*) FROM range(1_000_000_000_000)"
Terminal = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def terminal(published: Path, tmp_path: Path) -> Iterator[Terminal]:
    """Start `dossier sql` at a terminal of 100 columns and 40 lines."""
    started: list[pexpect.spawn[str]] = []

    def start(*arguments: str, **environment: str) -> pexpect.spawn[str]:
        child = pexpect.spawn(
            sys.executable,
            ["-P", "-m", "cli.main", "sql", "--warehouse", str(published), *arguments],
            cwd=str(tmp_path),
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path),
                "PYTHONPATH": str(ROOT),
                "TERM": "xterm",
                "PROMPT_TOOLKIT_NO_CPR": "1",
                "PAGER": "cat",
                "LANG": "C.UTF-8",
                **environment,
            },
            encoding="utf-8",
            dimensions=(40, 100),
            timeout=20,
            preexec_fn=hear_interrupts,
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def test_a_query_of_several_lines_is_completed_and_asked(terminal: Terminal, tmp_path: Path) -> None:
    shell = terminal()
    shell.expect(PROMPT)
    shell.send("SELECT e.kind, count(*) AS many\r")
    shell.expect(r"\.\.\.>")
    shell.send("FROM evid\t")
    shell.expect("evidence|ence")
    shell.send(" e GROUP BY ALL ORDER BY ALL;\r")
    shell.expect("agreement ")
    shell.expect("7 rows in ")
    shell.expect(PROMPT)
    shell.sendeof()
    shell.expect(pexpect.EOF)
    assert shell.wait() == 0
    history = tmp_path / ".local" / "state" / "dossier" / "sql_history"
    assert "FROM evidence e GROUP BY ALL" in history.read_text()
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    assert stat.S_IMODE(history.parent.stat().st_mode) == 0o700


def until_a_query_runs(shell: pexpect.spawn[str]) -> None:
    """Wait until the shell has begun the process that its query runs in, however busy the machine is."""
    assert shell.pid is not None
    deadline = time.monotonic() + 20
    while not any("query_process" in command for command in commands_below(shell.pid)):
        assert time.monotonic() < deadline, "no query was begun"
        time.sleep(0.05)


def commands_below(pid: int) -> list[str]:
    children = [child for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]
    return [Path(f"/proc/{child}/cmdline").read_text() for child in children]


def test_ctrl_c_cancels_the_query_and_not_the_shell(terminal: Terminal) -> None:
    shell = terminal()
    shell.expect(PROMPT)
    shell.send(f"{FOREVER};\r")
    until_a_query_runs(shell)
    shell.sendintr()
    shell.expect("cancelled")
    shell.expect(PROMPT)
    shell.send("SELECT half of it")
    shell.expect("half")
    shell.sendintr()
    shell.expect("cancelled")
    shell.expect(PROMPT)
    shell.send("SELECT 6 * 7 AS answer;\r")
    shell.expect("42")
    shell.expect("1 row in ")


def test_a_query_is_stopped_at_its_time_and_the_shell_goes_on(terminal: Terminal) -> None:
    shell = terminal("--timeout", "1")
    shell.expect(PROMPT)
    shell.send(f"{FOREVER};\r")
    shell.expect("stopped after 1 s")
    shell.expect(PROMPT)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (".help", "Ctrl-C cancels"),
        (".tables", "citations"),
        (".schema agreement_parties", "confirmed"),
        (".questions", "Who met whom"),
        (".show who_met_whom", "One row per"),
        (".ask who_is_negotiating country=Honduras", "rows?[: ]"),
        (".ask who_is_negotiatin", "Did you mean who_is_negotiating"),
        (".ask who_met_whom country", "'country' is no parameter"),
        (".schema", "not used like this"),
        (".nothing", "no command .nothing"),
        ("DROP TABLE agreements;", "DROP is not allowed"),
        ("FROM agremnts;", 'Did you mean "agreements"'),
        ("FROM agreements WHERE false;", "no rows: nothing"),
    ],
)
def test_commands_and_mistakes_are_answered(terminal: Terminal, typed: str, answer: str) -> None:
    shell = terminal()
    shell.expect(PROMPT)
    shell.send(f"{typed}\r")
    shell.expect(answer)
    shell.expect(PROMPT)
    shell.send(".quit\r")
    shell.expect(pexpect.EOF)
    assert shell.wait() == 0


def test_a_long_result_goes_through_the_pager_a_short_one_does_not(terminal: Terminal) -> None:
    short = terminal("SELECT 6 * 7 AS answer", PAGER="sed s/^/paged:/")
    short.expect(pexpect.EOF)
    assert "42" in str(short.before)
    assert "paged:" not in str(short.before)
    long = terminal("FROM range(100)", PAGER="sed s/^/paged:/")
    long.expect(pexpect.EOF)
    assert "paged:99" in str(long.before)
    assert "100 rows in " in str(long.before)


def test_without_a_home_to_write_to_there_is_no_history_and_no_error(terminal: Terminal) -> None:
    shell = terminal(XDG_STATE_HOME="/dev/null")
    shell.expect(PROMPT)
    shell.send("SELECT 6 * 7 AS answer;\r")
    shell.expect("1 row in ")


def test_output_needs_a_query(terminal: Terminal) -> None:
    shell = terminal("-o", "result.csv")
    shell.expect("--output needs a query")
    shell.expect(pexpect.EOF)
    assert shell.wait() == 2
