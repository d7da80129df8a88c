"""Draws plots as SVG with matplotlib, the same bytes for the same points: `draw.py PLOTS FOLDER`.

PLOTS is JSON: a list of what `benchmarks.page.Plot` holds. Text stays text: a file is small, and can be searched.
"""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams.update(
    {
        "svg.hashsalt": "dossier",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "grid.color": "#dddddd",
        "legend.frameon": False,
        "figure.facecolor": "white",
    }
)

import matplotlib.pyplot as plt  # noqa: E402 - after the backend is chosen

BAR_ROOM = 0.8


def draw(plot: dict[str, Any], folder: Path) -> None:
    """Draw one plot into `folder`, in a file of its name."""
    figure, axes = plt.subplots(figsize=(8, 4.2), layout="constrained")
    if plot["is_bars"]:
        _bars(axes, plot["series"])
    else:
        for label, points in plot["series"].items():
            axes.plot(*zip(*points, strict=True), marker="o", label=label)
    if plot["is_log_x"]:
        axes.set_xscale("log")
    if plot["is_log_y"]:
        axes.set_yscale("log")
    axes.set(title=plot["title"], xlabel=plot["x_label"], ylabel=plot["y_label"])
    if not plot["is_log_y"]:
        axes.set_ylim(bottom=0)
    if len(plot["series"]) > 1:
        axes.legend()
    figure.savefig(folder / f"{plot['name']}.svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def _bars(axes: Any, series: dict[str, list[tuple[Any, float]]]) -> None:
    """Draw one group of bars for each x, in the order in which they first come, and the figure above each bar."""
    names = list(dict.fromkeys(str(x) for points in series.values() for x, _ in points))
    width = BAR_ROOM / len(series)
    for number, (label, points) in enumerate(series.items()):
        places = [names.index(str(x)) + (number - (len(series) - 1) / 2) * width for x, _ in points]
        bars = axes.bar(places, [y for _, y in points], width, label=label)
        axes.bar_label(bars, fmt="{:,.3g}", fontsize=8)
    axes.set_xticks(range(len(names)), names)


if __name__ == "__main__":
    for one in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        draw(one, Path(sys.argv[2]))
