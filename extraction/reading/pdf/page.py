"""What PDFium tells of a page: its words with their boxes, in the order in which the page draws them, and its rules."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cached_property

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from extraction.reading.pdf.box import Box, around
from extraction.reading.pdf.ruling import Edge, edges_of

MOST_CHARACTERS = 500_000
"""Of one page: a larger one is no page that anybody reads, and is cut there."""
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


def read_page(page: PdfPage, number: int) -> Page:
    """Return what `page` shows."""
    width, height = page.get_size()
    left, bottom, _, _ = page.get_bbox()
    return Page(number, width, height, _lines(page, left, bottom + height), edges_of(page.raw, left, bottom + height))


def _lines(page: PdfPage, left: float, top: float) -> tuple[Line, ...]:
    textpage = page.get_textpage()
    try:
        characters = _characters(textpage.raw)
        rect = pdfium.FS_RECTF()
        lines: list[Line] = []
        words: list[Word] = []
        start = 0
        for index, character in enumerate(characters + "\n"):
            if character not in _SPACES and character != BROKEN_HYPHEN:
                continue
            if characters[start:index].strip(_SOFT_HYPHEN):
                is_broken = character == BROKEN_HYPHEN
                text = characters[start:index].translate(_PLAIN) + ("-" if is_broken else "")
                ends = [_box(textpage.raw, rect, at).moved(-left, top) for at in (start, index - 1)]
                words.append(Word(text, around(ends), is_broken))
            start = index + 1
            if words and character in ("\n", "\r", BROKEN_HYPHEN):
                lines += _split(words)
                words = []
        return tuple(lines)
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


def _box(textpage: pdfium.FPDF_TEXTPAGE, rect: pdfium.FS_RECTF, index: int) -> Box:
    """Return the box of a character in the page's own coordinates, turned upside down."""
    pdfium.FPDFText_GetLooseCharBox(textpage, index, rect)
    return Box(rect.left, -rect.top, rect.right, -rect.bottom)


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
