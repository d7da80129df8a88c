"""Text to a tree of elements, with limits: the parser is C code that nothing can interrupt."""

from __future__ import annotations

from time import monotonic

import regex
from lxml import etree

from core.errors import DocumentError

MOST_TAGS = 200_000
"""Opening and closing: a table of 10,000 rows and nine columns; about 50 MB of tree."""
MOST_ATTRIBUTES = 1_000
"""In one tag: libxml2 takes time quadratic in them (minutes for a page of 5 MB)."""
_SMALL = 10_000
"""Characters: what fits into so few cannot keep the parser busy."""
_SCAN_SECONDS = 3.0
_UNUSUAL_TAG = regex.compile(r"""<[A-Za-z](?!(?:[^<>"'=]++|=\s*+"[^"<>]*+"|=\s*+'[^'<>]*+'|=(?!\s*+["']))*+>)""")
"""Tags that do not plainly end: with `>` or `<` in a value, a quotation mark out of place, or no end at all."""
_ATTRIBUTE = r"""[\s/]*+=?+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_CROWDED_TAG = regex.compile(rf"<[A-Za-z](?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES}}}")
_PLAIN_TAG = 2 * MOST_ATTRIBUTES
"""Characters: the least that so many attributes take."""
_LONG_TAG = regex.compile(rf"<[A-Za-z][^<>]{{{_PLAIN_TAG}}}")
_INTERNAL_SUBSET = regex.compile(r"(<!doctype\b[^<>\[]*+)\[[^\]]*+\]\s*+>", regex.IGNORECASE)
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
    html = _INTERNAL_SUBSET.sub(r"\1>", html[:_HEAD], 1) + html[_HEAD:]  # an HTML parser takes its end for text
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
    """Say whether a tag of `html` has too many attributes, or whether that cannot be told in time."""
    deadline = monotonic() + _SCAN_SECONDS
    for suspects in (_LONG_TAG, _UNUSUAL_TAG):
        try:
            for suspect in suspects.finditer(html, timeout=_SCAN_SECONDS):
                left = deadline - monotonic()
                if left <= 0 or _CROWDED_TAG.match(html, suspect.start(), timeout=left):
                    return True
        except TimeoutError:
            return True
    return False


def _refused(source: str, cause: str) -> DocumentError:
    return DocumentError(
        f"{source} is a web page that {cause}", hint="Save its text from a browser as .txt and name that file."
    )
