"""What stands for a government without naming its state: "the administration", "the interior ministry"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS, CountryMention

_RULING = frozenset({"government", "leader"})
_GOVERNING = _RULING | {"institution"}
_BESIDE = 3
"""Characters between a state and what is its own: "Mexico's immigration authorities", "el gobierno mexicano"."""
_OF_ANOTHER = regex.compile(r"\s+(?:of|in|from|at|de|del|du|des|da|do|en|em|d['’])\b", regex.IGNORECASE)
_OF_SOMEBODY = regex.compile(r"\s+(?:of|de|del|du|da|do)\b", regex.IGNORECASE)
"""What follows "the administration" where it is said whose it is: "la administración del presidente"."""


def with_references(text: str, mentions: list[CountryMention], cues: Sequence[Cue]) -> list[CountryMention]:
    """Add what stands for a government to the countries mentioned in `text`, as mentions of form `reference`.

    "The administration" is the government named last before it, else the first that the document names at all. An
    authority ("the interior ministry") is that of the one state whose government was named before it, and which the
    text began with; or where no government was named, of the one state that was.
    """
    standing = [cue for cue in cues if cue.lexicon == "authorities" or _is_administration(cue)]
    if not standing:
        return mentions
    first = next((mention.code for mention in mentions if mention.form in _RULING), None)
    offices = {cue.start for cue in cues if cue.lexicon == "offices"}
    known = _Known(first)
    found: list[CountryMention] = []
    both: list[CountryMention | Cue] = [*mentions, *standing]
    ordered = sorted(both, key=_start)
    for index, one in enumerate(ordered):
        if isinstance(one, CountryMention):
            found.append(one)
            known.add(one, has_office=one.span[1] + 1 in offices)
            continue
        after = next((other for other in ordered[index + 1 :] if isinstance(other, CountryMention)), None)
        if _is_administration(one):
            code = None if _OF_SOMEBODY.match(text, one.end) else known.last
        else:
            code = known.only if _is_alone(text, one, known, after) else None
        if code is not None and one.start >= known.reached and (after is None or one.end <= after.span[0]):
            found.append(CountryMention(one.span, code, "reference"))
            known.reached = one.end
    return found


class _Known:
    """The states that were named up to a place. `reached` is where the last mention ends."""

    def __init__(self, first: str | None) -> None:
        self.last = first
        self.reached = 0
        self._began_with: str | None = None
        self._governments: set[str] = set()
        self._names: set[str] = set()

    @property
    def only(self) -> str | None:
        """The one state whose government was named, if the text began with it; where none was, the one state named."""
        known = self._governments or self._names
        return self._began_with if known == {self._began_with} else None

    def add(self, mention: CountryMention, *, has_office: bool) -> None:
        """Remember `mention`; `has_office` where an office follows a demonym right away: "German ministers"."""
        self.reached = max(self.reached, mention.span[1])
        if mention.form in _RULING:
            self.last = mention.code
        if mention.form in _GOVERNING or (has_office and mention.form in DEMONYM_FORMS):
            self._governments.add(mention.code)
        elif mention.form in NAME_FORMS:
            self._names.add(mention.code)
        else:
            return
        self._began_with = self._began_with or mention.code


def _is_administration(cue: Cue) -> bool:
    return cue.lexicon == "references" and cue.value == "government"


def _is_alone(text: str, cue: Cue, known: _Known, after: CountryMention | None) -> bool:
    """Say whether nothing beside `cue` says whose authority it is: neither before it nor after it."""
    if known.reached and cue.start - known.reached <= _BESIDE:
        return False
    if after is not None and after.span[0] - cue.end <= _BESIDE and after.form != "name":
        return False
    return _OF_ANOTHER.match(text, cue.end) is None


def _start(one: CountryMention | Cue) -> int:
    return one.start if isinstance(one, Cue) else one.span[0]
