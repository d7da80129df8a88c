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
    (
        "## Palau\n\nIt is an archipelago.\n\n"
        "## Paraguay\n\nOn 14 August the two countries signed a safe third country agreement.",
        ["signed safe_third_country PRY+USA"],
    ),
    ("## Belize\n\nA removal agreement was signed on 20 October.", ["signed third_country_removal BLZ+USA"]),
    ("- **Togo**: The ministry said that it had agreed to accept deportees.", ["agreed third_country_removal TGO+USA"]),
    ("- **Togo**: five men arrived on 16 July on a chartered plane.", ["arrived USA>TGO | 16 July | five"]),
    ("- **Ghana**: 14 people were flown in on 5 September.", ["arrived USA>GHA | 5 September | 14"]),
    ("Ghana: 14 Nigerians were deported there on 5 September.", ["arrived USA>GHA | 5 September | 14"]),
]

NOT_ENTRIES = [
    # A heading that says more than a name, and a state that another one is compared with, is no label.
    "### Paraguay and its neighbours\n\nSigned a transit agreement on railways.",
    "### Paraguay\n\nNo agreement was signed.",
    "- **Palau**: Congress asked the president not to sign a deportation agreement.",
    "- **Palau**: An agreement with the unions was signed on 20 October.",
]


@pytest.mark.parametrize(("text", "expected"), ENTRIES)
def test_a_verb_without_a_subject_is_its_entrys(text: str, expected: list[str]) -> None:
    assert told(ABOUT + text) == expected


@pytest.mark.parametrize("text", NOT_ENTRIES)
def test_what_is_no_label_does_nothing(text: str) -> None:
    assert told(ABOUT + text) == []
