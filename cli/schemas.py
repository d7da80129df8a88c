"""`dossier schemas`: the kinds of record there are, and the schema that a model is asked for."""

from __future__ import annotations

from typing import Annotated

import typer


def schemas(
    kind: Annotated[str | None, typer.Argument(metavar="KIND", help="Print the schema of this kind.")] = None,
) -> None:
    """List the kinds of record, or print the JSON Schema of one.

    The schema is the one that a model is sent; the descriptions of its fields stand in the prompt, which
    `dossier extract --show-prompt` prints. Leaves are what a model is asked for: what is computed from them (dates,
    bounds, amounts) is not counted.

    \b
    Examples:
      dossier schemas
      dossier schemas agreement
    """
    import json

    from schemas.registry import kinds, select_kinds
    from schemas.wire import leaf_count, wire_schema, without_descriptions

    if kind is not None:
        typer.echo(json.dumps(without_descriptions(wire_schema(select_kinds([kind]))), ensure_ascii=False, indent=2))
        return
    counted = {name: leaf_count(known) for name, known in kinds().items()}
    for name, leaves in counted.items():
        summary = (kinds()[name].model.__doc__ or "").strip().partition("\n")[0]
        typer.echo(f"{name:<18} {kinds()[name].table:<19} {leaves:>3} leaves  {summary}")
    typer.echo(f"{len(counted)} kinds, {sum(counted.values())} leaves", err=True)
