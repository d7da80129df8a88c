"""A story for the terminal: the text with its numbered marks, and under it what each number stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.style import Style
from rich.text import Text

from cli.marking import Mark, Piece, pieces, record_marks, value_marks, windows
from cli.visible import visible, visible_line
from core.document import Part, Span
from core.wording import counted
from warehouse.story import RecordStory, Story, Value

HUES = ("cyan", "yellow", "green", "magenta", "blue", "red")
MARGIN = 100
"""Characters shown on each side of what one record is told by."""
LONGEST_VALUE = 300
ID_LENGTH = 12
"""Characters of an identifier that are shown: enough to name it by."""


def document_text(story: Story, *, coloured: bool) -> Iterator[Text]:
    """Yield the lines of a document with its records: title, marked text, one entry a record."""
    yield from _document_heading(story)
    yield Text()
    yield _marked(story.text, (0, len(story.text)), record_marks(story.records), coloured=coloured)
    yield Text()
    yield Text(f"{len(story.records)} {'record' if len(story.records) == 1 else 'records'}", style="bold")
    for number, record in enumerate(story.records, start=1):
        yield _numbered(number, f"{record.kind} {record.record_id[:ID_LENGTH]}", coloured=coloured)
        yield from _indented(
            f"{field}: {', '.join(visible_line(value) for value in values)}"
            for field, values in record.key_values.items()
        )
    if story.records:
        yield Text(f"\nOne record with all its values: dossier show {story.records[0].record_id[:ID_LENGTH]}")
    else:
        yield Text("No record was found in it; `rejects` in the warehouse may say why.")


def record_text(story: Story, record: RecordStory, *, coloured: bool) -> Iterator[Text]:
    """Yield the lines of one record: where the text tells it, and every value with its proof."""
    yield Text(f"{record.kind} {record.record_id}", style="bold")
    yield Text(record_state(record))
    yield from _document_heading(story)
    marks = value_marks(record)
    for window in windows([mark.span for mark in marks], MARGIN, len(story.text)):
        yield Text()
        passage = _marked(story.text, window, marks, coloured=coloured)
        before, after = "… " if window[0] else "", " …" if window[1] < len(story.text) else ""
        yield Text.assemble(before, passage, after)
    yield Text()
    yield Text(counted(len(record.values), "value"), style="bold")
    for number, value in enumerate(record.values, start=1):
        yield _numbered(number, f"{value.field}: {_cut(value.value)}", coloured=coloured)
        yield from _indented([proof_of(value, story.parts)])
    yield Text(f"\nThe whole document: dossier show {story.document_id[:ID_LENGTH]}")


def record_state(record: RecordStory) -> str:
    """Say in a sentence who found the record, and whether it still counts."""
    state = "a current fact" if record.is_current else "no longer current: a newer text or extraction replaced it"
    return f"Found by {visible_line(record.engine)}; {state}" if record.engine else state.capitalize()


def proof_of(value: Value, parts: Sequence[Part]) -> str:
    """Say in a line how and where the document, which has these `parts`, says a value."""
    if value.span is None:
        return f"{value.match}, from the metadata {visible_line(value.quote)}"
    place = "".join(f"{visible_line(part)}, " for part in _parts_at(value.span, parts))
    where = f"{value.match}, {place}characters {value.span[0]}-{value.span[1]}"
    if value.match == "fuzzy":
        where = f"{where}, likeness {value.score:.2f}"
    return where if value.quote == value.value else f"{where}: “{_cut(value.quote)}”"


def _parts_at(span: Span, parts: Sequence[Part]) -> list[str]:
    """Return the pages or sections that a stretch of text stands on, each once."""
    touched = (part for part in parts if part.span[0] < span[1] and span[0] < part.span[1])
    return list(dict.fromkeys(f"{part.kind} {part.label}" for part in touched))


def _document_heading(story: Story) -> Iterator[Text]:
    yield Text(visible_line(story.title or "(a document without a title)"), style="bold")
    for source in story.sources:
        yield Text(visible_line(source))
    facts = [story.published_on and f"published on {story.published_on}", story.language, story.media_type]
    known = " · ".join(visible_line(str(fact)) for fact in facts if fact)
    yield Text(f"{known} · document {story.document_id[:ID_LENGTH]}")


def _marked(text: str, window: Span, marks: Sequence[Mark], *, coloured: bool) -> Text:
    parts: list[tuple[str, Style | str]] = []
    for piece in pieces(window, marks):
        shown = visible(text[slice(*piece.span)])
        parts.extend(_coloured(piece, shown) if coloured else _bracketed(piece, shown))
    return Text.assemble(*parts)


def _coloured(piece: Piece, shown: str) -> Iterator[tuple[str, Style | str]]:
    """Colour by the innermost mark; what lies under more than one is underlined."""
    for numbers in _numbers_by_span(piece.opens):
        yield f"[{','.join(map(str, numbers))}]", Style(color=_hue(numbers[0]), bold=True, reverse=True)
    if not piece.covers:
        yield shown, ""
        return
    innermost = min(piece.covers, key=lambda mark: (mark.span[1] - mark.span[0], mark.number))
    nested = len({mark.span for mark in piece.covers}) > 1
    yield shown, Style(color=_hue(innermost.number), underline=nested)


def _bracketed(piece: Piece, shown: str) -> Iterator[tuple[str, Style | str]]:
    """Without colours each mark says by its number where it begins and where it ends."""
    for numbers in _numbers_by_span(piece.opens):
        yield f"[{','.join(map(str, numbers))}: ", ""
    yield shown, ""
    for numbers in _numbers_by_span(piece.closes):
        yield f" :{','.join(map(str, sorted(numbers)))}]", ""


def _numbers_by_span(marks: Sequence[Mark]) -> list[list[int]]:
    numbers: dict[Span, list[int]] = {}
    for mark in marks:
        numbers.setdefault(mark.span, []).append(mark.number)
    return list(numbers.values())


def _numbered(number: int, entry: str, *, coloured: bool) -> Text:
    style = Style(color=_hue(number), bold=True, reverse=True) if coloured else ""
    return Text.assemble((f"[{number}]", style), " ", (visible_line(entry), "bold"))


def _indented(lines: Iterable[str]) -> Iterator[Text]:
    for line in lines:
        yield Text(f"    {line}")


def _hue(number: int) -> str:
    return HUES[(number - 1) % len(HUES)]


def _cut(text: str) -> str:
    line = visible_line(text)
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"
