"""Elements to Markdown that holds the page's own characters: no addresses, no emphasis, one paragraph a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex
from lxml.etree import _Element, iterwalk

from extraction.reading.html.tables import is_data_table, pipe_table
from extraction.structure.words import words

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BOLD = frozenset({"b", "strong"})
_BLOCKS = words("extraction.reading.html", "block_elements")
_SPACE = regex.compile(r"[ \t\n\r\f\v]+")
_WIDE_SPACE = regex.compile(r"[ \u00a0]{2,}+")
_INVISIBLE = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
_FOOTNOTE = regex.compile(r"\[?\s*+(?:\d{1,3}|[a-z*†‡])\s*+\]?")
_LONGEST_BOLD_HEADING = 200


@dataclass(frozen=True)
class _Block:
    """A finished block: its lines, the first line's prefix, that of the others, and the list it is an item of."""

    lines: tuple[str, ...]
    prefix: str = ""
    indent: str = ""
    item_of: int | None = None


@dataclass
class _List:
    number: int | None


@dataclass
class _Item:
    marker: str
    is_written: bool = False


def to_markdown(elements: Sequence[_Element]) -> str:
    """Return the visible text of `elements` as Markdown that ends with a newline, "" if there is none."""
    writer = _Writer()
    for element in elements:
        writer.write(element)
    return writer.markdown()


def text_on_one_line(element: _Element) -> str:
    """Return the text of a table's cell; the items of a list in it are separated by semicolons."""
    writer = _Writer(marks_headings=False)
    writer.write(element)
    text = ""
    for above, block in zip([None, *writer.blocks], writer.blocks, strict=False):
        if above is not None:
            text += "; " if block.item_of is not None and above.item_of is not None else " "
        text += " ".join(line.strip() for line in block.lines)
    return text


class _Writer:
    """Walks a tree without recursion (pages are nested deeper than Python's stack) and collects finished blocks."""

    def __init__(self, *, marks_headings: bool = True) -> None:
        self._marks_headings = marks_headings
        self.blocks: list[_Block] = []
        self._pieces: list[tuple[str, bool]] = []
        self._lists: list[_List] = []
        self._items: list[_Item] = []
        self._lists_seen = 0
        self._heading = self._bold = self._quoted = self._preformatted = 0

    def write(self, root: _Element) -> None:
        """Add the text of `root`, not what follows it."""
        walk = iterwalk(root, events=("start", "end"))
        unwritten: _Element | None = None
        for event, element in walk:
            tag = str(element.tag)
            if event == "start":
                if element is not root and tag == "table" and is_data_table(element):
                    self._table(element)
                    unwritten = element
                elif tag == "sup":
                    self._superscript(element)
                    unwritten = element
                else:
                    self._open(tag, element)
                    self._text(element.text)
                    continue
                walk.skip_subtree()
                continue
            if element is not unwritten:
                self._close(tag)
            if element is not root:
                self._text(element.tail)
        self._flush()

    def markdown(self) -> str:
        """Return all blocks, the items of one list on lines that follow each other."""
        parts: list[str] = []
        above: _Block | None = None
        for block in self.blocks:
            if above is not None:
                parts.append("\n" if block.item_of is not None and block.item_of == above.item_of else "\n\n")
            parts.append(block.prefix + ("\n" + block.indent).join(block.lines))
            above = block
        return "".join(parts) + "\n" if parts else ""

    def _open(self, tag: str, element: _Element) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _LISTS:
            self._lists_seen += not self._lists
            start = element.get("start", "1")
            first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
            self._lists.append(_List(first if tag == "ol" else None))
        elif tag == "li":
            self._items.append(_Item(self._marker()))
        elif tag == "blockquote":
            self._quoted += 1
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "br":
            self._pieces.append(("\n", False))
        elif tag == "q":
            self._pieces.append(("“", bool(self._bold)))

    def _close(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in _BOLD:
            self._bold -= 1
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._items.pop()
        elif tag == "blockquote":
            self._quoted -= 1
        elif tag == "pre":
            self._preformatted -= 1
        elif tag == "q":
            self._pieces.append(("”", bool(self._bold)))

    def _marker(self) -> str:
        if not self._lists or self._lists[-1].number is None:
            return "- "
        number = self._lists[-1].number
        self._lists[-1].number = number + 1
        return f"{number}. "

    def _text(self, text: str | None) -> None:
        if not text:
            return
        text = _INVISIBLE.sub("", text)
        if not self._preformatted:
            text = _SPACE.sub(" ", text)
        for number, line in enumerate(text.split("\n")):
            if number:
                self._pieces.append(("\n", False))
            self._pieces.append((line, self._bold > 0))

    def _superscript(self, element: _Element) -> None:
        """Write "10th" as it is, a power as 10^6, and no mark of a footnote: it would change the number before it."""
        text = "".join(element.itertext()).strip()
        is_linked = next(element.iter("a"), None) is not None or next(element.iterancestors("a"), None) is not None
        if _FOOTNOTE.fullmatch(text) and (is_linked or not text.isdigit()):
            return
        self._text(f"^{text}" if text[:1].isdigit() else text)

    def _flush(self) -> None:
        """Finish the paragraph in hand: each double line break in it begins another."""
        lines = _lines(self._pieces)
        self._pieces.clear()
        paragraph: list[str] = []
        for line, is_bold in [*lines, ("", False)]:
            if line and not (is_bold and self._is_heading(line)):
                paragraph.append(line)
                continue
            if paragraph:
                self._paragraph(paragraph)
                paragraph = []
            if line:
                self._paragraph([f"**{line}**"])

    def _is_heading(self, line: str) -> bool:
        """Say whether a line in bold print stands for a heading, which is how it is then marked."""
        return (
            self._marks_headings
            and not self._heading
            and not self._items
            and not self._quoted
            and len(line) <= _LONGEST_BOLD_HEADING
            and not line.endswith((".", "!", "?", ";", ","))
            and "*" not in line
        )

    def _paragraph(self, lines: Sequence[str]) -> None:
        if self._heading and not self._items:
            self.blocks.append(_Block((" ".join(lines),), prefix="#" * self._heading + " "))
            self._heading = 0
            return
        quote = "> " * self._quoted
        # Two spaces: a line that the page breaks is not joined with the next, as the lines of preformatted text are.
        ended = lines if self._preformatted else [line + "  " for line in lines[:-1]] + [lines[-1]]
        kept = tuple("\\" + line if line.startswith("# ") else line for line in ended)
        if not self._items:
            self.blocks.append(_Block(kept, prefix=quote, indent=quote))
            return
        outer = quote + "".join(" " * len(item.marker) for item in self._items[:-1] if item.is_written)
        item = self._items[-1]
        inner = outer + " " * len(item.marker)
        if item.is_written:
            self.blocks.append(_Block(kept, prefix=inner, indent=inner))
        else:
            item.is_written = True
            self.blocks.append(_Block(kept, prefix=outer + item.marker, indent=inner, item_of=self._lists_seen))

    def _table(self, element: _Element) -> None:
        self._flush()
        table = pipe_table(element, text_on_one_line)
        self.blocks.extend(_Block((caption,)) for caption in table.captions)
        if table.lines:
            self.blocks.append(_Block(table.lines))


def _lines(pieces: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return the lines of `pieces` without superfluous white space, and whether all of a line is bold."""
    lines: list[tuple[str, bool]] = []
    line = ""
    is_bold = True
    for piece, bold in [*pieces, ("\n", False)]:
        if piece != "\n":
            line += piece
            is_bold = is_bold and (bold or not piece.strip())
            continue
        printed = _WIDE_SPACE.sub(" ", line).strip()
        lines.append((printed, is_bold and bool(printed)))
        line, is_bold = "", True
    return lines
