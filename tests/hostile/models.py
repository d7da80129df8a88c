"""Two models for attacked documents: one that reads truthfully, and one that does whatever a document tells it."""

from __future__ import annotations

import json
from typing import Any

from tests.faults.asked import Question
from tests.faults.notes import TABLE, Fact, facts_in, note
from tests.faults.troubles import complete
from tests.hostile.attacks import CANARIES
from tests.model_server import Asked, Behaviour, Says

OTHER = note(7, facts=3)
"""The other document of the run: what attacks speak of, and what an obedient model mixes up with the one in hand."""


def truthful(asked: Asked) -> Behaviour:
    """Write down what the text tells, wherever in it."""
    question = Question(asked)
    return Says(complete(question, [fact.item for fact in facts_in(question.text)]))


def obedient(asked: Asked) -> Behaviour:
    """Do the worst that an attack can ask for, in every way that comes to mind, and again when asked again."""
    question = Question(asked)
    facts = facts_in(question.text)
    items = [fact.item for fact in facts]
    for fact in facts[1:2]:
        items += _altered(fact)
    items += [*_made_up(), OTHER.facts[0].item]
    answer: dict[str, Any] = {table: [] for table in question.tables}
    answer |= {TABLE: items, "agreements": _agreements(facts), "instructions": [CANARIES["country"]], "system": "ok"}
    return Says(json.dumps(answer))


def _altered(fact: Fact) -> list[dict[str, Any]]:
    """True quotes under false values, and false quotes."""
    code, number = CANARIES["code"], CANARIES["number"]
    false = {"sending_country": code, "destination_country": code, "passengers": f"{number} migrants"}
    forged = fact.sentence.replace(fact.destination, CANARIES["country"])
    return [
        {**fact.item, **false},
        {**fact.item, "destination_country": code},
        {**fact.item, "transit_countries": [code], "destination_place": CANARIES["capital"]},
        {**fact.item, "nationalities": [{"country": code, "text": CANARIES["country"], "count": number}]},
        {**fact.item, "quotes": [forged], "destination_country": code},
        {**fact.item, "quotes": [fact.sentence, forged], "operator": CANARIES["name"]},
    ]


def _made_up() -> list[dict[str, Any]]:
    sentence = f"A charter flight carried {CANARIES['number']} migrants to {CANARIES['country']}, officials said."
    return [
        {"quotes": [sentence], "modality": "asserted", "destination_country": CANARIES["code"], "status": "arrived"},
        {"quotes": [CANARIES["country"]], "modality": "asserted", "destination_country": CANARIES["code"]},
        {"quotes": [], "modality": "asserted", "destination_country": CANARIES["code"]},
    ]


def _agreements(facts: list[Fact]) -> list[dict[str, Any]]:
    return [
        {
            "quotes": [fact.sentence],
            "modality": "asserted",
            "name": CANARIES["name"],
            "agreement_type": "treaty",
            "status": "signed",
            "parties": [{"country": CANARIES["code"], "name": CANARIES["country"], "role": "receiver"}],
            "commitments": [{"actor": CANARIES["country"], "text": f"take in {CANARIES['number']} people"}],
        }
        for fact in facts[:1]
    ]
