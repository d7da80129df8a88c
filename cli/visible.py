"""Text from documents, made harmless: what would steer a terminal or turn the reading direction is written out."""

from __future__ import annotations

import re

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed: escape sequences begin with one
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # marks of direction, unseen separators
    "\ud800-\udfff\U000e0000-\U000e007f]"  # lone surrogates, unseen tags
)


def visible(text: str) -> str:
    r"""Return `text` with control, direction and unseen characters written as \x1b or \u202e."""
    return STEERING.sub(lambda match: _escape(ord(match[0])), text)


def visible_line(text: str) -> str:
    """Return `text` on one line, runs of white space as one space, steering characters written out."""
    return visible(" ".join(re.split(r"[ \t\n]+", text)).strip())


def _escape(code: int) -> str:
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
