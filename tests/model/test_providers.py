"""Providers other than OpenAI: what is missing is one line, and those that speak OpenAI's protocol are asked so."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from instructor.v2.auto_client import supported_providers

from core.errors import UsageError
from extraction.engines.model import ModelOptions, open_model_engine
from extraction.engines.model.known_providers import PROVIDERS
from extraction.engines.model.sdk_session import CLIENTS
from tests.conftest import ROOT, Dossier

EXTRAS: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
COMPATIBLE = sorted(
    name for name, known in PROVIDERS.items() if known.extra is None and not known.replaced_by and name != "openai"
)
VARIABLES = {key for known in PROVIDERS.values() for key in known.keys} | {
    known.address[0] for known in PROVIDERS.values() if known.address
}


@pytest.fixture(autouse=True)
def _nobody_s_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)  # no `.env` either


def test_every_provider_that_instructor_knows_is_known_here() -> None:
    assert set(PROVIDERS) == set(supported_providers)
    assert {known.extra for known in PROVIDERS.values() if known.extra} <= set(EXTRAS)
    assert set(CLIENTS) == {name for name, known in PROVIDERS.items() if known.extra and known.is_journaled}


@pytest.mark.parametrize("name", sorted(set(PROVIDERS) - {"ollama"}))
def test_what_is_missing_is_one_line_and_what_to_type_another(name: str) -> None:
    known = PROVIDERS[name]
    with pytest.raises(UsageError) as failed:
        open_model_engine(f"{name}/some-model")

    assert failed.value.exit_code == 2
    assert "\n" not in failed.value.message
    said = str(failed.value)
    expected = {
        f"--engine {known.replaced_by}/some-model",
        f"pip install -e '.[{known.extra}]'",
        *(f"export {variable}=" for variable in known.keys[:1]),
    }
    assert any(command in said for command in expected), said


def test_a_package_that_is_missing_is_said_before_a_key_that_is(dossier: Dossier) -> None:
    dossier.write("a.txt", "Text.")
    done = dossier("extract", "a.txt", "--engine", "cohere/command-a")

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "error: cohere/command-a: the client library of cohere is not installed",
        "Type: pip install -e '.[cohere]'",
    ]


def test_a_key_may_stand_in_the_file_env(dossier: Dossier) -> None:
    dossier.write("a.txt", "Text.")
    asked = ("run", "a.txt", "--engine", "anthropic/claude-sonnet-4-5", "--dry-run")
    without = dossier(*asked)
    dossier.write(".env", "ANTHROPIC_API_KEY=sk-ant-secret\n")
    done = dossier(*asked)

    assert (without.code, done.code) == (2, 0), done.err
    assert "export ANTHROPIC_API_KEY=…" in without.err
    assert "8,192 out, 0." in done.out  # the price is known by the provider's own list
    assert "sk-ant-secret" not in done.out + done.err


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("antropic/claude", "Did you mean anthropic/claude?"),
        ("opnai/gpt-5", "Did you mean openai/gpt-5"),
        ("OpenAI/gpt-5", "Did you mean openai/gpt-5?"),
        ("nobody/model", "Providers: openai, anthropic"),
    ],
)
def test_an_unknown_provider_gets_the_nearest_names(typed: str, advice: str) -> None:
    with pytest.raises(UsageError, match="no provider is called") as failed:
        open_model_engine(typed)

    assert advice in (failed.value.hint or "")


@pytest.mark.parametrize("name", ["deepseek", "groq"])
def test_a_key_that_no_header_could_carry_is_refused_unseen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = PROVIDERS[name].keys[0]
    monkeypatch.setenv(variable, "sk-abc “quoted”")

    with pytest.raises(UsageError, match=f"{variable} holds") as failed:
        open_model_engine(f"{name}/m")

    assert "abc" not in str(failed.value)


@pytest.mark.parametrize("name", COMPATIBLE)
def test_who_speaks_openais_protocol_is_asked_by_it_with_its_own_key(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = PROVIDERS[name]
    for variable in known.keys[:1]:
        monkeypatch.setenv(variable, "sk-theirs")
    if known.address:
        monkeypatch.setenv(known.address[0], "https://here.example/")

    engine = open_model_engine(f"{name}/m", ModelOptions(base_url="http://127.0.0.1:1/v1"))

    assert engine.speaks_http
    assert engine.api == "chat"
    assert engine.base_url.startswith("http://localhost" if name == "ollama" else "https://")
    assert "127.0.0.1:1" not in engine.base_url
    assert engine.identity.startswith(f"{name}/m ")


def test_azure_and_databricks_are_asked_where_the_user_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    environment: dict[str, Any] = {
        "AZURE_OPENAI_API_KEY": "k",
        "AZURE_OPENAI_ENDPOINT": "https://mine.openai.azure.com/",
        "DATABRICKS_TOKEN": "k",
        "DATABRICKS_HOST": "https://mine.databricks.com",
    }
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)

    assert open_model_engine("azure_openai/m").base_url == "https://mine.openai.azure.com/openai/v1"
    assert open_model_engine("databricks/m").base_url == "https://mine.databricks.com/serving-endpoints/"
    monkeypatch.delenv("AZURE_OPENAI_ENDPOINT")
    with pytest.raises(UsageError, match="AZURE_OPENAI_ENDPOINT is not set"):
        open_model_engine("azure_openai/m")
