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

    def holds(self, point: tuple[float, float]) -> bool:
        """Say whether a point lies inside."""
        return self.left <= point[0] < self.right and self.top <= point[1] < self.bottom


class View(NamedTuple):
    """How a page is looked at: its corners in its own coordinates, which go up, and its turn clockwise in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as they are seen."""
        across, along = self.right - self.left, self.top - self.bottom
        return (along, across) if self.turn in (90, 270) else (across, along)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page is seen, from the upper left corner."""
        match self.turn:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a rectangle of the page is seen."""
        (x, y), (to_x, to_y) = self.point(left, bottom), self.point(right, top)
        return Box(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around all of `boxes`, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
