"""Text to a tree of elements, with limits: the parser is C code that nothing can interrupt."""

from __future__ import annotations

import regex
from lxml import etree

from core.errors import DocumentError

MOST_TAGS = 400_000
"""About 200 MB of tree; the largest honest pages have a tenth."""
MOST_ATTRIBUTES = 1_000
"""In one tag: libxml2 takes time quadratic in them (minutes for a page of 5 MB)."""
_SMALL = 10_000
"""Characters: what fits into so few cannot keep the parser busy."""
_SCAN_SECONDS = 5.0
_ATTRIBUTE = r"""[\s/]*+=?+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_CROWDED_TAG = regex.compile(rf"<[A-Za-z](?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES}}}")
_EMPTY_RAW_TEXT = regex.compile(r"<(script|style|title|textarea|iframe|noscript)\b([^<>]*+)(?<=/)>", regex.IGNORECASE)
_XHTML_ROOT = regex.compile(r"<html\b[^<>]*\bxmlns\b", regex.IGNORECASE)
_HEAD = 4_000


def parse(source: str, html: str) -> etree._Element:
    """Return the root element of `html`; raise DocumentError if it is beyond the limits or holds no element."""
    if html.count("<") > MOST_TAGS:
        raise _refused(source, f"has more than {MOST_TAGS:,} tags")
    if len(html) > _SMALL and _is_crowded(html):
        raise _refused(source, f"has a tag with more than {MOST_ATTRIBUTES:,} attributes")
    if _XHTML_ROOT.search(html, 0, _HEAD):
        html = _EMPTY_RAW_TEXT.sub(r"<\1\2></\1>", html)  # an HTML parser takes the rest of the page for their text
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True, default_doctype=False
    )
    try:
        root = etree.fromstring(html.encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise _refused(source, f"cannot be parsed: {error}") from error
    for entry in parser.error_log:
        if entry.level == etree.ErrorLevels.FATAL:
            # The parser gives up at 2,048 levels, and what follows would be missing without a word.
            raise _refused(source, f"cannot be parsed beyond line {entry.line}: {entry.message}")
    if root is None:
        raise _refused(source, "holds no element")
    return root


def _is_crowded(html: str) -> bool:
    try:
        return _CROWDED_TAG.search(html, timeout=_SCAN_SECONDS) is not None
    except TimeoutError:
        return True


def _refused(source: str, cause: str) -> DocumentError:
    return DocumentError(
        f"{source} is a web page that {cause}", hint="Save its text from a browser as .txt and name that file."
    )
