"""Batches as a user has them: exported by the real command, answered by whoever the test wants, imported by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb
import pytest

from tests.conftest import Dossier, Finished
from tests.model_server import model_server

__all__ = ["model_server"]

ENGINE = "openai/gpt-5-mini"
QUOTE = "met with the Foreign Minister of Honduras in Tegucigalpa"
Line = dict[str, Any]


@dataclass
class Batch:
    """A folder of documents, and the commands on it."""

    dossier: Dossier

    def export(self, name: str = "requests.jsonl", *more: str) -> Finished:
        kinds = () if "--kinds" in more else ("--kinds", "engagement")
        return self.dossier("batch", "export", "documents", "--engine", ENGINE, "-o", name, *kinds, *more)

    def take(self, *names: str) -> Finished:
        return self.dossier("batch", "import", *names)

    def requests(self, name: str = "requests.jsonl") -> list[Line]:
        return [json.loads(line) for line in (self.dossier.folder / name).read_text().splitlines()]

    def answered(self, name: str, lines: list[Line | str]) -> str:
        """Write a result file."""
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        self.dossier.write(name, "".join(f"{text}\n" for text in texts))
        return name

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the published warehouse."""
        with duckdb.connect(str(self.dossier.warehouse.resolve()), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def landed(self, line: str) -> list[Line]:
        files = sorted((self.dossier.folder / "warehouse" / "landing").glob("*.jsonl"))
        lines = [json.loads(text) for file in files for text in file.read_text().splitlines()]
        return [found for found in lines if found["line"] == line]


@pytest.fixture
def batch(served_dossier: Dossier) -> Batch:
    """Three documents that tell of one meeting each; no key is set."""
    served_dossier.environment["OPENAI_API_KEY"] = ""
    for number in range(3):
        text = f"Note {number}. The ambassador {QUOTE} on Monday.\n"
        served_dossier.write(f"documents/{number}.txt", text)
    return Batch(served_dossier)


def engagement(**changes: Any) -> Line:
    item: Line = {
        "quotes": [QUOTE],
        "modality": "asserted",
        "hedge": None,
        "attribution": [],
        "participants": [{"name": None, "role": "Foreign Minister", "country": "HND"}],
        "date": None,
        "place": "Tegucigalpa",
        "subject": None,
        "format": "meeting",
    }
    return item | changes


def says(*items: Line) -> str:
    return json.dumps({"engagements": list(items)})


def response_body(text: str, **changes: Any) -> Line:
    """The body of OpenAI's Responses API."""
    content = [{"type": "output_text", "text": text, "annotations": []}]
    body: Line = {
        "id": "resp-1",
        "object": "response",
        "model": "gpt-5-mini-2025-08-07",
        "status": "completed",
        "output": [{"id": "m", "type": "message", "role": "assistant", "status": "completed", "content": content}],
        "usage": {"input_tokens": 2000, "output_tokens": 100, "total_tokens": 2100},
    }
    return body | changes


def output_line(request: Line, body: Line, status: int = 200) -> Line:
    """A line of OpenAI's output file, or of its error file."""
    response = {"status_code": status, "request_id": "req-1", "body": body}
    return {
        "id": f"batch_req_{request['custom_id'][:8]}",
        "custom_id": request["custom_id"],
        "response": response,
        "error": None,
    }


def all_answered(requests: list[Line], answer: Callable[[Line], str]) -> list[Line | str]:
    return [output_line(request, response_body(answer(request))) for request in requests]
