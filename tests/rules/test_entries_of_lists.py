"""Trackers and lists, whose entries name their state once: as a label, or as the heading over a paragraph."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

ABOUT = "# Third-country deportations\n\nThe United States has deported migrants to third countries.\n\n"

ENTRIES = [
    (
        "### Paraguay\n\nSigned a safe third country agreement with the United States in August 2025.",
        ["signed safe_third_country PRY+USA"],
    ),
    (
        "- **Palau**: Signed a memorandum of understanding on December 24, allowing the transfer of 75 nationals.",
        ["signed memorandum_of_understanding PLW+USA"],
    ),
    ("**Dominica** – Reached a deportation agreement in January.", ["agreed third_country_removal DMA+USA"]),
]

NOT_ENTRIES = [
    # A heading that says more than a name, and a state that another one is compared with, is no label.
    "### Paraguay and its neighbours\n\nSigned a transit agreement on railways.",
    "### Paraguay\n\nNo agreement was signed.",
    "- **Palau**: Congress asked the president not to sign a deportation agreement.",
]


@pytest.mark.parametrize(("text", "expected"), ENTRIES)
def test_a_verb_without_a_subject_is_its_entrys(text: str, expected: list[str]) -> None:
    assert told(ABOUT + text) == expected


@pytest.mark.parametrize("text", NOT_ENTRIES)
def test_what_is_no_label_does_nothing(text: str) -> None:
    assert told(ABOUT + text) == []
