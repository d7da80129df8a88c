"""Front matter: YAML between two lines `---` at the top of a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex
import yaml
from frontmatter.default_handlers import YAMLHandler

from core.errors import DocumentError

_BLOCK = regex.compile(
    r"\s*+---[ \t]*+\n(?P<yaml>(?:(?!(?:---|\.\.\.)[ \t]*+(?:\n|\Z)).*+\n)*+)(?:---|\.\.\.)[ \t]*+(?:\n|\Z)"
)
_OPENING = regex.compile(r"\s*+---[ \t]*+\n")
_KEY = regex.compile(r"(?:[ \t]*+(?:#.*+)?\n)*+[\p{L}_][\w -]{0,60}+:(?:[ \t]|\n|\Z)")
LONGEST = 200_000
"""Characters: more is no front matter, and YAML is slow."""


@dataclass(frozen=True)
class Split:
    """The two parts of a text. `values` are the front matter's scalars as printed, keys in lower case."""

    values: Mapping[str, str]
    body: str


def split_front_matter(source: str, text: str) -> Split:
    """Return front matter and body of `text`; the body is untouched.

    What begins with a rule and is no mapping is plain Markdown. Raises DocumentError if the front matter is malformed
    or never ends: read as text, its metadata would be taken for facts.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return Split({}, text)
    block = _BLOCK.match(text, 0, opening.end() + LONGEST)
    looks_like_keys = _KEY.match(text, opening.end()) is not None
    first_line = text.count("\n", 0, opening.end()) + 1
    if block is None:
        if looks_like_keys:
            raise _malformed(source, first_line - 1, "it is opened by --- and never closed")
        return Split({}, text)
    body = text[block.end() :]
    if not block["yaml"].strip():
        return Split({}, body)
    try:
        # Every scalar as the string that is printed: YAML would read `lang: no` as false and round dates to UTC.
        loaded = YAMLHandler().load(block["yaml"], Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if not looks_like_keys:
            return Split({}, text)
        raise _malformed(source, *_place_and_cause(error, first_line)) from error
    if not isinstance(loaded, dict):
        return Split({}, text)
    return Split({_key(key): value for key, value in loaded.items() if isinstance(value, str)}, body)


def _key(key: object) -> str:
    return str(key).strip().lower().replace("-", "_")


def _place_and_cause(error: Exception, first_line: int) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    return (first_line + mark.line if mark else first_line), problem


def _malformed(source: str, line: int, cause: str) -> DocumentError:
    return DocumentError(
        f"{source}, line {line}: malformed front matter: {cause}",
        hint="Correct that line (quote values that contain a colon), or remove the block between the --- lines.",
    )
