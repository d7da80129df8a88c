"""What is wrong with a prompt version, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

from prompts.loader import FOLDER, digests, listed_versions


def complaint(name: str, version: str, folder: Path = FOLDER) -> str | None:
    """Return what is wrong with a version that is not listed, or was changed after it was; None if nothing is."""
    found, listed = digests(name, version, folder), listed_versions(folder).get(f"{name}/{version}")
    where = f"prompts/{name}/{version}"
    if listed is None:
        lines = "\n".join([f'["{name}/{version}"]', *(f'"{file}" = "{digest}"' for file, digest in found.items())])
        return f"{where} is not listed yet: add to prompts/versions.toml\n{lines}"
    changed = sorted(file for file in found.keys() | listed.keys() if found.get(file) != listed.get(file))
    if not changed:
        return None
    files = ", ".join(f"{where}/{file}" for file in changed)
    return (
        f"{where} was changed after it was committed. A change is a new version: restore the folder with "
        f"`git checkout {where}`, copy it to the next number, and change the copy. Changed: {files}"
    )
