"""Where recordings are: `<goldens>/<document>/recordings/<engine-slug>/<case>.json`, beside the document's truth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import UsageError
from core.wording import from_here
from extraction.recordings.format import Recording, name_without_path, read_recording
from extraction.recordings.freshness import changed

FOLDER = "recordings"
DEFAULT_CASE = "answer"


@dataclass(frozen=True)
class Golden:
    """One document with a golden: its folder, and the document as the golden names it."""

    folder: Path
    source: str
    document_id: str

    @property
    def path(self) -> str:
        """The document's file, from where the user stands."""
        return (self._root / self.source).as_posix()

    @property
    def _root(self) -> Path:
        return self.folder.parents[2]

    def recording(self, slug: str, case: str) -> Path:
        """Return where a recording of this document is kept."""
        return self.folder / FOLDER / slug / f"{case}.json"


@dataclass(frozen=True)
class Stored:
    """One recording file and what holds of it. `problems` say why it is not replayed; none if it is fresh."""

    golden: Golden
    path: Path
    recording: Recording | None
    problems: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The folder's name: which engine."""
        return self.path.parent.name

    @property
    def case(self) -> str:
        """The file's name: which case."""
        return self.path.stem

    @property
    def engine_name(self) -> str:
        """What `--engine` calls it."""
        return f"replay:{self.slug}/{self.case}"

    @property
    def is_fresh(self) -> bool:
        """Whether it can be replayed."""
        return not self.problems

    @property
    def was_edited(self) -> bool:
        """Whether what it says of itself is not so: nobody knows any more what was answered."""
        return self.recording is None or self.recording.integrity != self.recording.computed_integrity

    @property
    def remedy(self) -> str:
        """The command that makes it anew."""
        if self.recording is not None and self.recording.by_hand:
            return f"dossier record --restamp {from_here(self.path)}"
        if self.recording is None or self.was_edited:
            return f"git checkout {from_here(self.path)}"
        case = "" if self.case == DEFAULT_CASE else f" --case {self.case}"
        return f"dossier record --engine {self.recording.engine} {from_here(Path(self.golden.path))}{case} --replace"

    @property
    def complaint(self) -> str:
        """The file, why it is not replayed, and what to type."""
        return f"{from_here(self.path)} is left out: {'; '.join(self.problems)}. Type: {self.remedy}"


def slug_of(engine: str) -> str:
    """Return an engine's name as the name of a folder; of a path in it, the last part alone."""
    name = name_without_path(engine).removesuffix(".gguf")
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")


def goldens(folder: Path) -> list[Golden]:
    """Return the documents that have a golden, by name; raises UsageError if there are none."""
    found = [_golden(path) for path in sorted(folder.glob("*/expected.json"))]
    if not found:
        raise UsageError(
            f"there are no goldens in {from_here(folder)}/",
            hint="Type the command in a clone of Dossier, or name the folder in DOSSIER_GOLDENS.",
        )
    return found


def stored(folder: Path) -> Iterator[Stored]:
    """Yield every recording, whatever its state, by document, engine and case."""
    for golden in goldens(folder):
        for path in sorted((golden.folder / FOLDER).glob("*/*.json")):
            yield _stored(golden, path)


def golden_of(folder: Path, path: Path) -> Golden:
    """Return the golden that a recording file belongs to; raises UsageError if it lies nowhere where one belongs."""
    for golden in goldens(folder):
        if path.resolve().parents[1] == (golden.folder / FOLDER).resolve():
            return golden
    raise UsageError(
        f"{from_here(path)} is not where recordings are",
        hint=f"A recording is {from_here(folder)}/<document>/{FOLDER}/<engine>/<case>.json.",
    )


def _golden(path: Path) -> Golden:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Golden(path.parent, str(content["source"]), str(content["document_id"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{from_here(path)} is no golden: {error}") from error


def _stored(golden: Golden, path: Path) -> Stored:
    try:
        recording = read_recording(path)
    except UsageError as error:
        return Stored(golden, path, None, (error.message,))
    found = Stored(golden, path, recording, changed(recording, golden.document_id))
    return replace(found, problems=("it was edited after it was made",)) if found.was_edited else found
