"""What arrived whole of an answer that was cut off."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

from pydantic_core import from_json

from extraction.engine import RawAnswer

_OPENED_FENCE = re.compile(r"\A[^{\[]*```[\w-]*[ \t]*\n")
# A comma, and a name with or without its colon: what may stand after the last whole item.
_BEGUN = re.compile(r',\s*(?:"(?:[^"\\]|\\.)*"?\s*:?\s*)?\Z')


def whole_items(text: str) -> RawAnswer:
    """Return the items of a cut-off answer that are complete, by table name; nothing if none can be told."""
    text = _OPENED_FENCE.sub("", text).strip()
    # As it stands first: a comma in the last item may look like one after it.
    for until, closing in product((text, _BEGUN.sub("", text)), ("", "}", "]}")):
        if (found := _parsed(until + closing, partial=False)) is not None:
            return _lists(found)
    found = _lists(_parsed(text, partial=True) or {})
    if found:
        last = next(reversed(found))
        found[last] = found[last][:-1]  # the item that the cut went through
    return found


def _lists(value: dict[str, Any]) -> dict[str, list[Any]]:
    return {table: items for table, items in value.items() if isinstance(items, list)}


def _parsed(text: str, *, partial: bool) -> dict[str, Any] | None:
    try:
        value = from_json(text, allow_inf_nan=False, allow_partial=partial)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
