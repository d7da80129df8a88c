"""How much there is to read in an element, and how much of that is in links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element, iterwalk

from extraction.reading.html.tables import is_data_table

_CONTENT = frozenset({"main", "h1"})


@dataclass(slots=True)
class Weight:
    """What is in an element: characters of text without white space around each piece, those in links, the links.

    `is_content`: the page's main element, a main heading or a data table is in it, or it is one.
    `is_table`: it is a data table.
    """

    text: int = 0
    linked: int = 0
    links: int = 0
    is_content: bool = False
    is_table: bool = False

    @property
    def readable(self) -> int:
        """Return the number of characters outside links."""
        return self.text - self.linked


def weights_of(root: _Element) -> Mapping[_Element, Weight]:
    """Return the weight of `root` and of each element in it."""
    weights: dict[_Element, Weight] = {}
    path: list[Weight] = []
    for event, element in iterwalk(root, events=("start", "end")):
        if event == "start":
            weights[element] = weight = Weight(_length(element.text))
            path.append(weight)
            continue
        weight = path.pop()
        if element.tag == "a":
            weight.linked, weight.links = weight.text, 1
        elif element.tag == "table" and is_data_table(element):
            weight.is_content = weight.is_table = True
        elif element.tag in _CONTENT:
            weight.is_content = True
        if path:
            above = path[-1]
            above.text += weight.text + (_length(element.tail) if element is not root else 0)
            above.linked += weight.linked
            above.links += weight.links
            above.is_content = above.is_content or weight.is_content
    return weights


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0
