"""Web pages in, Markdown out: the article without what the site puts around it, and what the page says of itself.

Importing this package imports lxml: only `read_document` does, and only for a page.
"""

from extraction.reading.html.page import Page, read_page

__all__ = ["Page", "read_page"]
