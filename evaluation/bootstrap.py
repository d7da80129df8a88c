"""Confidence intervals by the bootstrap over documents (Efron 1979; Efron & Tibshirani 1993, chapter 13).

Documents are what was sampled, so documents are drawn again, each with all its records: values of one document are no
independent draws. A set of documents drawn with replacement is a row of weights (how often each was drawn), so that
all resamples together are one matrix product. Two engines are compared on the same resamples (the paired bootstrap,
Koehn 2004).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.float64]
"""Counts by document and class, or their sums by resample and class: the last axis is the class."""
Rates = npt.NDArray[np.float64]

RESAMPLES = 2000
SEED = 20_190_827
"""Any number does; a fixed one makes the same documents give the same intervals."""
_AT_A_TIME = 250


def resampled(counts: Counts) -> Counts:
    """Return the sums of `counts` (documents first) over each of RESAMPLES samples of as many documents."""
    documents = counts.shape[0]
    flat = counts.reshape(documents, -1)
    sums = np.concatenate([weights @ flat for weights in _weights(documents)])
    return sums.reshape(RESAMPLES, *counts.shape[1:])


def interval(rates: Rates) -> tuple[float, float] | None:
    """Return the 95 % percentile interval of the resampled `rates`; None where none of them is defined."""
    defined = rates[~np.isnan(rates)]
    if not defined.size:
        return None
    low, high = np.percentile(defined, [2.5, 97.5])
    return round(float(low), 6), round(float(high), 6)


def precision(counts: Counts) -> Rates:
    """Return correct / (correct + wrong + spurious), NaN where nothing was found."""
    correct, wrong, _, spurious = np.moveaxis(counts, -1, 0)
    return _ratio(correct, correct + wrong + spurious)


def recall(counts: Counts) -> Rates:
    """Return correct / (correct + wrong + missing), NaN where nothing was to be found."""
    correct, wrong, missing, _ = np.moveaxis(counts, -1, 0)
    return _ratio(correct, correct + wrong + missing)


def f1(counts: Counts) -> Rates:
    """Return the harmonic mean of precision and recall, as 2c / (2c + 2w + m + s): NaN where there is nothing."""
    correct, wrong, missing, spurious = np.moveaxis(counts, -1, 0)
    return _ratio(2 * correct, 2 * correct + 2 * wrong + missing + spurious)


RATES: dict[str, Callable[[Counts], Rates]] = {"precision": precision, "recall": recall, "f1": f1}


def _ratio(part: Rates, whole: Rates) -> Rates:
    ratio: Rates = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0)
    return ratio


def _weights(documents: int) -> Iterator[Counts]:
    """Yield how often each document is drawn, some resamples at a time: of many documents, all would not fit."""
    generator = np.random.default_rng(SEED)
    share = np.full(documents, 1 / documents)
    for start in range(0, RESAMPLES, _AT_A_TIME):
        yield generator.multinomial(documents, share, size=min(_AT_A_TIME, RESAMPLES - start)).astype(np.float64)
