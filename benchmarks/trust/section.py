"""The trust section of the page: how many true quotes are placed, how many false ones accepted, by every tool."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import benchmarks.trust
from benchmarks.measurement import Measurement
from benchmarks.page import Plot, Section, Table
from benchmarks.trust.asking import ALL, LANGEXTRACT, OURS, Answers, Tool, ask
from benchmarks.trust.documents import Text, development_texts, held_out_texts
from benchmarks.trust.quotes import FALSE_CLASSES, TRUE_CLASSES, QuoteCase, quote_set
from benchmarks.trust.scoring import Score, score_quotes, score_values, total
from benchmarks.trust.values import FIELDS, ValueCase, value_set

CASES, CASES_OF_THE_PAGE, CASES_QUICKLY = 300, 60, 3
"""Quotes of each class: of the command, of `make bench`, of `make bench QUICK=1`."""
SEED, HELD_OUT_SEED = 1, 2
_READ = TRUE_CLASSES[:3]
"""The classes that a tool should place; a quote that is heavily paraphrased it may as well refuse."""


@dataclass(frozen=True)
class Asked:
    """A set of cases, and what every tool said of them."""

    texts: Sequence[Text]
    quotes: Sequence[QuoteCase]
    values: Sequence[ValueCase]
    answers: dict[Tool, Answers]

    def false_quotes(self, tool: Tool) -> Score:
        """Return how many false quotes the tool accepted."""
        scores = score_quotes(self.quotes, self.answers[tool])
        return total(scores[kind] for kind in FALSE_CLASSES if kind in scores)

    def true_quotes(self, tool: Tool) -> Score:
        """Return how many true quotes the tool placed, heavily paraphrased ones left out."""
        scores = score_quotes(self.quotes, self.answers[tool])
        return total(scores[kind] for kind in _READ if kind in scores)


def section(folder: Path, *, quick: bool) -> Section:
    """Measure on the development set."""
    asked = ask_all(folder, CASES_QUICKLY if quick else CASES_OF_THE_PAGE, held_out=False)
    return section_of(asked, held_out=False)


def ask_all(folder: Path, count: int, *, held_out: bool) -> Asked:
    """Make the set and put it to every tool, one after the other."""
    texts = held_out_texts() if held_out else development_texts()
    seed = HELD_OUT_SEED if held_out else SEED
    quotes = sorted(quote_set(texts, seed, count), key=lambda case: case.document)
    values = sorted(value_set(texts, seed, count), key=lambda case: case.document)
    return Asked(texts, quotes, values, {tool: ask(tool, texts, quotes, values, folder) for tool in ALL})


def section_of(asked: Asked, *, held_out: bool) -> Section:
    """Return the measured set as a section of the page."""
    name = "held out" if held_out else "development"
    return Section(
        f"Trust ({name} set)",
        _text(asked),
        list(_measurements(asked)),
        [_quotes_table(asked), _values_table(asked), _times_table(asked)],
        [_plot(asked, "held-out" if held_out else "development")],
    )


def _text(asked: Asked) -> str:
    described = (benchmarks.trust.__doc__ or "").partition("\n\n")[2].strip()
    characters = sum(len(text.text) for text in asked.texts)
    return (
        f"{len(asked.quotes):,} quotes and {len(asked.values):,} values over {len(asked.texts)} documents of "
        f"{characters:,} characters. {described}\n\nEach tool gets one quote at a time and the whole document. "
        "instructor and contextgem check no values; contextgem takes identifiers of paragraphs and sentences instead "
        "of quotes, so that nothing of it can be asked here without a model."
    )


def _measurements(asked: Asked) -> list[Measurement]:
    ours, theirs = asked.false_quotes(OURS), asked.false_quotes(LANGEXTRACT)
    recall = [100 * score.placed / score.cases for score in map(asked.true_quotes, (OURS, LANGEXTRACT))]
    fewer = theirs.accepted / max(ours.accepted, 1)
    return [
        Measurement("false quotes accepted, langextract's beside ours", "times as many", (fewer,), "≥ 10"),
        Measurement("true quotes placed, ours", "%", (recall[0],), f"≥ {recall[1]:.1f} (langextract)"),
        Measurement("true quotes placed, langextract", "%", (recall[1],)),
    ]


def _quotes_table(asked: Asked) -> Table:
    scores = {tool: score_quotes(asked.quotes, answers) for tool, answers in asked.answers.items()}
    rows = []
    for kind in (*TRUE_CLASSES, *FALSE_CLASSES):
        if kind in scores[OURS]:
            cells = [_told(scores[tool][kind], is_true=kind in TRUE_CLASSES) for tool in asked.answers]
            rows.append([kind, f"{scores[OURS][kind].cases}", *cells])
    false = [f"**{asked.false_quotes(tool).accepted}**" for tool in asked.answers]
    rows.append(["**all that are false**", f"{asked.false_quotes(OURS).cases}", *false])
    title = "True quotes: placed, and (accepted but placed elsewhere). False quotes: accepted."
    return Table(["quotes", "cases", *(tool.label for tool in asked.answers)], rows, title)


def _told(score: Score, *, is_true: bool) -> str:
    return f"{score.placed} ({score.misplaced})" if is_true else f"{score.accepted}"


def _values_table(asked: Asked) -> Table:
    scores = {tool: score_values(asked.values, answers) for tool, answers in asked.answers.items()}
    rows = [
        [f"{field}, {'true' if truth else 'false'}", f"{scores[OURS][field, truth].cases}"]
        + [f"{scores[tool][field, truth].accepted}" for tool in asked.answers]
        for field in FIELDS
        for truth in (True, False)
        if (field, truth) in scores[OURS]
    ]
    return Table(["values accepted", "cases", *(tool.label for tool in asked.answers)], rows)


def _times_table(asked: Asked) -> Table:
    rows = []
    for tool, answers in asked.answers.items():
        times = sorted(answers.quote_times)
        figures = (statistics.median(times), statistics.fmean(times), times[len(times) * 99 // 100])
        rows.append(
            [tool.label, *(f"{figure:,.3f}" for figure in figures), f"{statistics.fmean(answers.value_times):,.3f}"]
        )
    return Table(["milliseconds of CPU", "a quote, median", "mean", "99 %", "a value, mean"], rows)


def _plot(asked: Asked, name: str) -> Plot:
    series: dict[str, list[tuple[float | str, float]]] = {"true quotes placed": [], "false quotes accepted": []}
    for tool in asked.answers:
        true, false = asked.true_quotes(tool), asked.false_quotes(tool)
        series["true quotes placed"].append((tool.label, 100 * true.placed / true.cases))
        series["false quotes accepted"].append((tool.label, 100 * false.accepted / false.cases))
    return Plot(f"trust-{name}", "Quotes: true ones placed, false ones accepted", "", "%", series, is_bars=True)
