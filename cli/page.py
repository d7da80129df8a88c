"""A story as one web page: no script, nothing loaded from elsewhere, everything from the document escaped."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2

from cli.marking import Mark, pieces, record_marks, value_marks
from cli.story_text import proof_of, record_state
from cli.visible import visible, visible_line
from core.errors import UsageError, WarehouseError
from warehouse.story import RecordStory, Story

TEMPLATES = Path(__file__).with_name("templates")
GENERATOR = '<meta name="generator" content="Dossier">'
"""By this a page of ours is known, in its first lines."""
HUES = 6
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Card:
    """What one number in the text stands for; `lines` are (label, value, proof), `places` its marks in the text."""

    number: int
    title: str
    subtitle: str
    lines: tuple[tuple[str, str, str], ...]
    places: tuple[int, ...]


@dataclass(frozen=True)
class MarkedPiece:
    """A piece of the text for the template: the marks that begin with it, and how deep it lies under which hue."""

    text: str
    opens: tuple[Mark, ...]
    depth: int
    hue: int


def page(story: Story, *, is_record: bool) -> str:
    """Return the page: a document with a card a record, or with `is_record` one record with a card a value."""
    record = story.records[0] if is_record else None
    marks = value_marks(record) if record else record_marks(story.records)
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    return (
        environment()
        .get_template("page.html")
        .render(
            style=style,
            style_hash=style_hash(style),
            story=story,
            record=record,
            record_state=record_state(record) if record else None,
            shown=_shown_heading(story),
            pieces=list(_marked_pieces(story.text, marks)),
            cards=list(_value_cards(record, story, marks) if record else _record_cards(story, marks)),
        )
    )


def style_hash(style: str) -> str:
    """Return the hash by which the page's own policy lets in this style and no other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _shown_heading(story: Story) -> dict[str, object]:
    """What stands above the text; a source that is a web address becomes a link, any other stays text."""
    return {
        "title": visible_line(story.title or "A document without a title"),
        "sources": [(visible_line(source), source.startswith(("http://", "https://"))) for source in story.sources],
        "published_on": story.published_on,
        "media_type": visible_line(story.media_type),
        "language": story.language if story.language and LANGUAGE.fullmatch(story.language) else None,
    }


def write_page(file: Path, story: Story, *, is_record: bool, force: bool) -> None:
    """Write the page into `file`, whole or not at all; replaces a page of ours, and with `force` any file."""
    _refuse_strangers(file, force=force)
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        partial.write_text(page(story, is_record=is_record), encoding="utf-8", newline="\n")
        partial.replace(file)
    except OSError as error:
        raise WarehouseError(
            f"cannot write {file}: {error.strerror or error}",
            hint="Name a file in a folder that exists and that you may write in, on a disk with room.",
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _refuse_strangers(file: Path, *, force: bool) -> None:
    if file.is_dir():
        raise UsageError(f"{file} is a folder", hint=f"Name a file in it: --html {file / 'page.html'}")
    if not file.parent.is_dir():
        raise UsageError(f"there is no folder {file.parent}", hint=f"Make it first: mkdir -p {file.parent}")
    if file.exists() and not force and not _is_ours(file):
        raise UsageError(
            f"{file} exists, and Dossier did not make it", hint="Name another file, or replace it with --force."
        )


def _is_ours(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return GENERATOR.encode() in opened.read(1000)


def _record_cards(story: Story, marks: Sequence[Mark]) -> Iterator[Card]:
    for number, record in enumerate(story.records, start=1):
        lines = tuple((value.field, visible(value.value), proof_of(value, story.parts)) for value in record.values)
        yield Card(number, record.kind, record.record_id, lines, _places(number, marks))


def _value_cards(record: RecordStory, story: Story, marks: Sequence[Mark]) -> Iterator[Card]:
    for number, value in enumerate(record.values, start=1):
        line = ("value", visible(value.value), proof_of(value, story.parts))
        yield Card(number, value.field, "", (line,), _places(number, marks))


def _places(number: int, marks: Sequence[Mark]) -> tuple[int, ...]:
    return tuple(mark.place for mark in marks if mark.number == number)


def _marked_pieces(text: str, marks: Sequence[Mark]) -> Iterator[MarkedPiece]:
    for piece in pieces((0, len(text)), marks):
        innermost = min(piece.covers, key=lambda mark: (mark.span[1] - mark.span[0], mark.number), default=None)
        depth = min(len({mark.span for mark in piece.covers}), 3)
        hue = (innermost.number - 1) % HUES if innermost else 0
        yield MarkedPiece(visible(text[slice(*piece.span)]), piece.opens, depth, hue)


@cache
def environment() -> jinja2.Environment:
    """Return what fills in the pages: everything from a document is escaped, and a missing variable is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
