"""From a name to an engine: what is missing is said in one line, and opening costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pydantic import SecretStr

import prompts
from core.errors import UsageError
from core.settings import Settings
from extraction.engine import Engine
from extraction.engines import open_engine
from extraction.engines.model import ModelOptions, open_model_engine
from schemas.registry import select_kinds
from tests.model.conftest import request_of
from tests.model_server import ModelServer

KEYED = ModelOptions(api_key=SecretStr("sk-test"))


def test_a_model_engine_is_an_engine(model_server: ModelServer) -> None:
    engine: Engine = open_model_engine("openai/stub", model_server.options())

    assert engine.name == "openai/stub"
    assert engine.prompt_version == prompts.latest("extract").id
    assert engine.reask_rounds == 2
    assert engine.kinds_answered(select_kinds(None)) == select_kinds(None)


def test_a_missing_key_is_said_with_what_to_type() -> None:
    with pytest.raises(UsageError, match="OPENAI_API_KEY is not set") as failed:
        open_model_engine("openai/gpt-5-mini")

    assert "export OPENAI_API_KEY=" in (failed.value.hint or "")


def test_an_empty_key_is_none() -> None:
    with pytest.raises(UsageError, match="OPENAI_API_KEY is not set"):
        open_model_engine("openai/gpt-5-mini", ModelOptions(base_url="", api_key=SecretStr("")))


@pytest.mark.parametrize("key", ["sk-abc\n", "sk abc", "“sk-abc”"])
def test_a_key_that_no_header_could_carry_is_refused_unseen(key: str) -> None:
    with pytest.raises(UsageError, match="OPENAI_API_KEY holds") as failed:
        open_model_engine("openai/gpt-5-mini", ModelOptions(api_key=SecretStr(key)))

    assert "abc" not in str(failed.value)


def test_an_address_without_its_scheme_is_refused() -> None:
    with pytest.raises(UsageError, match="OPENAI_BASE_URL is no address"):
        open_model_engine("openai/local", ModelOptions(base_url="localhost:8000/v1"))


def test_a_password_in_the_address_is_refused_unseen() -> None:
    with pytest.raises(UsageError, match="OPENAI_BASE_URL holds a name or a password") as failed:
        open_model_engine("openai/local", ModelOptions(base_url="http://me:s3cret@gateway.example/v1"))

    assert "s3cret" not in str(failed.value)


def test_a_compatible_server_needs_no_key() -> None:
    open_model_engine("openai/local", ModelOptions(base_url="http://127.0.0.1:1/v1"))


@pytest.mark.parametrize("name", ["openai", "openai/", "/gpt-5", ""])
def test_a_name_without_a_model_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="names no model"):
        open_model_engine(name, KEYED)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("openai", "--engine openai/<model>"),
        ("Groq/", "--engine groq/<model>"),
        ("model.gguf", "--engine gguf:model.gguf"),
        ("/models/a.gguf", "--engine gguf:/models/a.gguf"),
        ("models/a.gguf", "--engine gguf:models/a.gguf"),
        ("rule", "Did you mean rules?"),
        ("nothing-of-all", "openai/<model>"),
    ],
)
def test_what_is_no_engine_is_answered_with_what_was_meant(typed: str, advice: str) -> None:
    with pytest.raises(UsageError) as failed:
        open_engine(typed, Settings())

    assert typed.partition("/")[0] in failed.value.message
    assert advice in (failed.value.hint or "")


def test_identity_is_the_name_and_the_parameters_and_no_address() -> None:
    here = open_model_engine("openai/m", ModelOptions(base_url="http://127.0.0.1:1/v1"))
    there = open_model_engine("openai/m", ModelOptions(base_url="http://127.0.0.1:2/v1", api_key=SecretStr("k")))
    warmer = open_model_engine("openai/m", ModelOptions(base_url="http://127.0.0.1:1/v1", temperature=0.7))

    assert here.identity == there.identity != warmer.identity
    assert "127.0.0.1" not in here.identity


def test_a_reasoning_model_is_sent_no_temperature() -> None:
    assert "temperature" not in open_model_engine("openai/gpt-5-mini", KEYED).parameters
    assert open_model_engine("openai/gpt-4.1", KEYED).parameters["temperature"] == 0.0


def test_an_estimate_bounds_tokens_and_cost() -> None:
    known = open_model_engine("openai/gpt-4.1-mini", KEYED).estimate(request_of("é" * 1000))
    unknown = open_model_engine("openai/no-such-model", KEYED).estimate(request_of("é" * 1000))

    assert known.tokens_in == unknown.tokens_in > 2000
    assert known.tokens_out == 16_384
    assert known.cost_usd is not None
    assert 0 < known.cost_usd < 1
    assert unknown.cost_usd is None


def test_opening_an_engine_imports_no_client_library() -> None:
    code = (
        "import sys\n"
        "from extraction.engines.model import ModelOptions, open_model_engine\n"
        "open_model_engine('openai/m', ModelOptions(base_url='http://127.0.0.1:1/v1'))\n"
        "print([name for name in ('openai', 'instructor', 'httpx2', 'genai_prices') if name in sys.modules])"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
