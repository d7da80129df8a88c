"""The ready questions as text: the list of them, and one with all that is to be known before it is believed."""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.questions import Question, question, questions


def listed() -> str:
    """Return every question's name and title, one line each, and how to ask one."""
    known = questions()
    width = max(len(asked.name) for asked in known)
    lines = [f"{asked.name:{width}}  {asked.title}" for asked in known]
    return "\n".join([*lines, "", "Ask one: dossier sql -q NAME; what it says and takes: dossier sql --show NAME"])


def explained(name: str) -> str:
    """Return what question `name` says, what it does not, its parameters and its SQL. Raises UsageError."""
    return "\n".join(_explained(question(name)))


def _explained(asked: Question) -> Iterator[str]:
    yield f"{asked.title}\n"
    yield f"Grain:  {asked.grain}"
    yield f"Caveat: {asked.caveat}"
    for parameter in asked.parameters:
        needed = "needed" if parameter.is_required else f"without it: {parameter.default or 'all'}"
        yield f"  -p {parameter.name}={parameter.example}  {parameter.description} ({needed})"
    example = "".join(f" -p {parameter.name}={parameter.example}" for parameter in asked.parameters)
    yield f"\nFor instance: dossier sql -q {asked.name}{example}\n\n{asked.sql};"
