"""Who sends and who takes, where a sentence alone may be read both ways: by who sends in all other agreements."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.engines.rules.agreements.deal import MOVING, Deal
from extraction.engines.rules.rule import rule

_SIDES = 2
_KNOWN = ("asserted", "negated")
"""Modalities of agreements whose sides are known: also of one that is denied it is said who would send."""
_OFTEN = 2
"""Other agreements under which a side sends, from which it follows that it sends under this one."""


@rule
def straighten_roles(deals: Sequence[Deal]) -> None:
    """Give the roles of an agreement by those of the others, where one of its two sides sends under several of them.

    "The minister secured an agreement with El Salvador to accept deportees" does not say who accepts them. A side that
    takes people under any other one, or a second side that sends, leaves the roles as they are.
    """
    moving = [deal for deal in deals if len(deal.parties) == _SIDES and deal.modality in _KNOWN]
    roles = [_roles(deal) for deal in moving]
    for index, deal in enumerate(moving):
        others = [told for place, told in enumerate(roles) if place != index]
        sending = {code for code in deal.codes if sum(sender == code for sender, _ in others) >= _OFTEN}
        taking = {taker for _, taker in others} & deal.codes
        known = deal.kind in MOVING and roles[index][0] not in sending
        if known and len(sending) == 1 and not (taking & sending) and not _sends(deal.codes - sending, others):
            deal.set_roles(*sending)


def _sends(codes: frozenset[str], told: Sequence[tuple[str | None, str | None]]) -> bool:
    return any(sender in codes for sender, _ in told)


def _roles(deal: Deal) -> tuple[str | None, str | None]:
    """Return the sender and the receiver among two parties, None for what is not said."""
    sender = next((party.country for party in deal.parties if party.role == "sender"), None)
    return sender, next((party.country for party in deal.parties if party.role == "receiver"), None)
