"""Who takes people under an agreement that may be read both ways is told by who sends them under the others."""

from __future__ import annotations

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.finders import agreement

SECURED = "In May, Secretary of State Rubio secured a pact with El Salvador to accept deportees of any nationality."
OTHERS = "Angola and Chad have agreed to accept deportees from the United States."


def _roles(text: str) -> dict[str, str | None]:
    deals = agreement.find(analyse(Document(text=text, source="x")))
    (deal,) = [one for one in deals if {party["country"] for party in one["parties"]} == {"USA", "SLV"}]
    return {party["country"]: party.get("role") for party in deal["parties"]}


def test_who_sends_under_all_others_sends_under_this_one() -> None:
    assert _roles(f"{SECURED}\n\n{OTHERS}") == {"USA": "sender", "SLV": "receiver"}


def test_of_one_other_agreement_nothing_follows() -> None:
    text = f"{SECURED}\n\nAngola has agreed to accept deportees from the United States."
    assert _roles(text).get("USA") != "sender"


def test_one_who_also_takes_keeps_its_roles() -> None:
    text = f"{SECURED}\n\n{OTHERS} The United States has agreed to accept 50 migrants of third countries from Fiji."
    assert _roles(text).get("USA") != "sender"
