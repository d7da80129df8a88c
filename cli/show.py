"""`dossier show`: a document with what was found in it, or one record with its proof."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import WarehouseOption, split_kinds
from core.errors import UsageError

if TYPE_CHECKING:
    import duckdb

    from warehouse.finding import Found
    from warehouse.story import Story

MOST_CANDIDATES = 10


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="DOCUMENT|RECORD",
            help="A source's path, how its file name begins, or how a document_id or record_id does (6 characters).",
        ),
    ],
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write it as one web page that needs nothing else.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", "-k", metavar="KIND,…", help="Of a document, only records of these kinds.")
    ] = None,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Let --html replace a file that Dossier did not make.")
    ] = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Show a document and its records, or a record and its proof.

    The text is shown as it was read, with a numbered mark wherever it tells a record.

    \b
    Examples:
      dossier show 003_
      dossier show 003 --kind agreement
      dossier show 003_ --html page.html
      dossier sql "SELECT record_id, quote FROM records LIMIT 5"
      dossier show RECORD_ID
    """
    from core.settings import load_settings
    from schemas.registry import select_kinds
    from warehouse.query import open_warehouse
    from warehouse.story import read_document, read_record, reading_errors

    kind_names = None if kind is None else [chosen.name for chosen in select_kinds(split_kinds(kind))]
    file = warehouse or load_settings().warehouse
    with open_warehouse(file) as con, reading_errors(file):
        found = _the_one(con, name)
        is_record = found.what == "record"
        story = read_record(con, found.id) if is_record else read_document(con, found.id, kind_names)
    if is_record and kind_names is not None and found.kind not in kind_names:
        raise UsageError(f"this record is of kind {found.kind}", hint="Leave --kind out: it is for documents.")
    if html is None:
        _print(story, is_record=is_record)
    else:
        from cli.page import write_page

        write_page(html, story, is_record=is_record, force=force)
        typer.echo(f"{html}: {len(story.records)} {'record' if len(story.records) == 1 else 'records'}")


def _the_one(con: duckdb.DuckDBPyConnection, name: str) -> Found:
    """Return what `name` means; raises UsageError where that is nothing, or more than one thing."""
    from warehouse.finding import SHORTEST_ID, find, find_replaced, nearest

    found = find(con, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{_shown(name)} may mean {len(found)} things", hint=_choices(found))
    for replaced in find_replaced(con, name):
        raise UsageError(
            f"document {replaced.id[:12]} is no longer current: its source {_shown(replaced.source)} has a newer text",
            hint=f"Type: dossier show {replaced.newest_id[:12]}",
        )
    near = nearest(con, name)
    every = f"`dossier sql 'FROM document_sources'` lists all; of an identifier give {SHORTEST_ID} characters or more."
    raise UsageError(
        f"there is no document and no record {_shown(name)} in this warehouse",
        hint=f"Nearest to it:\n{_choices(near)}\n{every}" if near else every,
    )


def _choices(found: Sequence[Found]) -> str:
    """Return one line to type for each of them, the first few."""
    from cli.visible import visible_line

    lines = []
    for item in found[:MOST_CANDIDATES]:
        what = f"{item.kind} in " if item.kind else ""
        title = f" · {item.title}" if item.title else ""
        lines.append(f"  dossier show {item.id[:12]}  # {visible_line(f'{what}{item.source}{title}')}")
    if len(found) > MOST_CANDIDATES:
        lines.append(f"  … and {len(found) - MOST_CANDIDATES} more: give more of its name")
    return "\n".join(lines)


def _shown(name: str) -> str:
    from cli.visible import visible_line

    return f"“{visible_line(name)}”"


def _print(story: Story, *, is_record: bool) -> None:
    """Print to standard output, page by page if that is a terminal that cannot hold it all."""
    from rich.console import Console

    from cli.paging import print_paged
    from cli.story_text import document_text, record_text

    console = Console(highlight=False)
    coloured = console.is_terminal and not console.no_color
    lines = (
        record_text(story, story.records[0], coloured=coloured)
        if is_record
        else document_text(story, coloured=coloured)
    )
    if console.is_terminal:
        print_paged(console, list(lines))
    else:
        for text in lines:
            typer.echo(text.plain)
