"""Long output at a terminal: page by page, in the user's own pager."""

from __future__ import annotations

import os
from collections.abc import Sequence

from rich.console import Console, Group
from rich.text import Text


def print_paged(console: Console, texts: Sequence[Text]) -> None:
    """Print `texts` to a terminal, through $PAGER (else less, more) if the terminal is too low for them."""
    if len(console.render_lines(Group(*texts), pad=False)) < console.height:
        console.print(*texts, sep="\n")
        return
    # Unless told, less would show the colours' escape sequences instead of colours.
    os.environ.setdefault("LESS", "-R")
    with console.pager(styles=True):
        console.print(*texts, sep="\n")
