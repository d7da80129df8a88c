"""Headers, footers and page numbers: lines at the edge of the page that come again on other pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex

from extraction.reading.pdf.page import Line, Page
from extraction.reading.pdf.paragraphs import Typography

_EDGE = 0.12
"""Share of a page's height, above and below, in which headers and footers stand."""
_NEAR = 8.0
"""Points that one may stand higher or lower on another page."""
_FEWEST_PAGES = 3
"""Pages on which a line has to come again: on two it may be chance."""
_SHARE = 0.3
"""Of all pages: left and right pages may differ, and the first of each chapter."""
_NUMBER = regex.compile(r"\d++")
_ONLY_NUMBER = regex.compile(r"[-–—\[(| ]*+(?P<page>\d{1,4})(?: ?/ ?\d{1,4})?[-–—\])| ]*+")

_LONGEST_NUMBER = 5
_PAGE_WORDS = 12
_HEADING = 1.17
LineId = tuple[int, int]
"""The index of a page, and that of a line on it."""


def furniture(pages: Sequence[Page], typography: Typography) -> tuple[set[LineId], set[LineId]]:
    """Return the lines that belong to the page and not to the text, and of these the ones to keep.

    To keep is the first of each that says something: it is not lost, only not in the middle of a sentence. Of fewer
    than three pages nothing can be told but that a line is the page's number.
    """
    alike: dict[str, list[LineId]] = defaultdict(list)
    numbers: set[LineId] = set()
    for index, page in enumerate(pages):
        for number, line in enumerate(page.lines):
            if not _at_edge(line, page):
                continue
            for text in _readings(line, page.number, may_count=line.size <= _HEADING * typography.body):
                alike[text].append((index, number))
            if len(pages) > 1 and (match := _ONLY_NUMBER.fullmatch(line.text)) and match["page"] == str(page.number):
                numbers.add((index, number))
    found, kept = set(numbers), set[LineId]()
    for text, places in alike.items():
        for group in _at_one_height(places, pages):
            if len({index for index, _ in group}) >= max(_FEWEST_PAGES, _SHARE * len(pages)):
                found.update(group)
                if _says_something(text) and not kept & set(group):
                    kept.add(group[0])
    return found, kept - numbers


def _says_something(text: str) -> bool:
    """Say whether a header is more than the number of its page, "Page 3 of 10", which nobody misses."""
    return sum(map(str.isalpha, text)) > (_PAGE_WORDS if "\x00" in text else 2)


def _readings(line: Line, page: int, *, may_count: bool) -> Iterator[str]:
    """Yield what has to come again: the line as it is, and with a number in it that counts pages, from wherever.

    The number of a chapter counts nothing that a page does; large letters are no page's number.
    """
    yield line.text
    for match in _NUMBER.finditer(line.text) if may_count else ():
        if len(match.group()) <= _LONGEST_NUMBER:
            yield f"{line.text[: match.start()]}\x00{int(match.group()) - page}\x00{line.text[match.end() :]}"


def _at_edge(line: Line, page: Page) -> bool:
    return line.box.bottom < _EDGE * page.height or line.box.top > (1 - _EDGE) * page.height


def _at_one_height(places: Sequence[LineId], pages: Sequence[Page]) -> list[list[LineId]]:
    def top(place: LineId) -> float:
        return pages[place[0]].lines[place[1]].box.top

    groups: list[list[LineId]] = []
    for place in sorted(places, key=top):
        if groups and top(place) - top(groups[-1][0]) <= _NEAR:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sorted(group) for group in groups]
