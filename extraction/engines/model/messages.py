"""What is said to the model: the constant part first, so that the provider's cache serves it, the document last."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import prompts
from core.document import Document
from core.identity import canonical_json
from extraction.engine import FailedItem, Request
from prompts.examples import shown_examples
from prompts.fence import fence
from prompts.sections import kind_sections, shared_fields
from schemas.registry import Kind

PROMPT = "extract"


@dataclass(frozen=True)
class Messages:
    """`system` is the same for every document; `user` holds the document and, for a re-ask, the items that failed."""

    system: str = field(repr=False)
    user: str = field(repr=False)

    def as_chat(self) -> list[dict[str, str]]:
        """Return them as both of OpenAI's interfaces take them."""
        return [{"role": "system", "content": self.system}, {"role": "user", "content": self.user}]

    def __str__(self) -> str:
        """Return all that is said, as `--show-prompt` prints it."""
        return f"{self.system}\n{self.user}"


def messages(request: Request, version: str, again: str | None = None) -> Messages:
    """Render `request` with one version of the prompt; `again` is why its last answer could not be read.

    Raises PromptError.
    """
    user = _document_part(request, version)
    if request.failed:
        user = f"{user}\n\n{_reask_part(request.failed, version)}"
    if again is not None:
        user = f"{user}\n\n{prompts.load(PROMPT, version).render('again', {'reason': again})}"
    return Messages(_system_part(request.kinds, version), user)


@cache
def _system_part(kinds: tuple[Kind, ...], version: str) -> str:
    prompt = prompts.load(PROMPT, version)
    variables = {
        "shared": shared_fields(),
        "kinds": kind_sections(kinds),
        "examples": shown_examples(prompt.examples, kinds),
    }
    return prompt.render("system", variables)


def _document_part(request: Request, version: str) -> str:
    text, metadata, part = request.text, _metadata(request.document), request.part
    if part and part.headings:  # the document's own words, so they stand inside the marks, with what is known about it
        metadata.append({"name": "the part stands under", "text": " > ".join(part.headings)})
    mark = fence(text, canonical_json(metadata))
    variables = {"mark": mark, "metadata": metadata, "part": part, "text": text}
    return prompts.load(PROMPT, version).render("document", variables)


def _metadata(document: Document) -> list[dict[str, str]]:
    # The source is left out: a file that is moved is the same document, and its path is nobody else's business.
    known: dict[str, Any] = {
        "title": document.title,
        "published_on": document.published_on and document.published_on.isoformat(),
        "language": document.language,
    }
    outside = {item.name: item.text for item in document.metadata if item.span is None}
    return [{"name": name, "text": str(text)} for name, text in {**outside, **known}.items() if text is not None]


def _reask_part(failed: tuple[FailedItem, ...], version: str) -> str:
    items = [{"table": item.kind.table, "payload": item.payload, "reasons": list(item.reasons)} for item in failed]
    variables = {"mark": fence(canonical_json(items)), "failed": items}
    return prompts.load(PROMPT, version).render("reask", variables)
