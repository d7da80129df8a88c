"""`read_page`: the source text of a web page to Markdown and metadata."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

from core.document import Metadata
from core.errors import DocumentError
from extraction.reading.html.article import article_of
from extraction.reading.html.markdown import to_markdown
from extraction.reading.html.metadata import header_time, page_metadata, window_title
from extraction.reading.html.parsing import parse
from extraction.reading.html.pruning import LEAST_TEXT, remove_boilerplate, remove_unread
from extraction.reading.html.weights import weights_of
from extraction.reading.published import parse_published, printed_date
from extraction.reading.title import marked_title

_LEAST_KEPT = 0.3


@dataclass(frozen=True)
class Page:
    """A page's article as Markdown, and what is known about it by metadata name."""

    markdown: str
    metadata: dict[str, Metadata]


def read_page(source: str, html: str) -> Page:
    """Return the article of the page `html`, which came from `source`.

    Raises DocumentError for a page without article text and for one that is too large or nested too deep.
    """
    root = parse(source, html)
    known = page_metadata(root)
    names = window_title(root)
    remove_unread(root)
    times = header_time(root)
    markdown = _article(root) or _all_visible(parse(source, html))
    if not markdown:
        raise DocumentError(
            f"{source} is a web page without article text: there is nothing in it but menus, scripts or hidden text",
            hint="If a browser shows an article there, save what it shows as .txt and name that file.",
        )
    if title := marked_title(markdown, known["title"].text if "title" in known else names):
        known["title"] = title
    elif names and "title" not in known:
        known["title"] = Metadata("title", names)
    if published_on := _published_on(markdown, known.get("published_on"), times):
        known["published_on"] = published_on
    return Page(markdown, known)


def _article(root: _Element) -> str:
    """Return the article in `root` as Markdown; "" if what is left out as boilerplate is most of the text."""
    visible = remove_boilerplate(root)
    weights = weights_of(root)
    return to_markdown(article_of(root, weights)) if weights[root].readable >= _LEAST_KEPT * visible else ""


def _all_visible(root: _Element) -> str:
    """Return all that `root` shows, which loses nothing; "" if that is no more than a menu."""
    remove_unread(root)
    return to_markdown([root]) if weights_of(root)[root].readable >= LEAST_TEXT else ""


def _published_on(markdown: str, meta: Metadata | None, time: tuple[str, str] | None) -> Metadata | None:
    """Return the date as the text prints it, unless the page's metadata names another."""
    told = parse_published(meta.text) if meta else None
    printed = printed_date(markdown)
    if printed and told in (None, parse_published(printed.text)):
        return printed
    if time and told in (None, parse_published(time[0])):
        return _printed_time(markdown, *time) or meta or Metadata("published_on", time[0])
    return meta


def _printed_time(markdown: str, day: str, printed: str) -> Metadata | None:
    """Return the text of a `<time>` with its characters, if the article prints it on a line of its own."""
    if not printed or parse_published(printed) != parse_published(day):
        return None
    start = f"\n{markdown}".find(f"\n{printed}\n")
    return Metadata("published_on", printed, (start, start + len(printed))) if start >= 0 else None
