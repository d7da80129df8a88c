"""What makes a function a rule: it has a name that a record can be explained by, and can be left out in a trial."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar, cast

from extraction.lexicons.trial import left_out

F = TypeVar("F", bound=Callable[..., object])
_PACKAGE = "extraction.engines.rules."


@dataclass(frozen=True)
class Rule:
    """One rule: its name (module and function), and what it does: the first line of its docstring."""

    name: str
    does: str


RULES: dict[str, Rule] = {}
"""All rules by name, filled as their modules are imported."""


def rule(function: F) -> F:
    """Make `function` a rule: one that yields findings, or returns one or None, or changes what others found."""
    module = function.__module__.removeprefix(_PACKAGE).removeprefix("finders.")
    name = f"{module}.{function.__name__.lstrip('_')}"
    RULES[name] = Rule(name, (inspect.getdoc(function) or "").partition("\n")[0])
    yields = inspect.isgeneratorfunction(function)

    @wraps(function)
    def applied(*args: object) -> object:
        if (missing := left_out()) and name in missing:
            return iter(()) if yields else None
        return function(*args)

    return cast("F", applied)
