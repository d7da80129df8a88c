"""Texts that nobody writes and anybody can send: what is repeated without end, and what costs a careless program most.

Each is a piece to be repeated. `text_of` makes a text of a size out of it; a few need more than repetition.
"""

from __future__ import annotations

from collections.abc import Callable

REPEATED = {
    "no space": "a",
    "digits": "1",
    "asterisks": "*",
    "asterisks apart": "* ",
    "underscores": "_",
    "dashes": "-",
    "dots": ".",
    "ellipses": "…",
    "commas": ",",
    "quotation marks": '"',
    "apostrophes": "'",
    "dollar signs": "$",
    "pipes": "|",
    "tabs": "\t",
    "no-break spaces": "\u00a0",
    "blank lines": "\n",
    "blank lines with spaces": " \n",
    "zero-width spaces": "\u200b",
    "words with zero-width spaces": "a\u200b",
    "right to left": "\u202eabc \u202c",
    "mixed scripts": "США Китай 美国 USA Ελλάς مصر ",
    "emoji": "👨\u200d👩\u200d👧",
    "hash signs": "# ",
    "setext headings": "a\n=\n",
    "bold": "**a**",
    "bold lines": "**a**\n",
    "short headings": "Short Heading\n\n",
    "markup": "<b>",
    "pipes on lines": "|\n",
    "lists": "The measures include:\n- sign a deal with Mexico\n",
    "labels": "a: ",
    "letters of a list": "a) ",
    "ordinals": "5th of January ",
    "sentences of a word": "Go. ",
    "paragraphs of a word": "Go.\n\n",
    "abbreviations": "U.S. ",
    "hyphens": "a-",
    "numbers": "1,000 ",
    "numbers in words": "two hundred and ",
    "ranges": "1-2-3-",
    "dates": "January 5, 2025 ",
    "money": "$5 million ",
    "countries": "Mexico ",
    "countries in a list": "Mexico, Honduras and ",
    "an address": "http://a/mexico/",
    "verbs": "signed deported refused agreed ",
    "negations": "don't not never ",
    "conditions": "if that until ",
    "speech": '"We agreed," he said. ',
    "officials": "President John Smith of Mexico met ",
    "agreements": "Mexico and Honduras signed a deal to deport migrants. ",
    "agreements in one sentence": "Mexico and Honduras signed a deal to accept deported migrants and ",
    "deals": "Congo deal signed with the administration ",
    "talks": "Libya is in talks with the US. ",
    "reasons": "that deal collapsed because ",
    "flights": "A deportation flight from the United States to Mexico carrying 80 migrants landed. ",
    "stances": "Mexico condemned the deportations by the United States. ",
    "courts": "The court blocked the order of the United States. ",
    "meetings": "President Smith of Mexico met with President Petro of Colombia on migration. ",
    "table of two columns": "| Mexico | supports |\n",
}


def _nested(size: int, opening: str, closing: str) -> str:
    deep = size // (len(opening) + len(closing))
    return opening * deep + closing * deep


BUILT: dict[str, Callable[[int], str]] = {
    "brackets": lambda size: _nested(size, "[", "]"),
    "parentheses": lambda size: _nested(size, "(", ")"),
    "elements": lambda size: _nested(size, "<div>", "</div>"),
    "marks on a letter": lambda size: "a" + "\u0301" * (size - 1),
    "spaces before the end": lambda size: "a" + " " * (size - 2) + "b",
    "deep lists": lambda size: "".join(" " * (2 * deep) + "- item\n" for deep in range(int(size**0.5))),
    "a table": lambda size: "| Country | Position |\n| --- | --- |\n" + "| Mexico | supports |\n" * (size // 22),
    "a wide table": lambda size: (
        "|" + " h |" * (size // 12) + "\n|" + "---|" * (size // 12) + "\n|" + " c |" * (size // 12)
    ),
}


def names() -> list[str]:
    """Return the name of every kind of text."""
    return [*REPEATED, *BUILT]


def text_of(name: str, size: int) -> str:
    """Return a text of about `size` characters."""
    if name in BUILT:
        return BUILT[name](size)
    piece = REPEATED[name]
    return piece * (size // len(piece))
