"""`dossier extract --show-prompt`: what it prints is what a run sends, byte for byte, and it needs no key."""

from __future__ import annotations

import json
from typing import Any

import pytest

from schemas.registry import select_kinds
from schemas.wire import wire_schema, without_descriptions
from tests.conftest import SEEDS, Dossier
from tests.model_server import KEY, MODEL, ModelServer

SEED = next(SEEDS.glob("004_*.txt"))
ENGINE = ("--engine", f"openai/{MODEL}")


def reached(dossier: Dossier, model_server: ModelServer, *, key: str = "") -> Dossier:
    dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": key}
    return dossier


@pytest.mark.parametrize("kinds", [(), ("--kinds", "stance,agreement")])
def test_the_body_is_the_one_that_goes_over_the_wire(
    dossier: Dossier, model_server: ModelServer, kinds: tuple[str, ...]
) -> None:
    shown = reached(dossier, model_server)("extract", str(SEED), *ENGINE, *kinds, "--show-prompt", "--format", "json")
    assert (shown.code, shown.err) == (0, "")
    assert model_server.requests == []
    sent = reached(dossier, model_server, key=KEY)("extract", str(SEED), *ENGINE, *kinds)
    assert sent.code == 0, sent.err
    assert shown.out == f"{model_server.requests[0].text}\n"


def test_every_part_of_a_long_document_is_shown_as_it_is_sent(dossier: Dossier, model_server: ModelServer) -> None:
    dossier.write("long.md", "# Talks\n\n" + "The ministers met again in Bogotá, “as agreed”.\n\n" * 400)
    dossier.environment["DOSSIER_CONTEXT_TOKENS"] = "8000"
    asked = ("extract", "long.md", *ENGINE, "--kinds", "stance")
    shown = reached(dossier, model_server)(*asked, "--show-prompt", "--format", "json")
    assert shown.code == 0, shown.err
    text = reached(dossier, model_server)(*asked, "--show-prompt")
    assert reached(dossier, model_server, key=KEY)(*asked).code == 0
    assert sorted(shown.out.splitlines()) == sorted(request.text for request in model_server.requests)
    assert len(model_server.requests) > 1
    assert f"request 1 of {len(model_server.requests)}" in text.out


def test_it_can_be_read(dossier: Dossier, model_server: ModelServer) -> None:
    dossier.environment["OPENAI_API_KEY"] = ""  # and no server: OpenAI itself
    asked = ("extract", str(SEED), "--engine", "openai/gpt-5-mini", "--kinds", "stance", "--show-prompt")
    shown, body = dossier(*asked), json.loads(dossier(*asked, "--format", "json").out)
    assert (shown.code, shown.err) == (0, "")
    sections = by_heading(shown.out)
    assert sections["request"].splitlines()[:2] == [
        "POST https://api.openai.com/v1/responses", "max_output_tokens: 16384",
    ]  # fmt: skip
    assert sections["system"] == body["input"][0]["content"]
    assert sections["user"] == body["input"][1]["content"]
    assert json.loads(sections["schema"]) == body["text"]["format"]["schema"]
    assert body["text"]["format"]["schema"] == without_descriptions(wire_schema(select_kinds(["stance"])))
    assert model_server.requests == []


def test_the_rules_say_that_there_is_nothing_to_show(dossier: Dossier) -> None:
    done = dossier("extract", str(SEED), "--show-prompt")
    assert done.code == 0
    assert done.out == "rules sends nothing: it reads the document on this machine, without a prompt\n"


def test_a_format_without_a_prompt_is_bad_usage(dossier: Dossier) -> None:
    done = dossier("extract", str(SEED), "--format", "json")
    assert (done.code, done.out) == (2, "")
    assert "Type --show-prompt" in done.err


def by_heading(shown: str) -> dict[str, str]:
    """Return the sections of a shown prompt."""
    sections: dict[str, Any] = {}
    for section in shown.split("──── ")[1:]:
        name, _, text = section.partition(" ────\n")
        sections[name] = text.removesuffix("\n")
    return sections
