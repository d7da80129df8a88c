"""How much there is to read in an element, and how much of that is in links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element, iterwalk


@dataclass(slots=True)
class Weight:
    """Characters of text in an element without white space around each piece; those in links; number of links."""

    text: int = 0
    linked: int = 0
    links: int = 0

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
        if path:
            above = path[-1]
            above.text += weight.text + (_length(element.tail) if element is not root else 0)
            above.linked += weight.linked
            above.links += weight.links
    return weights


def readable_length(root: _Element) -> int:
    """Return the number of characters of `root` that are in no link."""
    return weights_of(root)[root].readable


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0
