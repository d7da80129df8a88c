"""What is taken out of a page before it is read: what nobody sees, and what the site puts around an article.

Sites name their boilerplate: by element, by ARIA role, by class name (`boilerplate.tsv`, which a user may edit). Names
lie, so each removal but the surest is refused if it would take the main heading, a data table or much of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal

import regex
from lxml.etree import _Element

from extraction.reading.html.weights import Weight, weights_of
from extraction.structure.words import word_table, words

_PACKAGE = "extraction.reading.html"
_BOILERPLATE_TAGS = frozenset({"nav", "aside", "footer", "menu"})
_BOILERPLATE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "complementary"}
)
_WHOLE_PAGE = frozenset({"html", "body", "main", "article"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MENU_TAGS = frozenset({"ul", "ol", "dl", "div", "section", "p", "center", "td"})
_HIDING_STYLE = regex.compile(r"(?:^|;)\s*+(?:display\s*+:\s*+none|visibility\s*+:\s*+(?:hidden|collapse))", regex.I)
_WORD = regex.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_LONGEST_NAME = 200
LEAST_TEXT = 80
"""Characters outside links: a page with fewer and without an article is a menu, an error or the shell of a script."""
_MUCH = 0.5
_MENU_LINKS, _MENU_SHARE, _MENU_LINK_LENGTH = 3, 0.8, 25
_RELATED_SHARE = 0.6
_WORDS_OF_A_LEAD_IN = 3
"""A label ("Topics:") introduces no list that belongs to the article."""

_When = Literal["always", "usually", "never"]


def remove_unread(root: _Element) -> None:
    """Take out of `root` what no reader sees, and what is surely no part of the article: banners, comments, adverts."""
    _remove(root, [element for element in root.iter() if _is_unread(element)])
    weights = weights_of(root)
    _remove(root, [each for each, weight in weights.items() if not weight.is_content and _is_surely_none(each)])


def remove_boilerplate(root: _Element) -> int:
    """Take menus, side columns, footers and links to other articles out of `root`.

    Returns how many characters outside links there were before.
    """
    weights = weights_of(root)
    visible = weights[root].readable
    much = max(_MUCH * visible, LEAST_TEXT)
    possible = (each for each, weight in weights.items() if weight.readable <= much and not weight.is_content)
    _remove(root, [element for element in possible if _is_named_boilerplate(element)])
    weights = weights_of(root)
    menus = [each for each, weight in weights.items() if _is_menu(each, weight) and not _is_in_data(each, weights)]
    related = [each for heading in root.iter(*_HEADINGS) for each in _related(heading, weights)]
    _remove(root, [*menus, *related])
    return visible


def _is_unread(element: _Element) -> bool:
    tag = element.tag
    if tag in words(_PACKAGE, "unread_elements"):
        return not (tag == "dialog" and "open" in element.attrib)
    attributes = element.attrib
    if not attributes or tag in ("html", "body"):  # some pages are hidden as a whole until their script has run
        return False
    if "hidden" in attributes or attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    if "style" in attributes and _HIDING_STYLE.search(attributes["style"]):
        return True
    return not words(_PACKAGE, "hidden_names").isdisjoint(attributes.get("class", "").lower().split())


def _is_surely_none(element: _Element) -> bool:
    return element.tag not in _WHOLE_PAGE and _named(element) == "always"


def _is_named_boilerplate(element: _Element) -> bool:
    tag = element.tag
    if tag in _BOILERPLATE_TAGS or element.get("role", "").lower() in _BOILERPLATE_ROLES:
        return True
    if tag == "header":
        return next(element.iterancestors("main", "article"), None) is None
    return tag not in _WHOLE_PAGE and _named(element) != "never"


def _named(element: _Element) -> _When:
    """Say what the element's class names and id say about it."""
    found: _When = "never"
    for attribute in ("class", "id"):
        for name in element.get(attribute, "").split():
            if (when := _meaning(name[:_LONGEST_NAME])) == "always":
                return when
            if when == "usually":
                found = when
    return found


@lru_cache(maxsize=4096)
def _meaning(name: str) -> _When:
    parts = [word.lower() for word in _WORD.findall(name)]
    found: _When = "never"
    for start in range(len(parts)):
        for end in range(start + 1, min(start + 4, len(parts)) + 1):
            when = _sequences().get(" ".join(parts[start:end]))
            if when == "always":
                return "always"
            if when == "usually" or (when == "alone" and end - start == len(parts)):
                found = "usually"
    return found


@cache
def _sequences() -> Mapping[str, str]:
    return {row[0]: row[1] for row in word_table(_PACKAGE, "boilerplate")}


def _is_menu(element: _Element, weight: Weight) -> bool:
    """Say whether `element` is a row or list of short links and nothing else, that no sentence introduces."""
    if element.tag not in _MENU_TAGS or weight.links < _MENU_LINKS:
        return False
    if weight.linked < _MENU_SHARE * weight.text or weight.linked > _MENU_LINK_LENGTH * weight.links:
        return False
    return not (weight.is_content or _is_introduced(element))


def _is_in_data(element: _Element, weights: Mapping[_Element, Weight]) -> bool:
    """Say whether `element` is a cell of a data table or in one; tables that hold tables are no data."""
    table = next(element.iterancestors("table"), None)
    return table is not None and weights[table].is_table


def _is_introduced(element: _Element) -> bool:
    above = element.getprevious()
    parent = element.getparent()
    printed = "".join(above.itertext()) + (above.tail or "") if above is not None else ""
    if above is None and parent is not None:
        printed = parent.text or ""
    return printed.rstrip().endswith(":") and len(printed.split()) >= _WORDS_OF_A_LEAD_IN


def _related(heading: _Element, weights: Mapping[_Element, Weight]) -> Iterator[_Element]:
    """Yield `heading` and what stands under it if it is a heading over links to other pages."""
    if weights[heading].text > _LONGEST_NAME:
        return
    printed = " ".join("".join(heading.itertext()).split()).casefold().rstrip(":")
    if printed not in words(_PACKAGE, "related_headings"):
        return
    first = heading
    while (parent := first.getparent()) is not None and weights[parent].text == weights[heading].text:
        first = parent
    section = []
    for sibling in first.itersiblings():
        if sibling.tag in _HEADINGS and str(sibling.tag) <= str(heading.tag):
            break
        section.append(sibling)
    text = sum(weights[each].text for each in section)
    if sum(weights[each].linked for each in section) >= _RELATED_SHARE * text:
        yield first
        yield from section


def _remove(root: _Element, elements: list[_Element]) -> None:
    """Take `elements` out of `root`, each with all that is in it; the text behind it stays."""
    for element in elements:
        parent = element.getparent()
        if element is root or parent is None:
            continue
        if element.tail:
            above = element.getprevious()
            if above is None:
                parent.text = (parent.text or "") + element.tail
            else:
                above.tail = (above.tail or "") + element.tail
        parent.remove(element)
