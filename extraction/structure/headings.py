"""Second pass: which short lines are headings, and which are items of a list without bullets."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.structure.drafts import Draft
from extraction.structure.wrapping import NUMBERED_IN_WORDS

SHORT_LINE_LEVEL = 8
LONGEST_HEADING = 120
LONGEST_BARE_ITEM = 160
_FINAL = (".", "!", "?", "…", "。", "！", "？")
_CLOSING = "\"'”’»)]*_ "
_MINOR_WORD = 3
"""Letters: words up to this length are written small in titles."""


def settle_short_lines(text: str, drafts: Sequence[Draft]) -> None:
    """Turn paragraphs of `drafts` that are short lines into headings or list items, in place."""
    position = 0
    while position < len(drafts):
        position = _settle_list(text, drafts, position) or _settle_headings(text, drafts, position)
    _demote_trailing(text, drafts)


def _settle_list(text: str, drafts: Sequence[Draft], position: int) -> int | None:
    """Make a list of the short lines under a line that ends with a colon; return the position behind."""
    if drafts[position].kind != "paragraph" or not _own(text, drafts[position]).endswith(":"):
        return None
    end = position + 1
    while end < len(drafts) and _is_bare_item(text, drafts[end]) and _goes_on(text, drafts[position + 1], drafts[end]):
        end += 1
    items = list(drafts[position + 1 : end])
    titles = [_looks_like_title(text, item) for item in items]
    if titles and titles[-1] and not all(titles) and end < len(drafts):
        items.pop()  # written like a title, unlike the lines above it: the next heading
    if len(items) >= 2:
        for item in items:
            item.kind, item.level = "list_item", 1
    elif titles and titles[0]:
        items = []
    # A lone short line under "Label:" is the label's value, no heading.
    return position + 1 + len(items)


def _settle_headings(text: str, drafts: Sequence[Draft], position: int) -> int:
    """Make headings of the run of short lines at `position`; return the position behind it."""
    end = position
    while end < len(drafts) and _is_heading_line(text, drafts[end]) and (end == position or _follows(drafts[end])):
        end += 1
    # Two short lines are a heading and its subheading; of more (byline, date, menu) only the first can be one.
    run = drafts[position:end]
    for draft in run if len(run) <= 2 else run[:1]:
        draft.kind, draft.level = "heading", SHORT_LINE_LEVEL
    return max(end, position + 1)


def _demote_trailing(text: str, drafts: Sequence[Draft]) -> None:
    """Make paragraphs of the short lines at the end: a line with nothing under it heads nothing."""
    for draft in reversed(drafts):
        if draft.kind == "heading" and draft.level == SHORT_LINE_LEVEL:
            draft.kind, draft.level = "paragraph", 0
        elif not _is_heading_line(text, draft):
            return


def _own(text: str, draft: Draft) -> str:
    return text[draft.text_span[0] : draft.text_span[1]].rstrip(_CLOSING)


def _follows(draft: Draft) -> bool:
    return not draft.after_blank


def _is_heading_line(text: str, draft: Draft) -> bool:
    if not _is_short(draft, LONGEST_HEADING):
        return False
    own = _own(text, draft)
    return not own.endswith((*_FINAL, ":", ";", ",", "|")) and _begins_big(own)


def _is_bare_item(text: str, draft: Draft) -> bool:
    return _is_short(draft, LONGEST_BARE_ITEM) and not _own(text, draft).endswith((*_FINAL, ":"))


def _goes_on(text: str, first: Draft, other: Draft) -> bool:
    """Say whether a short line is spaced as the first one is, or numbered in words ("Pillar II: …")."""
    return first.after_blank == other.after_blank or NUMBERED_IN_WORDS.match(text, *other.span) is not None


def _is_short(draft: Draft, longest: int) -> bool:
    return draft.kind == "paragraph" and draft.lines == 1 and draft.span[1] - draft.span[0] <= longest


def _begins_big(own: str) -> bool:
    letter = next((character for character in own if character.isalpha()), "")
    return letter != "" and not letter.islower()


def _looks_like_title(text: str, draft: Draft) -> bool:
    """Say whether nearly all longer words begin with a capital: "Global Impact and Controversy Likely to Grow"."""
    longer = [word for word in _own(text, draft).split() if len(word) > _MINOR_WORD and word[0].isalpha()]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)
