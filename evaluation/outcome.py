"""What an evaluation says, from one value up to a whole run: immutable, and the same in memory and as JSON.

docs/how-to/evaluate.md describes these fields for readers of the JSON.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from core.document import Span
from schemas.record import Record

ValueClass = Literal["correct", "wrong", "missing", "spurious"]
State = Literal["right", "with differences", "missing", "made up", "forbidden", "not found"]
RecordClass = Literal["matched", "missing", "spurious", "forbidden"]
FRAMING = tuple(Record.model_fields)
"""The fields of every record: scored each by itself, on matched records, and not among the values of a kind."""
CLASSES: tuple[ValueClass, ...] = ("correct", "wrong", "missing", "spurious")


class Outcome(BaseModel):
    """What all of these are built on."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Value(Outcome):
    """One compared value: `path` counts rows as the expectation does (`parties.0.country`)."""

    path: str
    outcome: ValueClass
    expected: Any
    found: Any

    @property
    def field(self) -> str:
        """The path without the numbers of rows: `parties.country`."""
        return field_of(self.path)


def field_of(path: str) -> str:
    """Return a path without the numbers of rows: `parties.country`."""
    return ".".join(part for part in path.split(".") if not part.isdigit())


class RecordOutcome(Outcome):
    """One expected record with the one found for it, or one of them alone.

    `differences` are the values that are not right; of a record that is alone there are none. `reason` is the golden's:
    why it is expected or forbidden. The spans are the characters of the document that quote it.
    """

    kind: str
    outcome: RecordClass
    optional: bool = False
    expected: dict[str, Any] | None = None
    found: dict[str, Any] | None = None
    reason: str | None = None
    differences: tuple[Value, ...] = ()
    expected_spans: tuple[Span, ...] = ()
    found_spans: tuple[Span, ...] = ()


class Refusal(Outcome):
    """A value or a whole record (`field` None) that an engine gave, and that validation or grounding refused."""

    kind: str | None
    field: str | None
    stage: str
    reason: str
    value: Any


class DocumentOutcome(Outcome):
    """One document: its records, what was refused, and the counts that all scores are sums of.

    `record_counts` are by kind, `value_counts` by `kind.field`: correct, wrong, missing, spurious (wrong is 0 for
    records). Optional records are in neither. `failure` says why an engine could not answer.
    """

    name: str
    source: str
    document_id: str
    records: tuple[RecordOutcome, ...]
    ungrounded: tuple[Refusal, ...] = ()
    failure: str | None = None
    expects_nothing: bool = False
    exact_records: int = 0
    record_counts: dict[str, tuple[int, int, int, int]]
    value_counts: dict[str, tuple[int, int, int, int]]


class Skipped(Outcome):
    """A golden that was not evaluated, and why.

    Its document is elsewhere, nobody read it, no recording answers, or the budget left nothing for it.
    """

    name: str
    cause: Literal["absent", "draft", "recording", "budget"]
    reason: str


class Score(Outcome):
    """Counts, and the rates that follow from them; None where a rate is not defined (nothing there to be right about).

    The intervals are 95 % confidence intervals, by bootstrap over documents.
    """

    correct: int
    wrong: int
    missing: int
    spurious: int
    precision: float | None
    recall: float | None
    f1: float | None
    precision_interval: tuple[float, float] | None = None
    recall_interval: tuple[float, float] | None = None
    f1_interval: tuple[float, float] | None = None


class Average(Outcome):
    """The unweighted means over the kinds that have such a rate, with their intervals."""

    precision: float | None
    recall: float | None
    f1: float | None
    precision_interval: tuple[float, float] | None = None
    recall_interval: tuple[float, float] | None = None
    f1_interval: tuple[float, float] | None = None


class Level(Outcome):
    """The scores of one level (records, or values): pooled (`micro`), averaged over kinds (`macro`), and by kind."""

    micro: Score
    macro: Average
    kinds: dict[str, Score]


class Scores(Outcome):
    """All scores of one run: `fields` by `kind.field`, `framing` by the fields that every record shares."""

    records: Level
    values: Level
    fields: dict[str, Score]
    framing: dict[str, Score]
    exact_records: int
    forbidden: int
    ungrounded: int
    failed_documents: int
    empty_documents: int
    kept_empty: int


class ValueContrast(Outcome):
    """One value that the two runs have differently."""

    path: str
    expected: Any
    one: Any
    other: Any


class RecordContrast(Outcome):
    """One record that the two runs have differently: `expected` None where no record is, found then by one of them."""

    document: str
    kind: str
    quote: str
    one: State
    other: State
    values: tuple[ValueContrast, ...] = ()


class LevelContrast(Outcome):
    """The scores of both runs on one level, and how far apart their F1 are (other minus one).

    The interval is a 95 % confidence interval by the paired bootstrap; where it holds 0, chance may have done it all.
    """

    one: Score
    other: Score
    difference: float | None
    interval: tuple[float, float] | None


class Contrast(Outcome):
    """Two runs, `one` the earlier and `other` the later; what only one of them read is named, not compared."""

    one: str
    other: str
    documents: tuple[str, ...]
    not_compared: tuple[str, ...]
    records: LevelContrast
    values: LevelContrast
    differences: tuple[RecordContrast, ...]


class Evaluation(Outcome):
    """One engine against the goldens, and beside another run if asked: all that `dossier eval --format json` prints."""

    format: Literal[1] = 1
    engine: str
    identity: str
    kinds: tuple[str, ...]
    documents: tuple[DocumentOutcome, ...]
    skipped: tuple[Skipped, ...] = ()
    scores: Scores
    against: Contrast | None = None
