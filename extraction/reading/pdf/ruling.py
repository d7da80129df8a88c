"""What a page draws: its straight rules, as strokes, thin rectangles or borders of filled ones, and its pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as pdfium

from extraction.reading.pdf.box import View

MOST_OBJECTS = 30_000
"""Drawn things of a page that are looked at, and points of their outlines: maps have millions and no table."""
_DEEPEST = 4
_THIN = 3.0
"""Points: a rectangle of this height is a rule."""
_STRAIGHT = 0.5
_SHORTEST = 4.0
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class Edge(NamedTuple):
    """A rule along one axis: `at` is its place on the other, both in points from the upper left corner."""

    is_vertical: bool
    at: float
    start: float
    end: float


class Drawing(NamedTuple):
    """The rules of a page, and what its largest picture takes up, in square points."""

    edges: tuple[Edge, ...]
    picture: float


def drawing_of(page: pdfium.FPDF_PAGE, view: View) -> Drawing:
    """Return what is drawn on a page, where it is seen."""
    reading = _Reading(view)
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        reading.look_at(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, 0)
    return Drawing(tuple(reading.edges), reading.picture)


@dataclass
class _Reading:
    view: View
    edges: list[Edge] = field(default_factory=list)
    points: int = 0
    picture: float = 0.0

    def look_at(self, drawn: pdfium.FPDF_PAGEOBJECT, outer: Matrix, depth: int) -> None:
        """Take the rules that one drawn thing holds; a form holds further ones."""
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            matrix = _product(_matrix(drawn), outer)
            for outline in self._outlines(drawn, matrix):
                self._take(outline)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = _product(_matrix(drawn), outer)  # of a picture one unit wide and high
            self.picture = max(self.picture, abs(a * d - b * c))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            matrix = _product(_matrix(drawn), outer)
            for index in range(min(pdfium.FPDFFormObj_CountObjects(drawn), MOST_OBJECTS - self.points)):
                self.look_at(pdfium.FPDFFormObj_GetObject(drawn, index), matrix, depth + 1)

    def _outlines(self, path: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[list[Point]]:
        """Yield the corners of each outline that has no curves."""
        x, y = ctypes.c_float(), ctypes.c_float()
        corners: list[Point] = []
        is_curved = False
        for index in range(pdfium.FPDFPath_CountSegments(path)):
            self.points += 1
            if self.points > MOST_OBJECTS:
                return
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if corners and not is_curved:
                    yield corners
                corners, is_curved = [], False
            is_curved = is_curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            corners.append(_moved((x.value, y.value), matrix))
        if corners and not is_curved:
            yield corners

    def _take(self, corners: list[Point]) -> None:
        """Take an outline as one rule if it is thin, as four if it is a rectangle, side by side if it is a line."""
        points = [self.view.point(x, y) for x, y in corners]
        xs, ys = zip(*points, strict=True)
        if max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN:
            self._add((min(xs), min(ys)), (max(xs), max(ys)), _THIN)
        else:
            for start, end in pairwise(points):
                self._add(start, end, _STRAIGHT)

    def _add(self, start: Point, end: Point, thickness: float) -> None:
        """Take the stroke between two points if it runs along an axis and is long enough."""
        (x, y), (to_x, to_y) = start, end
        if abs(x - to_x) <= thickness and abs(y - to_y) >= _SHORTEST:
            self.edges.append(Edge(is_vertical=True, at=(x + to_x) / 2, start=min(y, to_y), end=max(y, to_y)))
        elif abs(y - to_y) <= thickness and abs(x - to_x) >= _SHORTEST:
            self.edges.append(Edge(is_vertical=False, at=(y + to_y) / 2, start=min(x, to_x), end=max(x, to_x)))


def _matrix(drawn: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that moves a point by `inner` and then by `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
