"""What a request asks for, read from the request alone, as a model would: the text, and what is asked again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.model_server import Asked

_DOCUMENT = re.compile(r"BEGIN DOCUMENT (\w+)\n(.*)\nEND DOCUMENT \1$", re.DOTALL | re.MULTILINE)
_RECORDS = re.compile(r"BEGIN RECORDS (\w+)\n(.*)\nEND RECORDS \1$", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r'^"title": (".*")$', re.MULTILINE)
_RECORD = re.compile(r"^\d+\. in `\w+`: (.*)$", re.MULTILINE)
_AGAIN = "Your last answer could not be read"


@dataclass(frozen=True)
class Question:
    """One request as the model reads it."""

    asked: Asked

    @cached_property
    def said(self) -> str:
        """All that is said after the instructions."""
        return "\n".join(message["content"] for message in self.asked.messages[1:])

    @cached_property
    def text(self) -> str:
        """The text of the document, or of the part of it, that is to be read."""
        found = _DOCUMENT.search(self.said)
        assert found is not None, self.said
        return found[2]

    @cached_property
    def title(self) -> str:
        """The document's title: what tells one document of a test from another."""
        found = _TITLE.search(self.said)
        assert found is not None, self.said
        return str(json.loads(found[1]))

    @cached_property
    def failed(self) -> list[Any]:
        """The records that are asked for again; none in a first question."""
        found = _RECORDS.search(self.said)
        return [json.loads(record) for record in _RECORD.findall(found[2])] if found else []

    @property
    def could_not_be_read(self) -> bool:
        """Whether an answer of no use is asked for again."""
        return _AGAIN in self.said

    @property
    def tables(self) -> list[str]:
        return list(self.asked.schema["properties"])
