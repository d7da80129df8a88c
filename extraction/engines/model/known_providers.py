"""The providers that instructor knows, and what each needs: an extra of ours, a key, an address.

What is missing is said in one line that names what to type, before anything is imported or asked.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pydantic import SecretStr

from core.errors import UsageError
from core.settings import environment_value


@dataclass(frozen=True)
class Provider:
    """`extra` installs `module`; any one of `keys` is enough; `address` is a variable and where it goes.

    `prices` is the address by which genai-prices knows the provider. Below the library of one that `is_journaled` our
    HTTP client stands; of the others the raw items are kept, and not the bytes. `replaced_by` names the provider to use
    in place of one whose library is no longer kept.
    """

    extra: str | None = None
    module: str = "openai"
    keys: tuple[str, ...] = ()
    address: tuple[str, str] | None = None
    prices: str | None = None
    is_journaled: bool = True
    replaced_by: str | None = None


OPENAI = "openai"
_AWS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_BEARER_TOKEN_BEDROCK",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)

PROVIDERS = {
    OPENAI: Provider(keys=("OPENAI_API_KEY",)),
    "anthropic": Provider("anthropic", "anthropic", ("ANTHROPIC_API_KEY",), prices="https://api.anthropic.com"),
    "anyscale": Provider(keys=("ANYSCALE_API_KEY",)),
    "azure_openai": Provider(keys=("AZURE_OPENAI_API_KEY",), address=("AZURE_OPENAI_ENDPOINT", "azure_endpoint")),
    "bedrock": Provider(
        "bedrock", "boto3", _AWS, prices="https://bedrock-runtime.us-east-1.amazonaws.com", is_journaled=False
    ),
    "cerebras": Provider("cerebras", "cerebras.cloud.sdk", ("CEREBRAS_API_KEY",), prices="https://api.cerebras.ai"),
    "cohere": Provider("cohere", "cohere", ("CO_API_KEY",), prices="https://api.cohere.ai"),
    "databricks": Provider(keys=("DATABRICKS_TOKEN", "DATABRICKS_API_KEY"), address=("DATABRICKS_HOST", "base_url")),
    "deepseek": Provider(keys=("DEEPSEEK_API_KEY",)),
    "fireworks": Provider(
        "fireworks", "fireworks", ("FIREWORKS_API_KEY",), prices="https://api.fireworks.ai", is_journaled=False
    ),
    "gemini": Provider(replaced_by="google"),
    "generative-ai": Provider(replaced_by="google"),
    "google": Provider(
        "google",
        "google.genai",
        ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
        prices="https://generativelanguage.googleapis.com",
    ),
    "groq": Provider("groq", "groq", ("GROQ_API_KEY",), prices="https://api.groq.com"),
    "litellm": Provider("litellm", "litellm", is_journaled=False),
    "mistral": Provider("mistral", "mistralai", ("MISTRAL_API_KEY",), prices="https://api.mistral.ai"),
    "ollama": Provider(),
    "openrouter": Provider(keys=("OPENROUTER_API_KEY",)),
    "perplexity": Provider(keys=("PERPLEXITY_API_KEY",)),
    "together": Provider(keys=("TOGETHER_API_KEY",)),
    "vertexai": Provider(replaced_by="google"),
    "writer": Provider("writer", "writerai", ("WRITER_API_KEY",)),
    "xai": Provider("xai", "xai_sdk", ("XAI_API_KEY",), prices="https://api.x.ai", is_journaled=False),
}


def known_provider(name: str) -> Provider:
    """Return the provider of `<provider>/<model>` with its package installed; raises UsageError saying what to type."""
    provider, _, model = name.partition("/")
    found = PROVIDERS.get(provider)
    if found is None:
        raise UsageError(f"no provider is called {provider!r}", hint=_nearest(provider, model))
    if found.replaced_by:
        raise UsageError(
            f"{provider}: its client library is no longer kept", hint=f"Type: --engine {found.replaced_by}/{model}"
        )
    if found.extra and not _is_installed(found.module):
        raise UsageError(
            f"{name}: the client library of {provider} is not installed",
            hint=f"Type: pip install -e '.[{found.extra}]'",
        )
    return found


def key_of(name: str, provider: Provider) -> SecretStr | None:
    """Return the provider's key, None if it takes none of ours; raises UsageError naming the variable that lacks."""
    key = environment_value(*provider.keys)
    if key is not None:
        refuse_unsendable(provider.keys[0], key)
    if provider.keys and key is None and not (provider.keys == _AWS and (Path.home() / ".aws").is_dir()):
        raise UsageError(
            f"{name}: {provider.keys[0]} is not set",
            hint=f"Type: export {provider.keys[0]}=… (or write it into `.env`)",
        )
    return key


def refuse_unsendable(variable: str, key: SecretStr) -> None:
    """Raise UsageError for a key that no header could carry: the error of the HTTP client would show it."""
    if not re.fullmatch(r"[!-~]*", key.get_secret_value()):
        raise UsageError(
            f"{variable} holds a space, a line break or a letter that no key has",
            hint=f"Type `export {variable}=…` again, without quotation marks inside.",
        )


def key_variable(name: str) -> str:
    """Return the variable that holds the key for `<provider>/<model>`."""
    known = PROVIDERS.get(name.partition("/")[0], PROVIDERS[OPENAI])
    return known.keys[0] if known.keys else "the key"


def address_variable(name: str) -> str | None:
    """Return the variable that says where `<provider>/<model>` is; None if only its client library knows."""
    provider = name.partition("/")[0]
    if provider == OPENAI:
        return "OPENAI_BASE_URL"
    known = PROVIDERS.get(provider)
    return known.address[0] if known and known.address else None


def address_of(name: str, provider: Provider) -> dict[str, str]:
    """Return the address that only the user knows, by the parameter it is for; raises UsageError if it is missing."""
    if provider.address is None:
        return {}
    variable, parameter = provider.address
    value = environment_value(variable)
    if value is None:
        raise UsageError(f"{name}: {variable} is not set", hint=f"Type: export {variable}=https://…")
    return {parameter: value.get_secret_value()}


def _nearest(provider: str, model: str) -> str:
    if model.endswith(".gguf"):
        return f"A model in a file is typed like this: --engine gguf:{provider}/{model}"
    usable = [name for name, known in PROVIDERS.items() if not known.replaced_by]
    typed = provider.lower()
    near = [typed] if typed in usable else difflib.get_close_matches(typed, usable, n=3)
    if near:
        return f"Did you mean {' or '.join(f'{name}/{model}' for name in near)}?"
    return f"Providers: {', '.join(usable)}. Any other server: --engine openai/<model> with OPENAI_BASE_URL."


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # the package that it stands in is missing
        return False
