"""The state that a list's entry is about: "**Palau**: Signed a pact …", or what stands under the heading "Palau"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extraction.lexicons.countries import NAME_FORMS, CountryMention
from extraction.structure import Block, Structure

_BEFORE = regex.compile(r"[\s*_#>•–-]*+(?:\d{1,3}[.)]\s*)?[*_]*")
"""What may stand between the head of a block and the name that labels it."""
_AFTER = regex.compile(r"(?:\s*\([^()\n]{1,40}\))?(?:[*_]+\s*[:.–—-]|\s*[:–—]|\s-)[*_]*\s")
_CLOSING = regex.compile(r"[*_:\s]*$")
_LONGEST = 60
"""Characters of a label."""


def topics_of(text: str, structure: Structure, mentions: Sequence[CountryMention]) -> dict[int, CountryMention]:
    """Return the state that labels a block, or is the whole heading right over it, by the block's index."""
    named = {mention.span[0]: mention for mention in mentions if mention.form in NAME_FORMS}
    if not named:
        return {}
    found: dict[int, CountryMention] = {}
    heading: CountryMention | None = None
    for index, block in enumerate(structure.blocks):
        label = _label(text, block, named)
        if block.kind == "heading":
            heading = label
        elif label is not None or heading is not None:
            found[index] = label or heading  # type: ignore[assignment]
    return found


def _label(text: str, block: Block, named: dict[int, CountryMention]) -> CountryMention | None:
    """Return the state whose name is the block's label; that of a heading is all of it."""
    start, end = block.text_span
    before = _BEFORE.match(text, start, min(end, start + _LONGEST))
    mention = named.get(before.end() if before else start)
    if mention is None:
        return None
    if block.kind == "heading":
        return mention if _CLOSING.match(text, mention.span[1], end) else None
    return mention if _AFTER.match(text, mention.span[1], end) else None
