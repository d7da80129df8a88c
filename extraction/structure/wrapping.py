"""Whether a line goes on in the next one: the text was wrapped at a width, or has one paragraph a line.

Plain text does not say which; its own lines do. Where it was wrapped, many lines that directly follow another begin in
the middle of a sentence, with a small letter, and hardly a line leaves room for the first word of the next. Markdown
says that lines without a blank line between them are one paragraph; we believe it unless its lines are paragraphs long.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

import regex

from extraction.structure.lines import Line

WIDEST_WRAP = 120
"""Characters: nobody wraps wider, and a paragraph on one line is rarely shorter throughout a document."""
_SHARE_OF_CONTINUATIONS = 0.3
_FEW_WORDS = 15
"""A line longer than any wrap with so few words is a link or a tag, no paragraph."""
NUMBERED_IN_WORDS = regex.compile(r"(?P<noun>\p{Lu}\p{L}+) (?:[IVX]{1,5}|\d{1,2}) ?[:.–—-] ?\S")
"""How a line begins that is numbered in words: "Pillar II: …"."""
_OPENING_MARKS = "*_\"'“‘([«`> "
_ENDS_A_THOUGHT = (".", "!", "?", ":", ";", "…")


class Wrapping:
    """How the lines of one document go on; `width` is the width at which they were wrapped, None if they were not."""

    def __init__(self, lines: Sequence[Line], *, markdown: bool) -> None:
        widths: list[int] = []
        pairs = long_lines = 0
        for line, following in pairwise(lines):
            if following.kind != "text" or line.kind not in ("text", "list_item"):
                continue
            if line.width > WIDEST_WRAP:
                long_lines += line.text.count(" ") >= _FEW_WORDS
                continue
            pairs += 1
            if _begins_small(following) and " " in line.text:
                widths.append(line.width)
            elif following.width > WIDEST_WRAP:
                long_lines += following.text.count(" ") >= _FEW_WORDS
        wrapped = bool(widths) and len(widths) >= _SHARE_OF_CONTINUATIONS * pairs
        # The 95th percentile, so that a single long line does not make all others look unfinished.
        self.width = sorted(widths)[ceil(0.95 * len(widths)) - 1] if wrapped else None
        self._joins_all = markdown and long_lines <= len(widths)

    def continues(self, line: Line, following: Line) -> bool:
        """Say whether `following` goes on with the paragraph of `line`."""
        if following.kind != "text" or line.hard_break or following.text[0] == ">" != line.text[0]:
            return False
        if _is_numbered(line, following):
            return False
        if self._joins_all:
            return True
        if self.width is None or line.width > WIDEST_WRAP:
            return False
        if _begins_small(following) and not line.text.endswith(_ENDS_A_THOUGHT):
            return True
        return self.fills(line, following)

    def fills(self, line: Line, following: Line) -> bool:
        """Say whether `line` left no room for the first word of `following`."""
        if self.width is None or line.hard_break or (line.width > self.width + 10 and " " in line.text):
            return False
        return line.width + 1 + len(following.text.partition(" ")[0]) > self.width


def _is_numbered(line: Line, following: Line) -> bool:
    """Say whether a line is the next of several that are numbered in words: "Pillar I: …", "Pillar II: …"."""
    label = NUMBERED_IN_WORDS.match(following.text)
    if label is None:
        return False
    before = NUMBERED_IN_WORDS.match(line.text)
    return line.text.endswith(":") or (before is not None and before["noun"] == label["noun"])


def _begins_small(line: Line) -> bool:
    letters = line.text.lstrip(_OPENING_MARKS) if line.text[0] in _OPENING_MARKS else line.text
    return letters[:1].islower()
