"""The ready questions: SQL files in warehouse/questions/, each with its title, grain, caveat and parameters.

A file begins with comments, then holds one SELECT with named parameters (`$country`):

    -- title: Removals by route
    -- grain: One row per sending country, destination and status.
    -- caveat: What the answer does not say; a longer text goes on
    --   in lines that are indented.
    -- parameter: country country = null, e.g. PAN: the sending country or the destination

A parameter is `name type = default, e.g. example: description`. Without a default it has to be given; `null` means all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import pycountry

from core.errors import QueryError, UsageError
from schemas.values.country import countries

FOLDER = Path(__file__).with_name("questions")
ParameterType = Literal["country", "date", "integer", "text"]
PARAMETER_TYPES: tuple[ParameterType, ...] = get_args(ParameterType)
Value = str | int | date | None
Declared = list[tuple[str, str]]
PARAMETER = re.compile(
    r"(?P<name>[a-z_]+) (?P<type>[a-z]+)(?: = (?P<default>[^,]+))?, e\.g\. (?P<example>[^:]+): (?P<description>.+)"
)
CODE_LENGTH = 3
ONCE = ("title", "grain", "caveat")


@dataclass(frozen=True)
class Parameter:
    """What can be asked of a question: `default` and `example` as they would be typed; default null means all."""

    name: str
    type: ParameterType
    default: str | None
    example: str
    description: str
    is_required: bool


@dataclass(frozen=True)
class Question:
    """One ready question: `grain` says what a row is, `caveat` what the answer does not say."""

    name: str
    title: str
    grain: str
    caveat: str
    parameters: tuple[Parameter, ...]
    sql: str


def questions() -> list[Question]:
    """Return the ready questions by name. Raises QueryError where a file does not keep to the form."""
    return list(_all_questions().values())


def question(name: str) -> Question:
    """Return the question `name`; raises UsageError with the nearest names if there is none."""
    found = _all_questions().get(name)
    if found is None:
        raise UsageError(
            f"there is no question {name!r}", hint=_nearest(name, _all_questions(), "`dossier sql --list` names all.")
        )
    return found


def bind(asked: Question, given: Mapping[str, str]) -> tuple[str, dict[str, Value]]:
    """Return the SQL of `asked` and the values of its parameters, as DuckDB takes them.

    `given` holds values as typed: a country by its code or name, a date as 2026-01-31. Raises UsageError for a
    parameter that is unknown, missing or of another type.
    """
    declared = {parameter.name: parameter for parameter in asked.parameters}
    for name in given:
        if name not in declared:
            usage = _usage(asked) or f"{asked.name} takes no parameters."
            raise UsageError(f"{asked.name} has no parameter {name!r}", hint=_nearest(name, declared, usage))
    for parameter in asked.parameters:
        if parameter.is_required and parameter.name not in given:
            raise UsageError(f"{asked.name} needs the parameter {parameter.name}", hint=_usage(asked))
    return asked.sql, {name: _value(parameter, given.get(name)) for name, parameter in declared.items()}


def parse_question(name: str, text: str) -> Question:
    """Return the question that the file `name`.sql with this `text` holds; raises QueryError if it has another form."""
    comments, sql = _split(text)
    declared = _declarations(name, comments)
    keys = [key for key, _ in declared]
    if tuple(keys[:3]) != ONCE or set(keys[3:]) - {"parameter"} or not sql:
        raise _malformed(name, "it needs title, grain, caveat, then its parameters, then one SELECT")
    parameters = tuple(_parameter(name, value) for key, value in declared if key == "parameter")
    if len({parameter.name for parameter in parameters}) < len(parameters):
        raise _malformed(name, "two parameters have one name")
    title, grain, caveat = (value for _, value in declared[:3])
    found = Question(name, title, grain, caveat, parameters, sql)
    try:
        for parameter in parameters:
            _value(parameter, parameter.example)
            _value(parameter, parameter.default)
    except UsageError as error:
        raise _malformed(name, error.message) from error
    return found


@cache
def _all_questions() -> dict[str, Question]:
    paths = sorted(FOLDER.glob("*.sql"))
    return {path.stem: parse_question(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def _split(text: str) -> tuple[list[str], str]:
    lines = text.splitlines()
    length = next((index for index, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return lines[:length], "\n".join(lines[length:]).strip().removesuffix(";")


def _declarations(name: str, comments: list[str]) -> Declared:
    declared: Declared = []
    for line in comments:
        if match := re.fullmatch(r"-- ([a-z]+): (\S.*)", line):
            declared.append((match[1], match[2].rstrip()))
        elif declared and (match := re.fullmatch(r"--   (\S.*)", line)):
            key, value = declared[-1]
            declared[-1] = (key, f"{value} {match[1].rstrip()}")
        else:
            raise _malformed(name, f"this comment has no key: {line}")
    return declared


def _parameter(question_name: str, text: str) -> Parameter:
    match = PARAMETER.fullmatch(text)
    kind = next((kind for kind in PARAMETER_TYPES if match and match["type"] == kind), None)
    if match is None or kind is None:
        raise _malformed(question_name, f"this is no parameter: {text}")
    parameter = Parameter(
        name=match["name"],
        type=kind,
        default=match["default"],
        example=match["example"],
        description=match["description"],
        is_required=match["default"] is None,
    )
    return replace(parameter, default=None) if parameter.default == "null" else parameter


def _malformed(name: str, problem: str) -> QueryError:
    return QueryError(
        f"the question in {FOLDER / name}.sql has not the form of a question: {problem}",
        hint="The form is described in warehouse/questions.py; the other files are examples.",
    )


def _value(parameter: Parameter, typed: str | None) -> Value:
    typed = parameter.default if typed is None else typed.strip()
    if typed is None:
        return None
    match parameter.type:
        case "country":
            return _country(parameter, typed)
        case "date":
            return _converted(parameter, typed, date.fromisoformat, "a date like 2026-01-31")
        case "integer":
            return _converted(parameter, typed, int, "a whole number")
        case "text":
            return typed


def _converted(parameter: Parameter, typed: str, convert: Callable[[str], Value], wanted: str) -> Value:
    try:
        return convert(typed)
    except ValueError as error:
        raise UsageError(
            f"{parameter.name} is {wanted}, not {typed!r}", hint=f"For example: -p {parameter.name}={parameter.example}"
        ) from error


def _country(parameter: Parameter, typed: str) -> str:
    codes = _country_codes()
    code = codes.get(typed.casefold())
    if code is None:
        raise UsageError(
            f"{parameter.name} is a country, by its code or name: {typed!r} is none",
            hint=_nearest(
                typed.casefold(),
                {name: code for name, code in codes.items() if len(name) > CODE_LENGTH},
                f"For example: -p {parameter.name}={parameter.example}. The table countries has all codes and names.",
            ),
        )
    return code


@cache
def _country_codes() -> dict[str, str]:
    known = countries().values()
    by_name = {name.casefold(): country.code for country in known for name in (country.official_name, country.name)}
    by_code = {country.code.casefold(): country.code for country in known}
    by_short_code = {entry.alpha_2.casefold(): entry.alpha_3 for entry in pycountry.countries}
    return by_name | by_short_code | by_code


def _usage(asked: Question) -> str:
    return "\n".join(_described(asked.parameters))


def _described(parameters: tuple[Parameter, ...]) -> Iterator[str]:
    for parameter in parameters:
        needed = "needed" if parameter.is_required else f"without it: {parameter.default or 'all'}"
        yield f"-p {parameter.name}={parameter.example}    {parameter.description} ({needed})"


def _nearest(name: str, known: Mapping[str, object], otherwise: str) -> str:
    near = get_close_matches(name, known, n=3)
    return f"Did you mean {' or '.join(near)}? {otherwise}" if near else otherwise
