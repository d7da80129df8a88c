"""Rectangles on a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points from the upper left corner of the page: `top` is smaller than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlap_y(self, other: Box) -> float:
        """Return how much of the height both have in common; negative for what lies between them."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def moved(self, right: float, down: float) -> Box:
        """Return it at another place."""
        return Box(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def holds(self, point: tuple[float, float]) -> bool:
        """Say whether a point lies inside."""
        return self.left <= point[0] < self.right and self.top <= point[1] < self.bottom


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around all of `boxes`, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
