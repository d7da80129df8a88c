"""What a reader of files makes of one: canonical text, parts, and what the file says about itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from core.document import Part


@dataclass(frozen=True)
class Parsed:
    """A file that was read. `known` has what it says of itself, by metadata name."""

    text: str = field(repr=False)
    parts: tuple[Part, ...] = ()
    known: dict[str, str] = field(default_factory=dict)

    def encoded(self) -> bytes:
        """Return it as JSON: what comes out of a process that read a hostile file is parsed, and never unpickled."""
        return json.dumps(asdict(self)).encode()

    @staticmethod
    def decoded(data: bytes) -> Parsed:
        """Return what `encoded` gave."""
        fields = json.loads(data)
        parts = tuple(Part(part["kind"], part["label"], (part["span"][0], part["span"][1])) for part in fields["parts"])
        return Parsed(fields["text"], parts, fields["known"])
