"""Whether bytes are a web page, and which encoding it declares. Knows nothing of parsing: text files come here too."""

from __future__ import annotations

from functools import cache

import regex

from extraction.structure.words import word_table

HTML = "text/html"
_FIRST_LOOK = 4_000
_PAGE = regex.compile(
    r"\ufeff?+(?:\s++|<\?xml\b[^>]*+>|<!--(?s:.*?)-->)*+<(?:!doctype\s++html|html)\b", regex.IGNORECASE
)
_DECLARED = regex.compile(
    rb"""<\?xml\b[^>]*?\bencoding\s*+=\s*+["']?([\w.:-]++)|<meta\b[^>]*?\bcharset\s*+=\s*+["']?\s*+([\w.:-]++)""",
    regex.IGNORECASE,
)


def is_page(text: str) -> bool:
    """Say whether `text` begins like a web page, whatever its file is called."""
    return _PAGE.match(text, 0, _FIRST_LOOK) is not None


def declared_codec(data: bytes) -> str | None:
    """Return Python's codec for the encoding that a page declares in `<meta>` or its XML declaration, if it is one."""
    match = _DECLARED.search(data, 0, _FIRST_LOOK)
    if match is None:
        return None
    return named_codec((match[1] or match[2]).decode("ascii", "replace"))


def named_codec(charset: str) -> str | None:
    """Return Python's codec for the encoding that a page, a server or a mail names; None for one nobody uses."""
    return _codecs().get(charset.strip(" \t\"'").lower())


@cache
def _codecs() -> dict[str, str]:
    return {row[0]: row[1] for row in word_table("extraction.reading", "charsets")}
