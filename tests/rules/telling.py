"""What the rules tell of agreements and removals in a short text, one line a record: enough to see who did what."""

from __future__ import annotations

from typing import Any

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.engine import finders


def told(text: str, title: str | None = None) -> list[str]:
    """Return a line for each agreement ("signed safe_third_country GTM+USA") and removal found in `text`.

    A removal's line has its status, sender and destination ("arrived USA>PAN"), its date and its number of people.
    A modality other than asserted closes the line in brackets.
    """
    analysis = analyse(Document(text=text, source="x", title=title))
    lines = [_agreement(item) for item in finders()["agreement"](analysis)]
    return lines + [_removal(item) for item in finders()["deportation_flight"](analysis)]


def _agreement(item: dict[str, Any]) -> str:
    parties = "+".join(sorted(party["country"] for party in item.get("parties", ())))
    supplement = f" to {item['amends']}" if "amends" in item else ""
    return f"{item.get('status')} {item['agreement_type']} {parties}{supplement}{_modality(item)}"


def _removal(item: dict[str, Any]) -> str:
    sender = item.get("sending_country", "?")
    destination = item.get("destination_country") or item.get("destination_place", "?")
    printed = [item[name] for name in ("date", "passengers", "flights") if name in item]
    return " | ".join([f"{item.get('status')} {sender}>{destination}", *printed]) + _modality(item)


def _modality(item: dict[str, Any]) -> str:
    return "" if item["modality"] == "asserted" else f" ({item['modality']})"
