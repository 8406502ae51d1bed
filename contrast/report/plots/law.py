"""A law beside its data, and beyond them: for each input the curve with the other inputs at their medians."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from contrast.dsl import Program, Var
from contrast.report.plots.file import blank, write
from contrast.task import Example

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BEYOND = 2.0
"""A curve goes on to so many times the largest value of its input."""

POINTS = 400
"""Of a curve."""

MOST_INPUTS = 5
"""Inputs that get a panel."""

DATA, HELD, LAW = "#0072b2", "#e69f00", "#000000"
"""Colours that the colour-blind tell apart (Okabe and Ito, 2008)."""


def draw(
    inputs: Sequence[Var], output: str, examples: Sequence[Example], check: Sequence[Example], law: Program | None, path: Path
) -> None:
    """Write the figure to `path`, whose ending names the format. Without a law the data alone are drawn, and it says so."""
    panels = min(len(inputs), MOST_INPUTS) + (len(inputs) > 1)
    figure = blank(max(4.8, 3.4 * panels), 3.6)
    axes = figure.subplots(1, panels, squeeze=False)
    for axis, place in zip(axes[0][len(inputs) > 1 :], range(len(inputs)), strict=False):
        _curve(axis, inputs, place, examples, check, law)
        axis.set_xlabel(inputs[place].name)
        axis.set_ylabel(output)
    if len(inputs) > 1:
        _agreement(axes[0][0], output, examples, check, law)
    title = "no law found" if law is None else _title(output, law)
    figure.suptitle(title, fontsize=11)
    handles = {label: handle for axis in axes[0] for handle, label in zip(*axis.get_legend_handles_labels(), strict=True)}
    axes[0][-1].legend(handles.values(), handles.keys(), fontsize=8, frameon=False)
    write(figure, path)


def _title(output: str, law: Program) -> str:
    from contrast.dsl.algebra import latex
    from contrast.errors import BadProgram

    try:
        text = f"${latex(Program(law.inputs, law.body))}$"
    except BadProgram:
        text = str(law)
    return f"{output} = {text}" if len(text) < 160 else f"{output} = {str(law)[:100]}"


def _curve(
    axis: Axes, inputs: Sequence[Var], place: int, examples: Sequence[Example], check: Sequence[Example], law: Program | None
) -> None:
    """The law along one input, drawn through inside the data's range and dashed beyond."""
    table = np.array([example.inputs for example in examples], float)
    low, high = table[:, place].min(), table[:, place].max()
    if len(inputs) == 1:
        axis.plot(table[:, 0], [example.output for example in examples], "o", color=DATA, markersize=4, label="data")
        if check:
            axis.plot([e.inputs[0] for e in check], [e.output for e in check], "s", color=HELD, markersize=4, label="check rows")
    if law is None:
        return
    far = max(BEYOND * high, high + (high - low)) if high > low else high + 1.0
    for start, stop, style, label in ((low, high, "-", "law"), (high, far, "--", "law beyond the data")):
        rows = np.tile(np.median(table, axis=0), (POINTS, 1))
        rows[:, place] = np.linspace(start, stop, POINTS)
        values = [np.nan if value is None else value for value in law.predict([tuple(row) for row in rows.tolist()])]
        axis.plot(rows[:, place], values, style, color=LAW, linewidth=1.2, label=label)
    axis.axvspan(high, far, color="0.93", zorder=0)
    if len(inputs) > 1:
        axis.set_title("others at their medians", fontsize=8)


def _agreement(axis: Axes, output: str, examples: Sequence[Example], check: Sequence[Example], law: Program | None) -> None:
    """What the law says against what was measured."""
    axis.set_xlabel(f"{output}, measured")
    axis.set_ylabel(f"{output}, by the law")
    for rows, colour, mark, label in ((examples, DATA, "o", "data"), (check, HELD, "s", "check rows")):
        measured = [example.output for example in rows]
        if law is not None and rows:
            said = [np.nan if value is None else value for value in law.predict([example.inputs for example in rows])]
            axis.plot(measured, said, mark, color=colour, markersize=4, label=label)
    axis.axline((0, 0), slope=1, color="0.6", linewidth=0.8, zorder=0)
