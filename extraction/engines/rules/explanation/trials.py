"""One trial: the rules of one kind once more, with something left out, and what became of each finding."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from core.document import Document
from extraction.engines.rules.analysis import Analysis, analyse
from extraction.engines.rules.engine import finders
from extraction.engines.rules.explanation.model import Change, Word
from extraction.engines.rules.explanation.words import grammar_left_out
from extraction.lexicons.trial import leaving_out

Finding = dict[str, Any]
MOST_CHARACTERS = 20_000_000
"""Characters read in all trials of a document together: about half a minute."""


@dataclass
class Trials:
    """The trials of one document. `found` are its findings by kind; `left` characters may still be read."""

    document: Document
    analysis: Analysis
    found: dict[str, list[Finding]]
    left: int

    def without_rule(self, kind: str, rule: str) -> list[Finding] | None:
        """Return what the rules of `kind` find without one of them; None if too much has been tried."""
        if not self._may_try():
            return None
        with leaving_out([rule]):
            return finders()[kind](self.analysis)

    def without_words(self, kind: str, *words: Word) -> list[Finding] | None:
        """Return what the rules of `kind` find without the lines of `words`; None if too much has been tried."""
        if not self._may_try():
            return None
        with ExitStack() as stack:
            stack.enter_context(leaving_out([word.line for word in words]))
            for word in words:
                stack.enter_context(grammar_left_out(word))
            return finders()[kind](analyse(self.document))

    def _may_try(self) -> bool:
        self.left -= len(self.document.text)
        return self.left >= 0

    @property
    def is_whole(self) -> bool:
        """Whether everything could be tried."""
        return self.left >= 0


def changes_of(finding: Finding, base: Sequence[Finding], otherwise: Sequence[Finding]) -> list[Change] | None:
    """Return what a trial changed of `finding`, one of `base`; None if it made it vanish."""
    if finding in otherwise:
        return []
    others = [one for one in otherwise if one not in base and _share_a_quote(one, finding)]
    if not others:
        return None
    nearest = min(others, key=lambda one: len(_differences(finding, one)))
    differences = _differences(finding, nearest)
    if len(differences) * 2 > len({*finding, *nearest}):
        return None  # another finding at the same place
    return differences


def _share_a_quote(one: Finding, other: Finding) -> bool:
    return any(mine in theirs or theirs in mine for mine in one["quotes"] for theirs in other["quotes"])


def _differences(finding: Finding, other: Finding) -> list[Change]:
    return [
        Change(field=name, actual=finding.get(name), otherwise=other.get(name))
        for name in dict.fromkeys([*finding, *other])
        if finding.get(name) != other.get(name)
    ]
