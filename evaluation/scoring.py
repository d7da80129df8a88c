"""Scores: the counts of all documents, pooled, by kind and by field, with what chance alone may do to them.

The classes and their rates are those of MUC-5 (Chinchor & Sundheim 1993): a wrong value is an error of precision and
of recall. Macro averages are means of the kinds' rates (averaged F1, Opitz & Burst 2019).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.bootstrap import RATES, Counts, Rates, interval, resampled
from evaluation.outcome import FRAMING, Average, DocumentOutcome, Level, Score, Scores

Tallies = Mapping[str, tuple[int, int, int, int]]


@dataclass(frozen=True)
class Table:
    """Counts by document, name and class, with their sums over resamples of the documents."""

    names: tuple[str, ...]
    counts: Counts

    @property
    def total(self) -> Counts:
        """The sums over all documents: by name and class."""
        total: Counts = self.counts.sum(axis=0)
        return total

    def pooled(self, group: Callable[[str], str]) -> Table:
        """Return the table with the columns added up whose names `group` gives one name."""
        groups = [group(name) for name in self.names]
        names = tuple(sorted(set(groups)))
        counts = np.zeros((self.counts.shape[0], len(names), 4))
        for column, name in enumerate(groups):
            counts[:, names.index(name)] += self.counts[:, column]
        return Table(names, counts)


def scores_of(documents: Sequence[DocumentOutcome]) -> Scores:
    """Return all scores of `documents`: they follow from the sums of their counts and from nothing else."""
    values = [one.value_counts for one in documents]
    framing = [{name: four for name, four in one.items() if _field_of(name) in FRAMING} for one in values]
    outcomes = [record.outcome for one in documents for record in one.records]
    return Scores(
        records=level(table_of([one.record_counts for one in documents])),
        values=level(table_of([own_values(one) for one in values]).pooled(_kind_of)),
        fields=field_scores(values),
        framing=_framing(table_of(framing).pooled(_field_of)),
        exact_records=sum(one.exact_records for one in documents),
        forbidden=outcomes.count("forbidden"),
        ungrounded=sum(len(one.ungrounded) for one in documents),
        failed_documents=sum(one.failure is not None for one in documents),
        empty_documents=sum(one.expects_nothing for one in documents),
        kept_empty=sum(one.expects_nothing and not one.records and one.failure is None for one in documents),
    )


def own_values(tallies: Tallies) -> Tallies:
    """Return the counts of the fields that are a kind's own: the values of a record."""
    return {name: four for name, four in tallies.items() if _field_of(name) not in FRAMING}


def pooled_score(tallies: Sequence[Tallies]) -> Score:
    """Return the score of all counts together, without intervals."""
    return score(table_of(tallies).total.sum(axis=0))


def kind_scores(tallies: Sequence[Tallies]) -> dict[str, Score]:
    """Return the score of each kind, without intervals."""
    return field_scores(tallies, _kind_of)


def field_scores(tallies: Sequence[Tallies], group: Callable[[str], str] = str) -> dict[str, Score]:
    """Return the score of each name in the counts (or of each `group` of names), without intervals."""
    table = table_of(tallies).pooled(group)
    total = table.total
    return {name: score(total[index]) for index, name in enumerate(table.names)}


def table_of(tallies: Sequence[Tallies]) -> Table:
    """Return the counts of documents as one array: documents, names, classes."""
    names = tuple(sorted({name for tally in tallies for name in tally}))
    place = {name: index for index, name in enumerate(names)}
    counts = np.zeros((len(tallies), len(names), 4))
    for row, tally in enumerate(tallies):
        for name, four in tally.items():
            counts[row, place[name]] = four
    return Table(names, counts)


def level(table: Table) -> Level:
    """Return the scores of a table by kind: pooled over the kinds, averaged over them, and each by itself."""
    resamples = resampled(table.counts) if len(table.counts) else np.zeros((1, len(table.names), 4))
    pooled = resamples.sum(axis=1)
    return Level(
        micro=score(table.total.sum(axis=0), pooled),
        macro=_average(table.total, resamples),
        kinds={name: score(table.total[index], resamples[:, index]) for index, name in enumerate(table.names)},
    )


def score(four: Counts, resamples: Counts | None = None) -> Score:
    """Return the score that four counts make, with intervals if the same counts of resamples are given."""
    correct, wrong, missing, spurious = (int(count) for count in four)
    rates = {name: _number(float(rate(four))) for name, rate in RATES.items()}
    intervals = (
        {} if resamples is None else {f"{name}_interval": interval(rate(resamples)) for name, rate in RATES.items()}
    )
    return Score.model_validate(
        {"correct": correct, "wrong": wrong, "missing": missing, "spurious": spurious, **rates, **intervals}
    )


def mean_of_kinds(rates: Rates) -> Rates:
    """Return the mean over the last axis, leaving out what is not defined; NaN where nothing is."""
    defined = ~np.isnan(rates)
    total = np.where(defined, rates, 0.0).sum(axis=-1)
    count = defined.sum(axis=-1)
    mean: Rates = np.divide(total, count, out=np.full(np.shape(total), np.nan), where=count > 0)
    return mean


def _average(total: Counts, resamples: Counts) -> Average:
    means = {name: _number(float(mean_of_kinds(rate(total)))) for name, rate in RATES.items()}
    intervals = {f"{name}_interval": interval(mean_of_kinds(rate(resamples))) for name, rate in RATES.items()}
    return Average.model_validate({**means, **intervals})


def _framing(table: Table) -> dict[str, Score]:
    found = {name: score(table.total[index]) for index, name in enumerate(table.names)}
    return {name: found[name] for name in FRAMING if name in found}


def _number(rate: float) -> float | None:
    return None if np.isnan(rate) else round(rate, 6)


def _kind_of(name: str) -> str:
    return name.partition(".")[0]


def _field_of(name: str) -> str:
    return name.partition(".")[2]
