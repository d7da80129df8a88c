"""Printed text as records hold it."""

from __future__ import annotations

import regex

_EMPHASIS = regex.compile(r"\*++(?=\S)|(?<=\S)\*++|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")


def plain(text: str) -> str:
    """Return a value as records hold it: white space collapsed, marks of bold and italics left out."""
    return _EMPHASIS.sub("", " ".join(text.split())).strip("*_ ")
