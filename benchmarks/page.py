"""What a page of measurements is made of, and the page as Markdown.

A benchmark that has a heading of its own is a module with a function `section(folder: Path, *, quick: bool) -> Section`
(`folder` is empty, `quick` is `make bench QUICK=1`): what it measured, what it says of that, the points that
are plotted. Who draws the plots, and where the page goes, is none of its business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measurement import Measurement, shown, table


@dataclass(frozen=True)
class Table:
    """Cells as they are printed; the first row of the page's table is `header`."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""


@dataclass(frozen=True)
class Plot:
    """Points to draw: one line for each label of `series`, or, with `is_bars`, one bar for each label and x.

    `name` is the file's, without its ending. The x of bars may be words; a logarithmic axis suits factors.
    """

    name: str
    title: str
    x_label: str
    y_label: str
    series: Mapping[str, Sequence[tuple[float | str, float]]]
    is_bars: bool = False
    is_log_x: bool = False
    is_log_y: bool = False


@dataclass(frozen=True)
class Section:
    """One heading of the page; `text` is Markdown and stands before the tables and the plots."""

    title: str
    text: str = ""
    measurements: Sequence[Measurement] = ()
    tables: Sequence[Table] = ()
    plots: Sequence[Plot] = ()


def markdown(section: Section, plots: str) -> str:
    """Return the section as Markdown; `plots` is the folder of the plots as the page names it."""
    parts = [f"## {section.title}", section.text.strip()]
    parts += [table(section.measurements)] if section.measurements else []
    parts += [_table(one) for one in section.tables]
    parts += [f"![{one.title}]({plots}/{one.name}.svg)" for one in section.plots]
    return "\n\n".join(part for part in parts if part)


def page(head: str, sections: Sequence[Section], plots: str) -> str:
    """Return the whole page: `head`, what missed its budget and by how much, then every section."""
    parts = [head.strip(), _missed(sections), *(markdown(section, plots) for section in sections)]
    return "\n\n".join(parts) + "\n"


def _table(one: Table) -> str:
    lines = [f"**{one.title}**", ""] if one.title else []
    lines += [_row(one.header), "|" + "---|" * len(one.header), *map(_row, one.rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    cells = [cell.replace("|", "\\|") for cell in cells]
    return f"| {' | '.join(cells)} |"


def _missed(sections: Sequence[Section]) -> str:
    measured = [(section.title, one) for section in sections for one in section.measurements]
    judged = [one for _, one in measured if one.limit is not None]
    missed = [
        (title, one.name, f"{shown(one.median)} {one.unit}", one.budget, one.missed_by)
        for title, one in measured
        if one.missed_by
    ]
    text = f"## Budgets\n\n{len(judged) - len(missed)} of {len(judged)} figures that have a budget are within it."
    if not missed:
        return text
    return f"{text} These are not:\n\n{_table(Table(('section', 'what', 'median', 'budget', 'missed by'), missed))}"
