"""Defects of ours that one document brings out, told without a word of it: what an exception says may quote anything.

Its type and its place are enough to find it by; `dossier extract` on the same document shows it whole.
"""

from __future__ import annotations

import traceback
from pathlib import Path


def named(error: BaseException) -> str:
    """Return type and place: `unexpected KeyError in judge.py:55`."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"unexpected {type(error).__name__}{where}"


def traced(error: BaseException) -> str:
    """Return the way that `error` and what caused it took through the code, as a traceback without what they say."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{traced(cause)}\n" if cause is not None else ""
    return f"{before}{''.join(traceback.format_tb(error.__traceback__))}{type(error).__name__}"
