"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EngineOption = Annotated[
    str | None,
    typer.Option(
        "--engine",
        "-e",
        metavar="ENGINE",
        help="rules (built in), openai/<model>, <provider>/<model>, gguf:<path> (a file), replay (recorded answers).",
    ),
]
KindsOption = Annotated[
    str | None,
    typer.Option("--kinds", "-k", metavar="KIND,…", help="Extract only these kinds of record; default: all."),
]
WarehouseOption = Annotated[
    Path | None,
    typer.Option("--warehouse", "-w", metavar="FILE", help="The DuckDB file; default: warehouse/dossier.duckdb."),
]
SourceOption = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="The source of that name in sources.toml.")
]
SourcesFileOption = Annotated[
    Path | None, typer.Option("--sources", metavar="FILE", help="Another list of sources than sources.toml.")
]


def split_kinds(kinds: str | None) -> list[str] | None:
    """Return the names in `--kinds agreement,stance`; None if it was not given."""
    return None if kinds is None else [name.strip() for name in kinds.split(",") if name.strip()]
