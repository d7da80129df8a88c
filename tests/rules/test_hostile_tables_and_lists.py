"""Tables, lists and sentences made to be slow: the work they make grows with their length alone.

Work is counted in calls, so that a busy machine does not fail the test.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import engagement, initiative, stance, stance_table

FINDERS = (stance_table, initiative, stance, engagement)
ACT = "Honduras demanded the withdrawal of U.S. {thing} personnel. "
MEETING = "Officials from Chad and Niger met on {day} May to discuss migration. "
TOPIC = "Migration and asylum in Kenya and Uganda. "


def _hostile(size: int) -> dict[str, str]:
    """Return texts of about `size` small pieces each."""
    row = "| Honduras | Supports Kenya, opposes Uganda, but only if |\n"
    return {
        "long table": "Migration\n\n| Country | Stance on Migration |\n|---|---|\n" + row * size,
        "wide table": f"{TOPIC}\n\n|" + " Strategy |" * size + "\n|" + "---|" * size + "\n|" + " Kenya |" * size + "\n",
        "long list": f"{TOPIC}Key measures include:\n\n" + "- Border patrol: with Kenya and Uganda.\n" * size,
        "many lists": f"{TOPIC}\n\n" + "Key measures include:\n\n- Border patrol: yes.\n\n" * size,
        "captions": f"{TOPIC}\n\n" + "Caption\n\n- item\n\n" * size,
        "acts": "".join(ACT.format(thing=f"t{number}") for number in range(size)),
        "meetings": "".join(MEETING.format(day=number) for number in range(size)),
        "one sentence": "Kenya condemned and " * size + "Uganda met with the President of the " * size,
        "titles": "met with President of the Secretary of the and Minister for " * size + TOPIC,
        "demands": "Kenya demanded that " * size + TOPIC,
        "bold": f"{TOPIC}Key measures include:\n\n- " + "**a" * size + "\n",
        "following": "the following measures of " * size + ":\n\n- one\n" + TOPIC,
    }


@pytest.mark.parametrize("name", list(_hostile(1)))
def test_work_grows_with_length_alone(name: str) -> None:
    small, large = _calls(_hostile(100)[name]), _calls(_hostile(1_000)[name])
    assert large < 20 * small + 1_000


def _calls(text: str) -> int:
    """Return how many calls the finders make over `text`, those of built-in functions included."""
    analysis = analyse(Document(text, "hostile.md"))
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        for finder in FINDERS:
            finder.find(analysis)
    finally:
        sys.setprofile(None)
    return calls
