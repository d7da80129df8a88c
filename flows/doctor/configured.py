"""What the user has written down: whom to tell, and what to read again and again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from core.settings import environment_value
from core.wording import counted
from flows.doctor.examination import Answer, Patient
from flows.hooks import Hook, read_hooks
from flows.source_list import SOURCES, load_sources


def hooks(patient: Patient) -> Iterator[Answer]:
    """Say whom runs tell, and what a hook lacks; none is fired."""
    file = patient.settings.hooks
    if not file.exists():
        yield Answer("hooks", "ok", f"no {file}: nobody is told of runs; their reports are beside the warehouse")
        return
    found = read_hooks(file).hook
    lacking = [f"{hook.name}: {lack}" for hook in found for lack in _lacks(hook)]
    if lacking:
        yield Answer("hooks", "failure", f"{file}: {'; '.join(lacking)}", "docs/how-to/be-told.md")
    elif not any("failure" in hook.on for hook in found):
        yield Answer("hooks", "warning", f"{file}: no hook is told of a failure", 'Give one: on = ["failure"]')
    else:
        yield Answer("hooks", "ok", f"{file}: {', '.join(hook.name for hook in found)}")


def sources(_patient: Patient) -> Iterator[Answer]:
    """Say what the list of sources names, where there is one beside where the command is typed."""
    if not SOURCES.exists():
        return
    entries = load_sources(SOURCES).entries
    scheduled = sum(entry.when is not None for entry in entries)
    yield Answer("sources", "ok", f"{SOURCES}: {counted(len(entries), 'source')}, {scheduled} with a schedule")


def _lacks(hook: Hook) -> Iterator[str]:
    for name in hook.variables:
        if environment_value(name) is None:
            yield f"{name} is not set, in the environment or in .env"
    if hook.command and shutil.which(hook.command[0]) is None:
        yield f"there is no program {hook.command[0]}"
