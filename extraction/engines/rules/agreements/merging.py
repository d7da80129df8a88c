"""One record for one agreement, however often a document tells of it."""

from __future__ import annotations

from collections.abc import Iterable

from extraction.engines.rules.agreements.deal import ENDED, TAKINGS, Deal
from extraction.engines.rules.subject_matter import LEXICON

_SAFE, _REMOVAL = "safe_third_country", "third_country_removal"
_MEMORANDUM, _TREATY = "memorandum_of_understanding", "treaty"
_LIVE = frozenset({"signed", "agreed", "announced", "in_force"})
_STRENGTH = ("asserted", "negated", "planned", "recommended", "hypothetical")

_UNSIGNED = ("agreed", "announced")


def merged(deals: Iterable[Deal]) -> list[Deal]:
    """Return `deals` with those of the same parties and the same or an unsaid type made one."""
    kept: list[Deal] = []
    by_parties: dict[frozenset[str], list[int]] = {}
    for deal in deals:
        known = by_parties.setdefault(deal.codes, [])
        same = next((index for index in known if _is_same(kept[index], deal)), None)
        if same is None:
            known.append(len(kept))
            kept.append(deal)
        else:
            kept[same] = _joined(kept[same], deal)
    return _without_halves(kept)


def told_beside(deal: Deal, deals: Iterable[Deal]) -> bool:
    """Say whether another one of a sentence tells what became of `deal`, and give it the dates and sums of that."""
    twin = next((other for other in deals if other.status and other.codes == deal.codes), None)
    if twin is None:
        return False
    twin.dates = {**deal.dates, **twin.dates}
    twin.payments += [payment for payment in deal.payments if payment not in twin.payments]
    deal.dates, deal.payments = {}, []
    return True


def _without_halves(deals: list[Deal]) -> list[Deal]:
    """Return `deals` without those of one state that another one tells of the same state with its other side."""
    found: list[Deal] = []
    for deal in deals:
        alone = len(deal.codes) == 1
        whole = next((other for other in deals if _is_half(deal, other)), None) if alone else None
        if whole is not None:
            whole.quota = whole.quota or deal.quota
            whole.add(*deal.sentences)
        elif not (alone and _is_told_whole(deal, deals)):
            found.append(deal)
    return found


def _is_told_whole(deal: Deal, deals: list[Deal]) -> bool:
    """Say whether what one state does is told of it with another one, by a pact of which the type is open."""
    wholes = (other for other in deals if deal.codes < other.codes and other.status in _LIVE)
    open_kinds = (deal.kind, "other", _MEMORANDUM, _TREATY)
    alike = any(other.kind in open_kinds and other.modality == "asserted" for other in wholes)
    return alike and deal.status in _LIVE and deal.modality == "asserted"


def _is_half(deal: Deal, other: Deal) -> bool:
    alike = (deal.kind, deal.status, deal.modality) == (other.kind, other.status, other.modality)
    return alike and deal.codes < other.codes


def _is_same(one: Deal, other: Deal) -> bool:
    if one.codes != other.codes or one.amends != other.amends or _is_older(one, other) or _is_older(other, one):
        return False
    if (one.status in ENDED) != (other.status in ENDED) and None not in (one.status, other.status):
        alike = one.kind == other.kind or ("other" in (one.kind, other.kind) and _goes_on(one, other))
        return alike and one.modality == other.modality
    return (
        one.kind == other.kind
        or "other" in (one.kind, other.kind)
        or _is_of_asylum(one, other)
        or _is_by_memorandum(one, other)
        or _takes_alike(one, other)
    )


def _is_older(old: Deal, new: Deal) -> bool:
    """Say whether one was made in a year that is named alone, and the other is still talked of: "signed in 2004"."""
    years = [date for date in old.dates.values() if date.isdigit()]
    return bool(years) and old.status in ("signed", "in_force") and new.status == "negotiating"


def _goes_on(one: Deal, other: Deal) -> bool:
    """Say whether a later sentence tells how one began that has ended: "Under this agreement, Peru agreed to take"."""
    first = other.sentences[0]
    opens = any(
        reference.value == "agreement" and reference.start < (other.told_at or first.span[1])
        for reference in first.of("references")
    )
    named = any(cue.start == other.told_at for cue in first.of("instruments"))  # "after the signing of the agreement"
    return one.status in ENDED and (opens or named)


def _takes_alike(one: Deal, other: Deal) -> bool:
    """Say whether two of the same status differ only in whose people are taken, or in being called a treaty."""
    kinds = {one.kind, other.kind}
    if not (kinds <= TAKINGS or (_TREATY in kinds and kinds & TAKINGS)):
        return False
    return one.status == other.status and one.modality == other.modality == "asserted" and _dates_agree(one, other)


def _dates_agree(one: Deal, other: Deal) -> bool:
    return all(one.dates[name] == other.dates[name] for name in one.dates.keys() & other.dates.keys())


def _is_by_memorandum(one: Deal, other: Deal) -> bool:
    """Say whether one is a memorandum and the other tells what is agreed by it: "agreed to take 75 people"."""
    if _MEMORANDUM not in (one.kind, other.kind) or not {one.kind, other.kind} & TAKINGS:
        return False
    return {one.status, other.status} <= _LIVE and one.modality == other.modality == "asserted"


def _is_of_asylum(one: Deal, other: Deal) -> bool:
    """Say whether one is called a safe third country agreement and the other tells of asylum under it."""
    if {one.kind, other.kind} != {_SAFE, _REMOVAL} or not one.status == other.status == "signed":
        return False
    if (
        not one.modality == other.modality == "asserted"
        or len({one.dates.get("signed"), other.dates.get("signed")} - {None}) > 1
    ):
        return False
    told = one if one.kind == _REMOVAL else other
    return any(cue.value == "asylum" for sentence in told.sentences for cue in sentence.of(LEXICON))


def _joined(one: Deal, other: Deal) -> Deal:
    best, rest = (one, other) if _rank(one) <= _rank(other) else (other, one)
    if best.status in (None, "negotiating", "proposed") and rest.status and best.modality == rest.modality:
        best.status = rest.status if best.status is None or rest.status not in (None, "proposed") else best.status
    if rest.kind == _MEMORANDUM and best.kind in TAKINGS:
        best.status = rest.status or best.status
    if best.kind == "other" or rest.kind in (_SAFE, _MEMORANDUM):
        best.kind = rest.kind
    best.name = best.name or rest.name
    best.reason = best.reason or rest.reason
    best.quota = best.quota or rest.quota
    best.formality = best.formality or rest.formality
    best.dates = {**rest.dates, **best.dates}
    if best.modality == rest.modality == "asserted" and rest.status == "signed" and best.status in _UNSIGNED:
        best.status = rest.status
    best.payments += [payment for payment in rest.payments if payment not in best.payments]
    best.conditions += [condition for condition in rest.conditions if condition not in best.conditions]
    for party in best.parties:
        twin = next(other for other in rest.parties if other.country == party.country)
        party.role, party.confirmed = party.role or twin.role, party.confirmed or twin.confirmed
    if best.modality == rest.modality:
        best.add(*rest.sentences)
    return best


def _rank(deal: Deal) -> int:
    return _STRENGTH.index(deal.modality)
