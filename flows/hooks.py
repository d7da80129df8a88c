"""`hooks.toml`: who is told of a run, and of what: an address that is sent JSON, or a command that reads it.

[limits]
rejects_share = 0.2               # of the records and rejects of a run
drift = 0.1                       # of the share of grounded values, and of nulls by field
runs = 30                         # how many earlier runs of the same engine drift is held against

[[hook]]
name = "chat"
on = ["failure", "rejects", "drift", "news"]
url = "https://chat.example/hooks/$CHAT_TOKEN"
headers = {Authorization = "Bearer $CHAT_KEY"}

[[hook]]
name = "mail"
on = ["failure"]
command = ["mail", "-s", "Dossier", "desk@example.org"]

`$NAME` stands for a variable of the environment or of `.env`, so that the file holds no key. A hook that fails never
fails the run: what went wrong is said, without the address.
"""

from __future__ import annotations

import asyncio
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from core.errors import UsageError
from core.settings import environment_value

Event = Literal["failure", "rejects", "drift", "news"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
SHOWN_WORDS = 200
_VARIABLE = re.compile(r"\$([A-Z][A-Z0-9_]*)")


class Limits(BaseModel):
    """When there is something to tell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rejects_share: float = Field(0.2, ge=0, le=1, description="Of the records and rejects of a run.")
    drift: float = Field(0.1, ge=0, le=1, description="Of grounded values, and of nulls by field.")
    runs: int = Field(30, ge=1, description="Earlier runs of the same engine that drift is held against.")


class Hook(BaseModel):
    """One that is told: at `url`, by a POST of JSON, or by `command`, on its standard input."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Words
    on: list[Event] = Field(["failure", "rejects", "drift"], min_length=1)
    url: Annotated[str, StringConstraints(pattern=r"^(https?://|\$)")] | None = None
    headers: dict[str, str] = {}
    command: Annotated[list[Words], Field(min_length=1)] | None = None
    timeout_s: float = Field(20.0, gt=0)

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Hook:
        if (self.url is None) == (self.command is None):
            raise ValueError("give either url or command")
        if self.headers and self.url is None:
            raise ValueError("headers belong to a url")
        return self

    @property
    def variables(self) -> list[str]:
        """The variables of the environment that its address and headers need."""
        texts = [self.url or "", *self.headers.values()]
        return sorted({name for text in texts for name in _VARIABLE.findall(text)})


class Hooks(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limits: Limits = Limits()
    hook: list[Hook] = []


def read_hooks(file: Path) -> Hooks:
    """Return what `file` says, and nobody to be told if there is no such file; raises UsageError for a wrong one."""
    try:
        return Hooks.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Hooks()
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"cannot read the hooks in {file}: {error}", hint=SHOWN) from error
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)  # an address may hold a key
        said = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'file'}: {one['msg']}" for one in problems)
        raise UsageError(f"the hooks in {file} are wrong: {said}", hint=SHOWN) from error


SHOWN = "docs/how-to/be-told.md shows a whole file."


async def fire(hooks: Iterable[Hook], events: Iterable[Event], body: str) -> list[str]:
    """Tell `body`, JSON, to each hook that listens to one of `events`, all at once; return which failed, and how."""
    happened = set(events)
    chosen = [hook for hook in hooks if happened & set(hook.on)]
    told = await asyncio.gather(*(_tell(hook, body) for hook in chosen))
    return [f"the hook {hook.name} failed: {why}" for hook, why in zip(chosen, told, strict=True) if why]


async def _tell(hook: Hook, body: str) -> str | None:
    """Return why it failed; None if it did not. Nothing that `$NAME` stands for is in it."""
    try:
        async with asyncio.timeout(hook.timeout_s):
            return await (_post(hook, body) if hook.url else _run(hook, body))
    except TimeoutError:
        return f"nothing came back within {hook.timeout_s:g} s"
    except OSError as error:
        return error.strerror or type(error).__name__
    except KeyError as error:
        return f"{error.args[0]} is not set, in the environment or in .env"


async def _post(hook: Hook, body: str) -> str | None:
    import httpx  # a quarter of a second that only who has such a hook waits for

    try:
        headers = {"content-type": "application/json", **{name: _filled(value) for name, value in hook.headers.items()}}
        async with httpx.AsyncClient(timeout=hook.timeout_s) as client:
            response = await client.post(_filled(hook.url or ""), content=body.encode(), headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:  # what they say may quote the address
        return f"it cannot be reached ({type(error).__name__})"
    return None if response.is_success else f"it answered {response.status_code}"


async def _run(hook: Hook, body: str) -> str | None:
    pipe, none = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*hook.command or (), stdin=pipe, stdout=none, stderr=pipe)
    try:
        _, printed = await process.communicate(body.encode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 0:
        return None
    words = " ".join(printed.decode(errors="replace").split())[-SHOWN_WORDS:]
    return f"exit code {process.returncode}" + (f": {words}" if words else "")


def _filled(text: str) -> str:
    """Put in what each `$NAME` stands for; raises KeyError for one that is not set."""

    def value(name: re.Match[str]) -> str:
        found = environment_value(name[1])
        if found is None:
            raise KeyError(name[1])
        return found.get_secret_value()

    return _VARIABLE.sub(value, text)
