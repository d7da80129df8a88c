"""What the requests to a paid engine will take, said before they are sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from extraction.engine import Engine, Request


def say_the_cost(engine: Engine, requests: Sequence[Request]) -> None:
    """Print to standard error what `requests`, one a document, will take; nothing for an engine that costs nothing."""
    from flows.estimate import PaidEngine

    if isinstance(engine, PaidEngine):
        from flows.estimate import Expectation, RunEstimate
        from flows.ledger import Ledger

        total = RunEstimate(Expectation(engine, Ledger()), documents=len(requests))
        for request in requests:
            total.add(request)
        typer.echo(str(total), err=True)
