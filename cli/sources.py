"""`dossier sources`: what the list of sources says, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from cli.options import SourcesFileOption

if TYPE_CHECKING:
    from flows.source_list import SourceEntry


def sources(*, sources_file: SourcesFileOption = None) -> None:
    """List the sources in sources.toml, and say what is wrong with it.

    Each with its address, when it is run next, and what it says of kinds, engine, language and tags. Nothing is
    fetched. docs/how-to/fetch.md says how the list is written.

    \b
    Examples:
      dossier sources
      dossier sources --sources /etc/dossier/sources.toml
      dossier run --source foreign-ministry
    """
    from cli.visible import visible_line
    from flows.source_list import SOURCES, load_sources

    for entry in load_sources(sources_file or SOURCES).entries:
        typer.echo(visible_line(entry.name))
        for line in _lines(entry):
            typer.echo(f"  {visible_line(line)}")


def _lines(entry: SourceEntry) -> Iterator[str]:
    from datetime import UTC, datetime

    yield entry.address
    if entry.when is None:
        yield f"by hand: dossier run --source {entry.name}"
    else:
        yield f"{entry.when}, next {entry.when.next_after(datetime.now(UTC)):%Y-%m-%d %H:%M} UTC"
    said = {
        "kinds": ", ".join(entry.kinds or []),
        "engine": entry.engine,
        "language": entry.language,
        "tags": ", ".join(entry.tags),
    }
    told = "; ".join(f"{name} {value}" for name, value in said.items() if value)
    if told:
        yield told
