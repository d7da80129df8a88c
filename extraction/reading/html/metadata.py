"""What a page says about itself outside its text: `<meta>`, JSON-LD, `<link>`, `<html lang>`, `<title>`."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from html import unescape

import regex
from lxml.etree import _Element

from core.document import Metadata
from extraction.reading.published import parse_published
from extraction.structure.words import word_table

_LONGEST_DATA = 1_000_000
_LONGEST_VALUE = 2_000
_MOST_ENTRIES = 10_000
_NOT_HEADER = ("p", "li", "table", "blockquote", "figure")
_SLASHED_DATE = regex.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")


def page_metadata(root: _Element) -> dict[str, Metadata]:
    """Return what `root` says about itself, by metadata name; of several sources the first in the list wins."""
    said = {"meta": _meta(root), "json-ld": _linked_data(root), "link": _links(root)}
    known: dict[str, Metadata] = {}
    if language := _html_language(root):
        known["language"] = Metadata("language", language)
    for where, key, name in word_table("extraction.reading.html", "page_metadata"):
        value = said[where].get(key, "")
        if name not in known and value and _is_plausible(name, value):
            known[name] = Metadata(name, value)
    return known


def _is_plausible(name: str, value: str) -> bool:
    if name == "source_url":
        return value.startswith(("https://", "http://"))
    return name != "published_on" or parse_published(value) is not None


def window_title(root: _Element) -> str | None:
    """Return the text of `<title>`, which often names the site as well."""
    title = next(root.iter("title"), None)
    return (_cleaned("".join(title.itertext())) or None) if title is not None else None


def header_time(root: _Element) -> tuple[str, str] | None:
    """Return date and printed text of the first `<time datetime>` in no paragraph, list or table: the article's own."""
    for element in root.iter("time"):
        day = element.get("datetime", "").strip()
        if parse_published(day) and next(element.iterancestors(*_NOT_HEADER), None) is None:
            return day, " ".join("".join(element.itertext()).split())
    return None


def _meta(root: _Element) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for element in root.iter():
        value = element.get("content") or (element.get("datetime") if element.get("itemprop") else None)
        if not value:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for key in element.get(attribute, "").lower().split():
                if cleaned := _cleaned(value):
                    found.setdefault(key, cleaned)
    return found


def _links(root: _Element) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("link"):
        for relation in element.get("rel", "").lower().split():
            found.setdefault(relation, _cleaned(element.get("href", "")))
    return found


def _html_language(root: _Element) -> str:
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    return _cleaned(root.get("lang") or root.get("xml:lang") or root.get(name) or "")


def _linked_data(root: _Element) -> Mapping[str, str]:
    """Return the plain values of the entry that is the article, else of the one that is the page."""
    page: Mapping[str, str] = {}
    for element in root.iter("script"):
        text = element.text or ""
        if element.get("type", "").split(";")[0].strip().lower() != "application/ld+json" or len(text) > _LONGEST_DATA:
            continue
        for entry in _entries(text):
            kinds = entry.get("@type")
            names = [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]
            values = {key.lower(): _cleaned(unescape(item)) for key, item in entry.items() if isinstance(item, str)}
            if any(name.endswith(("Article", "Posting", "Report")) for name in names):
                return values
            if not page and any(name.endswith("WebPage") for name in names):
                page = values
    return page


def _entries(text: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects of `text`, those in lists and in `@graph` too; malformed data says nothing."""
    try:
        waiting = deque([json.loads(text, strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_ENTRIES):
        if not waiting:
            return
        entry = waiting.popleft()
        if isinstance(entry, list):
            waiting.extend(entry)
        elif isinstance(entry, dict):
            yield entry
            waiting.extend(entry[key] for key in ("@graph", "mainEntity") if key in entry)


def _cleaned(value: str) -> str:
    """Return `value` on one line, dates with hyphens; "" if it is too long to be what it is called."""
    value = " ".join(value.split()) if len(value) <= _LONGEST_VALUE else ""
    slashed = _SLASHED_DATE.fullmatch(value)
    return f"{slashed[1]}-{int(slashed[2]):02}-{int(slashed[3]):02}" if slashed else value
