"""What a run is asked to do: the parameters of the flow, the same in Prefect's form and on the command line."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from core.settings import Settings


class RunRequest(BaseModel):
    """Which documents, by what engine, into which warehouse, and where to stop."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    flow: ClassVar[str] = "flows.extract_documents:extract_documents"
    """Which flow does it."""

    sources: list[str] = Field(min_length=1, description="Files, folders, globs and addresses.")
    engine: str | None = Field(None, description="rules, openai/<model>, …; the configured one if not given.")
    kinds: list[str] | None = Field(None, description="Kinds of record to extract; all of them if not given.")
    warehouse: Path | None = Field(None, description="The DuckDB file; the configured one if not given.")
    limit: Annotated[int, Field(ge=1)] | None = Field(None, description="Extract at most so many new documents.")
    max_cost: Annotated[float, Field(ge=0)] | None = Field(None, description="Stop at so many US dollars.")
    max_tokens: Annotated[int, Field(ge=0)] | None = Field(None, description="Stop at so many tokens, in and out.")
    fresh: bool = Field(default=False, description="Extract again what is already done, and replace it.")
    language: str | None = Field(None, description="Language of documents that do not say theirs: es, fr, …")
    tags: list[str] = Field([], description="Words that the warehouse finds these documents' sources by.")
    triage: bool = Field(default=False, description="Ask a model only about documents in which triage finds something.")

    def engine_name(self, settings: Settings) -> str:
        """Return the engine asked for, or the configured one."""
        return self.engine or settings.engine

    def warehouse_path(self, settings: Settings) -> Path:
        """Return the warehouse asked for, or the configured one."""
        return self.warehouse or settings.warehouse

    def command(self) -> str:
        """Return the command that asks for the same: what `runs` records, and what resumes a run."""
        return self.typed("run")

    def typed(self, command: str, more: Sequence[tuple[str, object | None]] = ()) -> str:
        """Return what is typed to have `command` do this, with `more` options; those that are None are left out."""
        options: list[tuple[str, object | None]] = [
            ("--engine", self.engine),
            ("--kinds", ",".join(self.kinds) if self.kinds else None),
            ("--warehouse", self.warehouse),
            ("--limit", self.limit),
            ("--max-cost", self.max_cost),
            ("--max-tokens", self.max_tokens),
            ("--language", self.language),
            *(("--tag", tag) for tag in self.tags),
            *more,
        ]
        given = [part for name, value in options if value is not None for part in (name, str(value))]
        flags = [flag for flag, is_set in (("--fresh", self.fresh), ("--triage", self.triage)) if is_set]
        return shlex.join(["dossier", *command.split(), *self.sources, *given, *flags])
