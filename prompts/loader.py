"""Loads prompt versions: the folders `prompts/<name>/<version>/`, immutable once they are listed in `versions.toml`.

A version is a folder of templates that belong together, and the examples that they show (`examples.toml`, if any).
What was committed is never edited: an extraction says which version it was asked with, and that must stay true. A
folder that is not listed yet is a draft: it loads, so that it can be tried, and a test refuses to let it be committed
unlisted.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import jinja2.meta

from core.errors import PromptError
from core.identity import canonical_json

FOLDER = Path(__file__).parent
VERSIONS_FILE = "versions.toml"
EXAMPLES_FILE = "examples.toml"

# A prompt is no HTML: nothing is escaped. A document is only ever a variable's value, never part of a template.
_ENVIRONMENT = jinja2.Environment(
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,  # noqa: S701
)
# One line, whatever the value holds: a title cannot break out of its line.
_ENVIRONMENT.filters["json"] = canonical_json


@dataclass(frozen=True)
class Part:
    """One template of a prompt, and the variables that it cannot do without."""

    template: jinja2.Template
    variables: frozenset[str]


@dataclass(frozen=True)
class Example:
    """A document, and the answer that a careful reader gives to it: items by table, without fields that say nothing."""

    text: str
    answer: Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Prompt:
    """One version of a prompt. Its parts (`system`, `document`, `reask`, …) are rendered one by one."""

    name: str
    version: str
    parts: Mapping[str, Part]
    examples: tuple[Example, ...] = ()

    @property
    def id(self) -> str:
        """What an extraction records as its prompt version: `extract/v1`."""
        return f"{self.name}/{self.version}"

    def render(self, part: str, variables: Mapping[str, object]) -> str:
        """Return one part with its variables filled in; raises PromptError that names what is missing."""
        if part not in self.parts:
            raise PromptError(
                f"prompt {self.id} has no part {part!r}", hint=f"It has: {', '.join(sorted(self.parts))}."
            )
        missing = sorted(self.parts[part].variables - variables.keys())
        if missing:
            raise PromptError(f"prompt {self.id}, {part}.jinja: no value for {', '.join(missing)}")
        try:
            return self.parts[part].template.render(variables)
        except jinja2.UndefinedError as error:
            raise PromptError(f"prompt {self.id}, {part}.jinja: {error.message}") from error


def latest(name: str, folder: Path = FOLDER) -> Prompt:
    """Return the newest version of a prompt, drafts included; raises PromptError if there is none."""
    versions = sorted(_versions(name, folder), key=lambda version: int(version[1:]))
    if not versions:
        raise PromptError(f"there is no prompt {name!r} in {folder.name}/")
    return load(name, versions[-1], folder)


@cache
def load(name: str, version: str, folder: Path = FOLDER) -> Prompt:
    """Return one version of a prompt; raises PromptError if it is missing or was changed after it was listed."""
    if version not in _versions(name, folder):
        known = ", ".join(_versions(name, folder)) or "none"
        raise PromptError(f"there is no prompt {name}/{version}", hint=f"Versions of {name}: {known}.")
    found = digests(name, version, folder)
    listed = listed_versions(folder).get(f"{name}/{version}", found)
    if found != listed:
        changed = sorted(file for file in found.keys() | listed.keys() if found.get(file) != listed.get(file))
        raise PromptError(
            f"prompt {name}/{version} was changed after it was committed: {', '.join(changed)}",
            hint=f"Restore it with `git checkout prompts/{name}/{version}`; a change is a new folder beside it.",
        )
    templates = {Path(file).stem: _part(folder / name / version / file) for file in found if file != EXAMPLES_FILE}
    return Prompt(name, version, templates, _examples(folder / name / version / EXAMPLES_FILE))


def digests(name: str, version: str, folder: Path = FOLDER) -> dict[str, str]:
    """Return the SHA-256 of each template of a version and of its examples, by file name."""
    inside = folder / name / version
    files = sorted([*inside.glob("*.jinja"), *inside.glob(EXAMPLES_FILE)])
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def listed_versions(folder: Path = FOLDER) -> dict[str, dict[str, str]]:
    """Return what `versions.toml` says of each committed version: the SHA-256 of its files."""
    return tomllib.loads((folder / VERSIONS_FILE).read_text(encoding="utf-8"))


def all_versions(folder: Path = FOLDER) -> list[tuple[str, str]]:
    """Return every (name, version) that has a folder, listed or draft."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    return [(name, version) for name in names for version in _versions(name, folder)]


def _versions(name: str, folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / name).glob("v*") if re.fullmatch(r"v[1-9][0-9]*", path.name))


def _examples(file: Path) -> tuple[Example, ...]:
    if not file.exists():
        return ()
    try:
        listed = tomllib.loads(file.read_text(encoding="utf-8"))["example"]
        return tuple(Example(example["text"].strip("\n"), example["answer"]) for example in listed)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise PromptError(f"{file.name} of {file.parent.name} is no list of examples: {error}") from error


def _part(file: Path) -> Part:
    source = file.read_text(encoding="utf-8")
    try:
        tree = _ENVIRONMENT.parse(source)
        return Part(_ENVIRONMENT.from_string(source), frozenset(jinja2.meta.find_undeclared_variables(tree)))
    except jinja2.TemplateSyntaxError as error:
        raise PromptError(f"{file.name}, line {error.lineno}: {error.message}") from error
