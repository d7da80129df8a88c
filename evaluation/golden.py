"""Goldens: what a careful reader finds in a document. tests/golden/README.md says what their fields mean."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.document import Document
from core.errors import DocumentError, UsageError
from evaluation.golden_paths import problems_of_accepted, problems_of_part, readable
from extraction.reading import read_document
from schemas.registry import kinds

EXPECTATION = "expected.json"
DRAFT = "draft: review and commit"
"""What `annotated_by` says of an expectation that nobody has read yet."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expected(_Part):
    """One record to be found; `accept` holds other values that are right too, by path (null is a value)."""

    kind: str
    record: dict[str, Any]
    reason: str = Field(min_length=1)
    optional: bool = False
    accept: dict[str, list[Any]] = Field(default_factory=dict)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The record as its model holds it, without what it leaves out; the defaults of codes are filled in."""
        model = kinds()[self.kind].model
        stated: dict[str, Any] = model.model_validate(self.record).model_dump(mode="json", exclude_unset=True)
        defaults = {name: field.default for name, field in model.model_fields.items() if isinstance(field.default, str)}
        return {**defaults, **stated}


class Forbidden(_Part):
    """What must not be extracted: each record of `kind` that holds everything in `record`, or all of them."""

    kind: str
    reason: str = Field(min_length=1)
    record: dict[str, Any] | None = None


class Golden(_Part):
    """What is to be found in one document, named `name` after its folder."""

    name: str
    source: str
    document_id: str
    annotated_by: str
    note: str | None = None
    expected: tuple[Expected, ...]
    forbidden: tuple[Forbidden, ...]

    @property
    def is_draft(self) -> bool:
        """Whether nobody has read it yet."""
        return self.annotated_by.startswith("draft")

    def of_kinds(self, names: Collection[str]) -> Golden:
        """Return what it says about the kinds `names` alone."""
        expected = tuple(one for one in self.expected if one.kind in names)
        forbidden = tuple(one for one in self.forbidden if one.kind in names)
        return self.model_copy(update={"expected": expected, "forbidden": forbidden})


@dataclass(frozen=True)
class Goldens:
    """A folder of goldens; `root` is the folder that their sources' paths begin at."""

    folder: Path

    @property
    def root(self) -> Path:
        """The root of the repository: goldens live in its tests/golden."""
        return self.folder.absolute().parent.parent

    def names(self) -> list[str]:
        """Return the names of the documents that have an expectation."""
        return sorted(path.parent.name for path in self.folder.glob(f"*/{EXPECTATION}"))

    def load(self, name: str) -> Golden:
        """Return the golden `name`; raises UsageError that names the file, the place in it and what is wrong there."""
        file = self.folder / name / EXPECTATION
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise UsageError(f"there is no golden {file}", hint=f"There are: {', '.join(self.names())}.") from error
        except (OSError, ValueError) as error:
            raise UsageError(f"cannot read {file}: {error}", hint="Put it right: it is one JSON object.") from error
        return golden_of(content, name, str(file))

    def select(self, asked: Sequence[str]) -> list[str]:
        """Return the names that are asked for, all of them for none; raises UsageError for a stranger.

        A golden is asked for by how its name begins, by the path of its folder, or by the path of its document or of a
        folder that the document is in (`seeds`).
        """
        names = self.names()
        if not names:
            raise UsageError(
                f"there are no goldens in {self.folder}",
                hint="Type it at the root of a clone, or name their folder: --goldens DIR.",
            )
        meant = {each: [name for name in names if self._is_meant(name, each)] for each in asked}
        for each, found in meant.items():
            if not found:
                raise UsageError(f"there is no golden {each}", hint=f"There are: {', '.join(names)}.")
        return [name for name in names if not asked or any(name in found for found in meant.values())]

    def _is_meant(self, name: str, asked: str) -> bool:
        if name.startswith(beginning := Path(asked).name):
            return bool(beginning)
        source = Path(self.load(name).source)
        return Path(asked) in (source, *source.parents)

    def path_of(self, golden: Golden) -> Path | None:
        """Return where the document of `golden` is, None where this machine does not have it."""
        places = (self.root / golden.source, Path(golden.source))
        return next((path for path in places if path.is_file()), None)

    def document(self, golden: Golden) -> Document | None:
        """Return the document of `golden`, None where this machine does not have it.

        Raises UsageError if it is another text than the one that was annotated.
        """
        path = self.path_of(golden)
        if path is None:
            return None
        try:
            document = read_document(str(path))
        except DocumentError as error:
            raise UsageError(f"{golden.name}: {error.message}", hint=error.hint) from error
        if document.document_id != golden.document_id:
            raise UsageError(
                f"{self.folder / golden.name / EXPECTATION}: document_id is {golden.document_id}, but {golden.source} "
                f"is now {document.document_id}",
                hint=f"Bring the document back, or read it again and annotate what it says now. git diff {path}",
            )
        return document


def golden_of(content: Any, name: str, file: str) -> Golden:
    """Return the golden that the JSON value `content` holds; raises UsageError that names `file` and the place."""
    try:
        golden = Golden.model_validate({**content, "name": name} if isinstance(content, Mapping) else content)
        problems = list(_problems(golden))
    except ValidationError as error:
        problems = readable(error, "")
    if problems:
        raise UsageError(
            f"{file} cannot be used:\n  " + "\n  ".join(problems),
            hint=f"Put it right, then: dossier eval {name}. tests/golden/README.md says what its fields mean.",
        )
    return golden


def _problems(golden: Golden) -> Iterator[str]:
    for index, expected in enumerate(golden.expected):
        where = f"expected.{index} ({expected.kind})"
        if expected.kind not in kinds():
            yield f"expected.{index}: there is no kind {expected.kind!r}; the kinds are {', '.join(kinds())}"
            continue
        try:
            _ = expected.values
        except ValidationError as error:
            yield from readable(error, where, kinds()[expected.kind].model)
        yield from problems_of_accepted(kinds()[expected.kind].model, expected.accept, where)
    for index, rule in enumerate(golden.forbidden):
        if rule.kind not in kinds():
            yield f"forbidden.{index}: there is no kind {rule.kind!r}; the kinds are {', '.join(kinds())}"
        elif rule.record:
            yield from problems_of_part(kinds()[rule.kind].model, rule.record, f"forbidden.{index} ({rule.kind})")
