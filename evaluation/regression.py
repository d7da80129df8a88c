"""Whether an engine still does what it was last accepted to do: every count that moved, with the values behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.settings import Settings
from evaluation.baseline import FILE, Baseline, EngineBaseline, Four, read_baseline, summed
from evaluation.golden import Goldens
from evaluation.golden_paths import shortened
from evaluation.outcome import DocumentOutcome, Evaluation, field_of
from evaluation.running import evaluate
from evaluation.sameness import key_line
from evaluation.selection import select
from schemas.registry import select_kinds

Direction = Literal["fell", "rose", "new", "gone", "edited"]
SAID = {"missing": "missing", "spurious": "made up", "forbidden": "found, but forbidden"}
"""What is said of a record that is alone."""
NOTHING: Four = (0, 0, 0, 0)


@dataclass(frozen=True)
class Change:
    """One count of one document that is not what the baseline says; `behind` are the values or records that show it.

    `subject` is a kind (its records) or `kind.field`; a whole document that is new or gone has none.
    """

    document: str
    subject: str
    direction: Direction
    before: Four
    after: Four
    behind: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as people read it, the values behind it on lines of their own."""
        return "\n".join([self._heading, *(f"    {line}" for line in self.behind)])

    @property
    def _heading(self) -> str:
        match self.direction:
            case "new":
                return f"  {self.document} is not in the baseline yet"
            case "gone":
                return f"  {self.document} is in the baseline, but is not evaluated any more"
            case "edited":
                return f"  {self.subject} of the baseline does not follow from its documents: it was edited by hand"
        return f"  {self.document}: {self.subject} {self.direction}: {_counted(self.before)} → {_counted(self.after)}"


def check(engine: str, goldens: Goldens, settings: Settings) -> str | None:
    """Return what to tell whoever changed what an engine does on the goldens; None where it does as the baseline says.

    Raises UsageError for a golden, a baseline or an engine that cannot be used.
    """
    run = evaluate(engine, select(goldens, [], select_kinds(None)), settings)
    found = changes(run, read_baseline(goldens.folder), goldens.names())
    return explained(found, engine, goldens.folder) if found else None


def changes(evaluation: Evaluation, baseline: Baseline, names: Sequence[str]) -> list[Change]:
    """Return what moved between the baseline and this evaluation; `names` are all the goldens that there are.

    An engine that has no entry yet has every document new. What is on other machines only is not compared.
    """
    entry = baseline.engines.get(evaluation.engine)
    known = entry.documents if entry else {}
    found: list[Change] = []
    for document in evaluation.documents:
        if document.name in known:
            found += _of_document(document, known[document.name].records, known[document.name].values, evaluation.kinds)
        else:
            found.append(Change(document.name, "", "new", NOTHING, NOTHING))
    unanswered = {one.name: one.reason for one in evaluation.skipped if one.cause != "absent"}
    for name in known:
        if name in unanswered or name not in names:
            behind = (unanswered[name],) if name in unanswered else ()
            found.append(Change(name, "", "gone", NOTHING, NOTHING, behind))
    return [*found, *(_edited(entry) if entry else ())]


def has_fallen(found: Sequence[Change]) -> bool:
    """Whether anything got worse."""
    return any(change.direction == "fell" for change in found)


def explained(found: Sequence[Change], engine: str, folder: Path) -> str:
    """Return the changes with what each class of them asks for, and the commands to type next."""
    here = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    sections = [
        ("fell below", [change for change in found if change.direction == "fell"]),
        ("rose above", [change for change in found if change.direction == "rose"]),
        ("do not agree with", [change for change in found if change.direction in ("new", "gone", "edited")]),
    ]
    lines = []
    for verb, part in sections:
        if part:
            lines.append(f"{engine}: {len(part)} {'score' if len(part) == 1 else 'scores'} {verb} {here / FILE}:")
            lines += listed(part)
    documents = dict.fromkeys(change.document for change in found if change.direction in ("fell", "rose"))
    lines.append("Next:")
    lines += [f"  dossier eval --engine {engine} {name}" for name in list(documents)[:3]]
    lines.append(f"  dossier eval --engine {engine} --accept   # if it is meant: shows it, writes the baseline")
    if has_fallen(found):
        lines.append(f"  git diff {here}   # if not: was a golden, a recording or the baseline changed?")
    return "\n".join(lines)


def listed(part: Sequence[Change]) -> Iterator[str]:
    """Yield a change a line with what is behind it; fields that moved with their whole record are only counted."""
    records = {(change.document, change.subject) for change in part}
    for change in part:
        kind, _, field = change.subject.partition(".")
        if not field:
            with_it = [one for one in part if one.document == change.document and _moved_with_record(one, kind)]
            yield str(change) + (f"\n    and {len(with_it)} of its fields with it" if with_it else "")
        elif change.behind or (change.document, kind) not in records:
            yield str(change)


def _moved_with_record(change: Change, kind: str) -> bool:
    return change.subject.startswith(f"{kind}.") and not change.behind


def _of_document(
    document: DocumentOutcome, records: dict[str, Four], values: dict[str, Four], kinds: Sequence[str]
) -> Iterator[Change]:
    pairs = [(records, document.record_counts), (values, document.value_counts)]
    for before, after in pairs:
        for subject in sorted(before.keys() | after.keys()):
            one, other = before.get(subject, NOTHING), after.get(subject, NOTHING)
            if one != other and subject.partition(".")[0] in kinds:
                yield Change(document.name, subject, _direction(one, other), one, other, _behind(document, subject))


def _direction(before: Four, after: Four) -> Direction:
    """Fewer errors are better; with as many errors, more that is right."""
    return "rose" if (-_errors(after), after[0]) > (-_errors(before), before[0]) else "fell"


def _errors(four: Four) -> int:
    _, wrong, missing, spurious = four
    return 2 * wrong + missing + spurious


def _behind(document: DocumentOutcome, subject: str) -> tuple[str, ...]:
    """Return the differences of this kind or field that there are now, both values each."""
    kind, _, field = subject.partition(".")
    lines = []
    for record in document.records:
        if record.kind != kind or record.optional:
            continue
        if not field and record.outcome != "matched":
            content = record.expected or record.found or {}
            quote = shortened(content.get("quotes", [""])[0])
            lines.append(f"{SAID[record.outcome]}: {key_line(record.kind, content)}: {quote}")
        lines += [
            f"{one.path}: expected {shortened(one.expected)}, found {shortened(one.found)}"
            for one in record.differences
            if field_of(one.path) == field
        ]
    return tuple(lines)


def _edited(entry: EngineBaseline) -> Iterator[Change]:
    """Yield the parts of a baseline that do not follow from the counts of its documents."""
    computed = summed(entry.identity, entry.documents)
    for part in ("records", "values", "kinds", "fields"):
        if getattr(entry, part) != getattr(computed, part):
            yield Change("", part, "edited", NOTHING, NOTHING)


def _counted(four: Four) -> str:
    names = ("right", "wrong", "missing", "made up")
    said = [f"{count} {name}" for count, name in zip(four, names, strict=True) if count]
    return ", ".join(said) or "none"
