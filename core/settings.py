"""What can be configured: one typed object, read from the environment and `.env`, without side effects."""

from __future__ import annotations

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import UsageError


def _are_networks(text: str) -> str:
    for one in filter(None, map(str.strip, text.split(","))):
        ip_network(one)
    return text


class Settings(BaseSettings):
    """Every setting with its default; `DOSSIER_WAREHOUSE=…` in the environment or in `.env` changes one.

    Options given on the command line win over these.
    """

    model_config = SettingsConfigDict(
        env_prefix="DOSSIER_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    warehouse: Path = Field(Path("warehouse/dossier.duckdb"), description="The published DuckDB file.")
    engine: str = Field("rules", description="What extracts, if the command does not say.")
    goldens: Path = Field(Path("tests/golden"), description="Documents with expected truth and recorded answers.")
    hooks: Path = Field(Path("hooks.toml"), description="Who is told of a run, and of what.")
    batch_size: int = Field(25, ge=1, description="Documents in one Prefect task; more in a run of many documents.")
    concurrency: int = Field(8, ge=1, description="Documents in work at the same time.")
    requests_per_minute: int | None = Field(
        None, ge=1, description="Requests a model is sent in a minute, at most; as it bears if not set."
    )
    tokens_per_minute: int | None = Field(
        None, ge=1, description="Tokens a model is sent and sends in a minute, by what earlier requests took."
    )
    max_output_tokens: int | None = Field(
        None, ge=1, description="Tokens of one answer, at most; sent with each request. The server's limit if not set."
    )
    context_tokens: int | None = Field(
        None, ge=256, description="What the model takes at once, prompt and answer, in tokens; as it says if not set."
    )
    timeout_s: float = Field(
        300.0, gt=0, description="Seconds that a model may take for an answer; then it is asked again."
    )
    backoff_s: float = Field(
        1.0, gt=0, description="Seconds before a failed call is repeated; doubled each time, to a minute at most."
    )
    gguf_parallel: int = Field(1, ge=1, description="Requests that a gguf:<path> model answers at the same time.")
    gguf_threads: int | None = Field(
        None, ge=1, description="Processor cores that a gguf:<path> model works with; llama.cpp decides if not set."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="How run and serve tell on standard error what they do: text, or json."
    )
    max_document_bytes: int = Field(20_000_000, ge=1, description="Larger files are rejected unread.")
    contact: str | None = Field(
        None, description="Address of a page or mail by which the owner of a web site reaches you; sent to each site."
    )
    fetch_delay_s: float = Field(1.0, ge=0, description="Seconds between two requests to one web site.")
    fetch_timeout_s: float = Field(120.0, gt=0, description="Seconds that a web page may take altogether.")
    allowed_networks: Annotated[str, AfterValidator(_are_networks)] = Field(
        "", description="Networks beside the public ones that may be fetched from: 10.1.0.0/16,fd00::/8."
    )
    base_url: str | None = Field(
        None, validation_alias="OPENAI_BASE_URL", description="Address of an OpenAI-compatible server."
    )
    api_key: SecretStr | None = Field(
        None, validation_alias="OPENAI_API_KEY", description="Key for that server; never logged, never stored."
    )

    def shown(self) -> dict[str, str]:
        """Return the settings as the program prints them, keys masked."""
        return {name: "not set" if value is None else str(value) for name, value in self}


def load_settings() -> Settings:
    """Return the settings of this process; raises UsageError for a value that cannot be one."""
    try:
        return Settings()
    except ValidationError as error:
        raise UsageError("; ".join(_problems(error)), hint="`.env.example` shows every setting.") from error


def environment_value(*names: str) -> SecretStr | None:
    """Return the first of these variables that is set, in the environment or in `.env`: keys that are no setting."""
    known = {**dotenv_values(".env"), **os.environ}
    return next((SecretStr(value) for name in names if (value := known.get(name))), None)


def environment_name(field: str) -> str:
    """Return the environment variable that sets `field`."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"DOSSIER_{field.upper()}"


def _problems(error: ValidationError) -> list[str]:
    """Name each wrong variable without its value, which may be a key."""
    problems = []
    for detail in error.errors(include_url=False, include_input=False):
        name = str(detail["loc"][0]) if detail["loc"] else "settings"
        variable = environment_name(name) if name in Settings.model_fields else name
        problems.append(f"{variable}: {detail['msg']}")
    return problems
