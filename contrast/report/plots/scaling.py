"""Errors against size, both logarithmic: inside the sampled region and outside, each with its power law."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from contrast.errors import BadValue
from contrast.report.plots.file import blank, write
from contrast.scaling.ladder import X
from contrast.scaling.law import Law
from contrast.scaling.line import Line
from contrast.scaling.points import Points

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLES = {"inside": ("#0072b2", "o", "-"), "longer": ("#d55e00", "s", "--"), "all axes": ("#000000", "^", ":")}
"""Colours that the colour-blind tell apart (Okabe and Ito, 2008); marks and strokes tell them apart without colour."""

ASIDE = {"inside": -0.03, "longer": 0.0, "all axes": 0.03}
"""Shifts of the marks, in widths of the panel, so that equal errors do not cover each other."""

APART = 0.17
"""Widths of the panel between sizes that are written under it."""

LEGEND = "marks: means over tasks (of one task, over seeds); bars: the least to the largest; lines: power laws"


def draw(lines: Sequence[Line], path: Path) -> None:
    """Write a panel for each thing that grows at each equal budget; where several tasks were measured, all tasks together."""
    widest = max(len(line.tasks) for line in lines)
    if widest == 1 and len({line.tasks for line in lines}) > 1:
        raise BadValue("a figure shows one task, or the lines of all tasks together")
    shown = [line for line in lines if len(line.tasks) == widest]
    rows, columns = list(dict.fromkeys(line.equal for line in shown)), list(dict.fromkeys(line.grows for line in shown))
    figure = blank(max(6.0, 2.7 * len(columns) + 0.5), 2.6 * len(rows) + 0.6)
    axes = figure.subplots(len(rows), len(columns), squeeze=False, sharey=True)
    for axis in axes.flat:
        axis.set_axis_off()
    for line in shown:
        _panel(axes[rows.index(line.equal)][columns.index(line.grows)], line)
    for row in axes:
        row[0].set_ylabel("error", fontsize=9)
    axes[0][0].set_ylim(_floor(shown), 1.4)
    handles = {label: handle for axis in axes.flat for handle, label in zip(*axis.get_legend_handles_labels(), strict=True)}
    figure.legend(
        handles.values(),
        handles.keys(),
        loc="outside lower center",
        ncols=3,
        fontsize=9,
        frameon=False,
        title=LEGEND,
        title_fontsize=8,
    )
    write(figure, path)


def _floor(lines: Sequence[Line]) -> float:
    """The power of ten below all errors."""
    least = min([float(one.errors.min()) for line in lines for found in line.measured.values() for one in found], default=0.1)
    return float(10 ** np.floor(np.log10(min(least, 0.1)) - 0.05))


def _panel(axis: Axes, line: Line) -> None:
    axis.set_axis_on()
    title = f"{line.equal} grow" if line.grows == "budget" else f"{line.grows}, equal {line.equal}"
    axis.set_title(title, fontsize=10)
    axis.set_xlabel(X[line.grows], fontsize=9)
    axis.set(xscale="log", yscale="log")
    axis.tick_params(which="both", labelsize=8)
    for where, law in line.laws.items():
        _marks(axis, where, line.measured[where])
        _law(axis, where, law, line.measured[where])
    if line.measured["inside"]:
        _ticks(axis, _middle(line.measured["inside"])[0])


def _middle(points: Sequence[Points]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The sizes and errors of each rung, geometric means over tasks: (rungs,) each; and what each mean is of, (rungs, parts)."""
    rungs = max(len(one.x) for one in points)
    whole = [one for one in points if len(one.x) == rungs]
    x = np.exp(np.mean([np.log(one.x).mean(axis=1) for one in whole], axis=0))
    means = np.stack([one.errors.mean(axis=1) for one in whole], axis=1)
    return x, np.exp(np.log(means).mean(axis=1)), means if len(whole) > 1 else whole[0].errors


def _marks(axis: Axes, where: str, points: Sequence[Points]) -> None:
    """The mean errors, with bars over tasks, or over the seeds of one task."""
    colour, mark, _ = STYLES[where]
    x, errors, parts = _middle(points)
    aside = x * (x.max() / x.min()) ** ASIDE[where]
    bars = np.array([errors - parts.min(axis=1), parts.max(axis=1) - errors]).clip(0)
    label = {"inside": "inside", "longer": "longer inputs", "all axes": "all axes"}[where]
    axis.errorbar(
        aside, errors, bars, fmt=mark, color=colour, label=label, markersize=5, markerfacecolor="white", elinewidth=0.7, zorder=3
    )


def _law(axis: Axes, where: str, law: Law, points: Sequence[Points]) -> None:
    """The power law over the sizes that were tried; its a is the mean over tasks."""
    colour, _, stroke = STYLES[where]
    x = _middle(points)[0]
    ends = np.array([x.min(), x.max()])
    axis.plot(ends, law.a * ends**-law.b, stroke, color=colour, linewidth=1.3)


def _ticks(axis: Axes, sizes: np.ndarray) -> None:
    """Ticks at the rungs, as many as can be read."""
    places = np.log(sizes / sizes.min()) / np.log(sizes.max() / sizes.min())
    kept = [0]
    for rung in np.argsort(places)[1:]:
        if places[rung] >= places[kept[-1]] + APART:
            kept.append(int(rung))
    axis.set_xticks(sizes[kept], minor=False)
    axis.set_xticks([], minor=True)
    axis.xaxis.set_major_formatter(lambda size, _: f"{size:.2g}" if size < 100 else _thousands(size))


def _thousands(size: float) -> str:
    return f"{size:.0f}" if size < 1e4 else f"{size / 1000:.2g}k" if size < 1e5 else f"{size / 1000:.0f}k"
