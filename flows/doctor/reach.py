"""What a run talks to: its engine with its key, the model's server, Prefect."""

from __future__ import annotations

import os
from collections.abc import Iterator

import httpx

from core.settings import environment_value
from extraction.engines import open_engine
from extraction.engines.model.known_providers import PROVIDERS
from flows.doctor.examination import Answer, Patient
from schemas.registry import select_kinds

SECONDS = 5.0
"""To wait for a server."""


def engine(patient: Patient) -> Iterator[Answer]:
    """Say whether the configured engine opens; it is asked nothing."""
    name = patient.settings.engine
    kinds = select_kinds(None)
    answered = open_engine(name, patient.settings).kinds_answered(kinds)
    yield Answer("engine", "ok", f"{name}: {len(answered)} of {len(kinds)} kinds of record")


def keys(patient: Patient) -> Iterator[Answer]:
    """Say which keys are set, never what they are."""
    names = sorted({name for provider in PROVIDERS.values() for name in provider.keys} | {"OPENAI_API_KEY"})
    found = [name for name in names if environment_value(name) is not None]
    says = f"set: {', '.join(found)}" if found else "none set: the built-in engine needs none"
    yield Answer("keys", "ok", says)


def model_server(patient: Patient) -> Iterator[Answer]:
    """Say whether a server that is configured answers, and takes the key."""
    settings = patient.settings
    if settings.base_url is None:
        return
    headers = {"Authorization": f"Bearer {settings.api_key.get_secret_value()}"} if settings.api_key else {}
    try:
        answer = httpx.get(f"{settings.base_url.rstrip('/')}/models", headers=headers, timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        says = f"{_shown(settings.base_url)} does not answer: {type(error).__name__}"
        yield Answer("model server", "failure", says, "Start it, or mend OPENAI_BASE_URL.")
        return
    if answer.status_code in (401, 403):
        says = f"{_shown(settings.base_url)} answers, and refuses the key ({answer.status_code})"
        yield Answer("model server", "failure", says, "Mend OPENAI_API_KEY.")
    else:
        yield Answer("model server", "ok", f"{_shown(settings.base_url)} answers ({answer.status_code})")


def prefect_server(_patient: Patient) -> Iterator[Answer]:
    """Say whether the Prefect server that runs would use answers."""
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        yield Answer("Prefect", "ok", "PREFECT_API_URL is not set: each run brings a server of its own")
        return
    try:
        httpx.get(f"{url.rstrip('/')}/health", timeout=SECONDS).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        says = f"no Prefect server answers at {_shown(url)}: {type(error).__name__}"
        yield Answer("Prefect", "failure", says, "Start it (prefect server start), or unset PREFECT_API_URL.")
    else:
        yield Answer("Prefect", "ok", f"{_shown(url)} answers")


def _shown(url: str) -> str:
    """Return an address without the name and password that it may hold."""
    try:
        return str(httpx.URL(url).copy_with(userinfo=b""))
    except httpx.InvalidURL:
        return "the address"
