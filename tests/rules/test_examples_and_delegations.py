"""What later sentences add: states that are only examples of a pact's partners, and who led a delegation."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import agreement, engagement


@pytest.mark.parametrize(
    ("text", "examples"),
    [
        (
            "The Trump administration is negotiating deportation agreements. Countries like Rwanda and Libya could "
            "take in the deportees.",
            ["RWA", "LBY"],
        ),
        (
            "The United States is negotiating a safe third country agreement with several states. They include places "
            "like Rwanda.",
            ["RWA"],
        ),
        ("Rwanda is not negotiating deportation agreements. Countries like Libya could take in deportees.", []),
    ],
)
def test_a_state_that_is_only_an_example_is_hypothetical(text: str, examples: list[str]) -> None:
    items = [item for item in agreement.find(analyse(Document(text=text, source="x"))) if item["parties"][1:]]
    told = [(item["parties"][1]["country"], item["modality"], item["status"]) for item in items]
    assert told == [(code, "hypothetical", "negotiating") for code in examples]


@pytest.mark.parametrize(
    ("after", "participants"),
    [
        (
            " The Guatemalan delegation was led by Foreign Minister Carlos Ramiro Martínez.",
            [("USA", None), ("GTM", "Carlos Ramiro Martínez")],
        ),
        (" Experts joined Mexico's foreign minister, Ana Paz, in Lima.", [("USA", None), ("GTM", None)]),
        ("", [("USA", None), ("GTM", None)]),
    ],
)
def test_whoever_led_a_delegation_took_part(after: str, participants: list[tuple[str, str | None]]) -> None:
    text = f"Officials of the United States and Guatemala met on Monday to discuss deportations.{after}"
    (item,) = engagement.find(analyse(Document(text=text, source="x")))
    assert [(one["country"], one["name"]) for one in item["participants"]] == participants
