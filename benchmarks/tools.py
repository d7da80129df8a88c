"""The tools that are asked about the same documents, ours among them: how each is started, and what it is answered."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.answers import (
    Answer,
    Facts,
    as_contextgem,
    as_docetl,
    as_json,
    as_langextract,
    as_tool_call,
    example_facts,
    extractions,
)
from benchmarks.environments import PEERS, python_of, version_of
from schemas.registry import select_kinds
from schemas.wire import JsonSchema, wire_schema

AT_ONCE = 64
PACED = 5
"""Requests at once that keep to ten a second if each takes half a second: what a user would find by trying."""
INSTRUCTION = "Read the document and write down every record of the kinds described that it tells of. Unknown is null."
LONGEST = 8000
"""Characters that no document of the corpus reaches: langextract asks about each in one request."""


@dataclass(frozen=True)
class Prepared:
    """What to run, where, with which environment, and what to look for to know that a first record is on disk."""

    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]
    watched: Path
    marker: str = ""


@dataclass(frozen=True)
class Tool:
    """One tool: its name in tables, what it is answered, and how it is made ready for a run in an empty folder."""

    name: str
    label: str
    answer: Callable[[Facts], Answer]
    prepare: Callable[[Path, Path, str], Prepared]


def ours(folder: Path, documents: Path, base_url: str) -> Prepared:
    """Make `dossier run` ready, as it is typed; without a Prefect server that runs already."""
    environment = {**os.environ, "OPENAI_BASE_URL": base_url, "OPENAI_API_KEY": "none"}
    environment["DOSSIER_CONCURRENCY"] = str(AT_ONCE)
    environment.pop("PREFECT_API_URL", None)
    command = (sys.executable, "-m", "cli.main", "run", str(documents), "--engine", "openai/stub")
    return Prepared(command, folder, environment, folder / "warehouse" / "landing", '"line":"extraction"')


def _peer(name: str, at_once: int = AT_ONCE) -> Callable[[Path, Path, str], Prepared]:
    """Return what makes `peers/ask_<name>.py` ready; nothing that it imports looks for anything on the network."""

    def prepare(folder: Path, documents: Path, base_url: str) -> Prepared:
        output, task = folder / "found.json", folder / "task.json"
        given = {"base_url": base_url, "documents": str(documents), "output": str(output), "at_once": at_once}
        task.write_text(json.dumps({**given, **_task(), "batch": len(list(documents.iterdir()))}), encoding="utf-8")
        environment = {**os.environ, "OPENAI_API_KEY": "none", "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
        environment["DOCETL_HOME_DIR"] = str(folder)
        return Prepared((str(python_of(name)), str(PEERS / f"ask_{name}.py"), str(task)), folder, environment, output)

    return prepare


def _task() -> dict[str, Any]:
    schema = wire_schema(select_kinds(None))
    examples = [{"text": text, "extractions": list(extractions(facts))} for text, facts in example_facts()]
    return {
        "characters": LONGEST,
        "instruction": INSTRUCTION,
        "rules": _in_words(schema),
        "schema": schema,
        "examples": [one for one in examples if one["extractions"]],
    }


def _in_words(schema: JsonSchema, depth: int = 0) -> str:
    """Return the schema's rules as a list: for the tools that take them in words and not as a schema."""
    lines = []
    for name, part in schema["properties"].items():
        lines.append(
            f"{'  ' * depth}- {name}: {part.get('description') or part.get('items', {}).get('description', '')}"
        )
        inner = part.get("items", part)
        if "properties" in inner:
            lines.append(_in_words(inner, depth + 1))
    return "\n".join(lines)


OURS = Tool("dossier", "dossier run", as_json, ours)
PLAIN_LOOP = Tool("plain_loop", "instructor, plain loop", as_tool_call("Answer"), _peer("plain_loop"))
PACED_LOOP = Tool(
    "paced_loop", f"plain loop, {PACED} at once", as_tool_call("Answer"), _peer("plain_loop", at_once=PACED)
)
LANGEXTRACT = Tool("langextract", "langextract", as_langextract, _peer("langextract"))
CONTEXTGEM = Tool("contextgem", "contextgem", as_contextgem, _peer("contextgem"))
DOCETL = Tool("docetl", "docetl", as_docetl, _peer("docetl"))
VERSIONS = {"plain_loop": "instructor", "langextract": "langextract", "contextgem": "contextgem", "docetl": "docetl"}


def versions(tools: tuple[Tool, ...]) -> str:
    """Return the locked versions of these tools, in words."""
    return ", ".join(
        f"{VERSIONS[one.name]} {version_of(one.name, VERSIONS[one.name])}" for one in tools if one is not OURS
    )


def emptied(folder: Path) -> Path:
    """Return the folder, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
