"""Whether a line goes on in the next one: the text was wrapped at a width, or has one paragraph a line.

Nothing says so in a document; its own lines do. Where text was wrapped, most lines that directly follow another begin
in the middle of a sentence, with a small letter, and hardly a line leaves room for the first word of the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extraction.structure.lines import Line

WIDEST_WRAP = 120
"""Characters: nobody wraps wider, and a paragraph on one line is rarely shorter throughout a document."""
_SHARE_OF_CONTINUATIONS = 0.3
_OPENING_MARKS = "*_\"'“‘([«`"
_ENDS_A_THOUGHT = (".", "!", "?", ":", ";", "…")


class Wrapping:
    """The width at which a document's lines were wrapped, if they were."""

    def __init__(self, lines: Sequence[Line]) -> None:
        pairs = 0
        widths: list[int] = []
        for line, following in pairwise(lines):
            if following.kind != "text" or line.kind not in ("text", "list_item") or _width(line) > WIDEST_WRAP:
                continue
            pairs += 1
            if _begins_small(following) and " " in line.text:
                widths.append(_width(line))
        wrapped = bool(widths) and len(widths) >= _SHARE_OF_CONTINUATIONS * pairs
        # The 95th percentile, so that a single long line does not make all others look unfinished.
        self.width = sorted(widths)[int(0.95 * (len(widths) - 1))] if wrapped else None

    def continues(self, line: Line, following: Line) -> bool:
        """Say whether `following` goes on with the paragraph of `line`."""
        if following.kind != "text" or not self._can_go_on(line):
            return False
        if _begins_small(following) and not line.text.endswith(_ENDS_A_THOUGHT):
            return True
        return self.fills(line, following)

    def fills(self, line: Line, following: Line) -> bool:
        """Say whether `line` left no room for the first word of `following`."""
        if self.width is None or not self._can_go_on(line):
            return False
        return _width(line) + 1 + len(following.text.split(maxsplit=1)[0]) > self.width

    def _can_go_on(self, line: Line) -> bool:
        if self.width is None or line.hard_break:
            return False
        return _width(line) <= self.width + 10 or " " not in line.text


def _width(line: Line) -> int:
    return line.indent + len(line.text)


def _begins_small(line: Line) -> bool:
    letters = line.text.lstrip(_OPENING_MARKS) if line.text[0] in _OPENING_MARKS else line.text
    return letters[:1].islower()
