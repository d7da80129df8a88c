"""Long output at a terminal: page by page, in the user's own pager."""

from __future__ import annotations

import os
from collections.abc import Sequence

from rich.console import Console, Group
from rich.pager import SystemPager
from rich.text import Text


def print_paged(console: Console, texts: Sequence[Text]) -> None:
    """Print `texts` to a terminal, through $PAGER (else less, more) if the terminal is too low for them."""
    if len(console.render_lines(Group(*texts), pad=False)) < console.height:
        console.print(*texts, sep="\n")
        return
    _let_less_show_colours()
    with console.pager(styles=True):
        console.print(*texts, sep="\n")


def print_lines_paged(console: Console, lines: Sequence[str]) -> None:
    """Print `lines` like `print_paged`; none may be wider than the terminal. Much faster where they are many."""
    text = "\n".join(lines) + "\n"
    if len(lines) < console.height:
        console.file.write(text)
    else:
        _let_less_show_colours()
        SystemPager().show(text)


def _let_less_show_colours() -> None:
    """Unless told, less would show the colours' escape sequences instead of colours."""
    os.environ.setdefault("LESS", "-R")
