"""The baseline: what each engine was last accepted to do on the goldens, document by document and field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from core.errors import UsageError
from evaluation.outcome import Evaluation, Outcome, Score
from evaluation.scoring import Tallies, field_scores, kind_scores, own_values, pooled_score

FILE = "baseline.json"
Four = tuple[int, int, int, int]


class Rates(Outcome):
    """Precision, recall and F1; None where one is not defined."""

    precision: float | None
    recall: float | None
    f1: float | None


class DocumentBaseline(Outcome):
    """The counts of one document (correct, wrong, missing, spurious): records by kind, values by `kind.field`."""

    records: dict[str, Four]
    values: dict[str, Four]


class EngineBaseline(Outcome):
    """One engine: which version it was, and its scores. All rates follow from the counts of the documents."""

    identity: str
    records: Rates
    values: Rates
    kinds: dict[str, dict[Literal["records", "values"], Rates]]
    fields: dict[str, Rates]
    documents: dict[str, DocumentBaseline]


class Baseline(Outcome):
    """The file: one entry an engine, by the name that `--engine` takes."""

    format: Literal[1] = 1
    engines: dict[str, EngineBaseline] = Field(default_factory=dict)

    def with_engine(self, name: str, engine: EngineBaseline) -> Baseline:
        """Return it with this engine's entry new or replaced."""
        return Baseline(engines={**self.engines, name: engine})


def baseline_of(evaluation: Evaluation, earlier: EngineBaseline | None) -> EngineBaseline:
    """Return the evaluation as a baseline; of documents that are on other machines, the `earlier` counts stay."""
    absent = {one.name for one in evaluation.skipped if one.cause == "absent"}
    kept = {name: counts for name, counts in (earlier.documents if earlier else {}).items() if name in absent}
    new = {
        one.name: DocumentBaseline(records=one.record_counts, values=one.value_counts) for one in evaluation.documents
    }
    return summed(evaluation.identity, {**kept, **new})


def summed(identity: str, documents: Mapping[str, DocumentBaseline]) -> EngineBaseline:
    """Return the entry whose rates follow from the counts of `documents`."""
    records: list[Tallies] = [one.records for one in documents.values()]
    values: list[Tallies] = [one.values for one in documents.values()]
    own = [own_values(one) for one in values]
    record_kinds, value_kinds = kind_scores(records), kind_scores(own)
    return EngineBaseline(
        identity=identity,
        records=_rates(pooled_score(records)),
        values=_rates(pooled_score(own)),
        kinds={
            kind: {
                level: _rates(scores[kind])
                for level, scores in (("records", record_kinds), ("values", value_kinds))
                if kind in scores
            }
            for kind in sorted(record_kinds.keys() | value_kinds.keys())
        },
        fields={name: _rates(score) for name, score in field_scores(values).items()},
        documents=dict(sorted(documents.items())),
    )


def read_baseline(folder: Path) -> Baseline:
    """Return the baseline of a folder of goldens, an empty one where there is none; raises UsageError for a bad one."""
    file = folder / FILE
    if not file.exists():
        return Baseline()
    try:
        return Baseline.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        first = error.errors(include_url=False)[0] if isinstance(error, ValidationError) else None
        why = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}" if first else str(error)
        raise UsageError(f"{file} is no baseline: {why}", hint=f"git checkout {file}") from error


def write_baseline(folder: Path, baseline: Baseline) -> Path:
    """Write the baseline, whole or not at all, and return its file."""
    file = folder / FILE
    draft = file.with_suffix(".tmp")
    draft.write_text(rendered(baseline), encoding="utf-8")
    draft.replace(file)
    return file


def rendered(baseline: Baseline) -> str:
    """Return the one text that a baseline has: sorted names, four counts a line."""
    text = json.dumps(baseline.model_dump(mode="json"), ensure_ascii=False, indent=1, sort_keys=True)
    return re.sub(r"\[\s+(\d+),\s+(\d+),\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2, \3, \4]", text) + "\n"


def _rates(score: Score) -> Rates:
    return Rates(precision=score.precision, recall=score.recall, f1=score.f1)
