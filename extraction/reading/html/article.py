"""Where on a page its article is."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.etree import _Element

from extraction.reading.html.tables import is_data_table
from extraction.reading.html.weights import Weight

_MOST = 0.5
_CONTAINERS = ("main", "article")


def article_of(root: _Element, weights: Mapping[_Element, Weight]) -> list[_Element]:
    """Return the elements that are the article of `root`, `weights` given: its main element, its article, or all of it.

    One that leaves out half of the text or any data table is not believed. The main heading is part of the article
    wherever it stands.
    """
    article = root
    for name in _CONTAINERS:
        candidates = [each for each in article.iter() if each.tag == name or each.get("role", "").lower() == name]
        if not candidates:
            continue
        largest = max(candidates, key=lambda each: weights[each].readable)
        enough = weights[largest].readable >= _MOST * weights[article].readable
        if enough and _data_tables(largest) == _data_tables(article):
            article = largest
    title = next(root.iter("h1"), None)
    if title is not None and article is not root and next(article.iter("h1"), None) is None:
        return [title, article]
    return [article]


def _data_tables(element: _Element) -> int:
    return sum(map(is_data_table, element.iter("table")))
