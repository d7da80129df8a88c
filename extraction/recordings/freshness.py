"""What has changed since a recording was made: its prompt, its schema, its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import prompts
from core.identity import digest
from extraction.engines.model.messages import PROMPT
from extraction.recordings.format import Recording
from prompts.loader import digests
from schemas.registry import Kind, select_kinds
from schemas.wire import schema_hash


@dataclass(frozen=True)
class Basis:
    """What a recording depends on beside the document: which prompt in which words, which schema of which kinds."""

    prompt_version: str | None
    prompt_hash: str | None
    schema_hash: str
    kinds: Mapping[str, str]


def basis(kinds: Sequence[Kind], prompt_version: str | None) -> Basis:
    """Return what an answer made now depends on; an engine without a prompt gives None for its version."""
    return Basis(
        prompt_version=prompt_version,
        prompt_hash=_prompt_hash(prompt_version) if prompt_version else None,
        schema_hash=schema_hash(kinds),
        kinds={kind.name: schema_hash([kind]) for kind in kinds},
    )


def changed(recording: Recording, document_id: str) -> tuple[str, ...]:
    """Return what has changed since the recording was made; nothing if it still holds."""
    now = basis(select_kinds(None), prompts.latest(PROMPT).id if recording.prompt_version else None)
    reasons: list[str] = []
    if recording.prompt_version != now.prompt_version:
        reasons.append(f"the prompt is {now.prompt_version}, it was {recording.prompt_version}")
    elif recording.prompt_hash != now.prompt_hash:
        reasons.append(f"the text of the prompt {now.prompt_version} has changed")
    if differences := _schema_differences(recording.kinds, now.kinds):
        reasons.append(f"the schema has changed: {differences}")
    if recording.document_id != document_id:
        reasons.append("the document has changed")
    return tuple(reasons)


def _prompt_hash(prompt_version: str) -> str:
    name, _, version = prompt_version.partition("/")
    return digest(digests(name, version))


def _schema_differences(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    said = dict.fromkeys(before.keys() - after.keys(), "is gone")
    said |= dict.fromkeys(after.keys() - before.keys(), "is new")
    said |= {name: "differs" for name in before.keys() & after.keys() if before[name] != after[name]}
    return ", ".join(f"{name} {what}" for name, what in sorted(said.items()))
