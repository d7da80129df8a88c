"""What PDFium tells of a page: its words with their boxes, in the order in which the page draws them, and its rules."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pypdfium2.raw as pdfium
import regex
from pypdfium2 import PdfPage

from extraction.reading.pdf.box import Box, View, around
from extraction.reading.pdf.ruling import Edge, drawing_of

MOST_CHARACTERS = 500_000
"""Of one page: a larger one is no page that anybody reads, and is cut there."""
_MOST = 0.4
_FEW_WORDS = 20
_NOTED = regex.compile(r"(?P<word>.*(?:[.,;:!?)\]”»\"'’]|\p{L}{3}))[\d*†‡,]{1,4}")
"""A word or a sentence's end with the mark of a footnote; not a unit with its power."""
BROKEN_HYPHEN = "\ufffe"
"""What PDFium puts where a word goes on in the next line: the hyphen and the line end."""
_SPACES = frozenset(" \t\r\n\u00a0\u2002\u2003\u2009\u200b") | frozenset(map(chr, range(32)))
_SOFT_HYPHEN = "\u00ad"
_PLAIN = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "\u00ad": None})
"""Letters that a font draws as one are the letters that were written."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them; `is_broken` if it ends in the hyphen at the end of its line."""

    text: str
    box: Box
    is_broken: bool = False


@dataclass(frozen=True)
class Line:
    """Words that stand beside each other."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        """What the words take up."""
        return around(word.box for word in self.words)

    @cached_property
    def size(self) -> float:
        """The height of most of its characters, in points: 1.1 to 1.4 times the size of the font."""
        heights = sorted((word.box.height, len(word.text)) for word in self.words)
        half = sum(length for _, length in heights) / 2
        for height, length in heights:
            half -= length
            if half <= 0:
                return height
        return 0.0


@dataclass(frozen=True)
class Page:
    """One page: `number` counts from 1; boxes are in points from its upper left corner."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    edges: tuple[Edge, ...]
    picture: float

    @property
    def is_scan(self) -> bool:
        """Whether a picture takes up most of it, and there is no more text than a stamp or a page's header has."""
        words = sum(len(line.words) for line in self.lines)
        return self.picture > _MOST * self.width * self.height and words <= _FEW_WORDS


def read_page(page: PdfPage, number: int) -> Page:
    """Return what `page` shows."""
    left, bottom, right, top = page.get_bbox()
    view = View(left, bottom, right, top, page.get_rotation())
    drawing = drawing_of(page.raw, view)
    return Page(number, *view.size, _lines(page, view), drawing.edges, drawing.picture)


def _lines(page: PdfPage, view: View) -> tuple[Line, ...]:
    textpage = page.get_textpage()
    try:
        characters = _characters(textpage.raw)
        rect = pdfium.FS_RECTF()
        seen = Box(0, 0, *view.size)
        lines: list[Line] = []
        words: list[Word] = []
        start = 0
        for index, character in enumerate(characters + "\n"):
            if character not in _SPACES and character != BROKEN_HYPHEN:
                continue
            if characters[start:index].strip(_SOFT_HYPHEN):
                is_broken = character == BROKEN_HYPHEN
                text = characters[start:index].translate(_PLAIN) + ("-" if is_broken else "")
                ends = [_box(textpage.raw, rect, at, view) for at in (start, index - 1)]
                if _is_raised(*ends) and (noted := _NOTED.fullmatch(text)):
                    text, ends = noted["word"], [*ends[:1], ends[1]._replace(top=ends[0].top)]
                if seen.holds(around(ends).middle):  # what lies beside the page nobody sees
                    words.append(Word(text, around(ends), is_broken))
            start = index + 1
            if words and character in ("\n", "\r", BROKEN_HYPHEN):
                lines += _split(words)
                words = []
        return tuple(_side_by_side(lines))
    finally:
        textpage.close()


def _characters(textpage: pdfium.FPDF_TEXTPAGE) -> str:
    """Return the characters of a page, one for each that PDFium counts."""
    count = min(pdfium.FPDFText_CountChars(textpage), MOST_CHARACTERS)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * (written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Some characters take two units or none there: asked for one by one they are as many as are counted.
    return "".join(_character(pdfium.FPDFText_GetUnicode(textpage, index)) for index in range(count))


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _box(textpage: pdfium.FPDF_TEXTPAGE, rect: pdfium.FS_RECTF, index: int, view: View) -> Box:
    """Return where a character is seen."""
    pdfium.FPDFText_GetLooseCharBox(textpage, index, rect)
    return view.box(rect.left, rect.bottom, rect.right, rect.top)


def _is_raised(first: Box, last: Box) -> bool:
    """Say whether the last character of a word is smaller than its first and stands higher: the mark of a footnote."""
    return last.height < 0.8 * first.height and last.bottom < first.bottom - 0.1 * first.height


def _side_by_side(lines: list[Line]) -> Iterator[Line]:
    """Yield lines, those that go on at the same height as one: PDFium ends one where the size changes."""
    before: Line | None = None
    for line in lines:
        if before is not None:
            gap = line.box.left - before.box.right
            beside = line.box.overlap_y(before.box) > 0.5 * min(line.box.height, before.box.height)
            if beside and -1 < gap < before.size and not before.words[-1].is_broken:
                before = Line(before.words + line.words)
                continue
            yield before
        before = line
    if before is not None:
        yield before


def _split(words: list[Word]) -> list[Line]:
    """Return the lines that words in a row make: PDFium does not end one where the text goes on further up or down."""
    lines: list[list[Word]] = [[words[0]]]
    for word in words[1:]:
        before = lines[-1][-1].box
        if word.box.overlap_y(before) > 0.3 * min(word.box.height, before.height) and word.box.left >= before.left:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(tuple(line)) for line in lines]
