"""Documents that a model is not asked about, because triage finds nothing in them: why, and what that saves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.document import Document
from core.wording import counted
from extraction.engine import Request
from extraction.triage import triage
from schemas.registry import Kind

if TYPE_CHECKING:
    from flows.estimate import Expectation


@dataclass
class PassedOver:
    """How many documents were not asked, and about how many tokens their first requests would have taken."""

    documents: int = 0
    tokens: int = 0

    def add(self, requests: Iterable[Request], expectation: Expectation | None) -> None:
        """Count one document by the requests that it would have been asked with."""
        self.documents += 1
        if expectation is None:
            return
        for request in requests:
            about, _ = expectation.about(request, is_first=False)
            self.tokens += about.tokens_in + (about.tokens_out or 0)

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"triage: {counted(self.documents, 'document')} not asked, for nothing in them speaks of these kinds; "
            f"estimate: about {counted(self.tokens, 'token')} saved"
        )


def why_not_asked(document: Document, kinds: tuple[Kind, ...]) -> str | None:
    """Return why `document` is not worth asking about; None if it is."""
    found = triage(document, kinds)
    return None if found.is_worth_asking else f"not asked: {found.why}"
