"""Accuracy against noise, a curve for each solver: where they cross, learning overtakes geometry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from contrast.crossover import Cell
from contrast.report.plots.file import blank, write

STYLES = (("#0072b2", "o", "-"), ("#d55e00", "s", "--"), ("#009e73", "^", ":"), ("#000000", "D", "-."))
"""Colours that the colour-blind tell apart (Okabe and Ito, 2008); marks and strokes tell them apart without colour."""


def draw(cells: Sequence[Cell], title: str, path: Path) -> None:
    """Write the means over seeds, with bars from the least to the largest, to a file whose ending names the format."""
    figure = blank(6, 4)
    axes = figure.subplots()
    noises = sorted({cell.noise for cell in cells})
    solvers = list(dict.fromkeys(cell.solver for cell in cells))
    for solver, (colour, mark, stroke) in zip(solvers, STYLES, strict=False):
        found = [[cell.accuracy for cell in cells if (cell.noise, cell.solver) == (noise, solver)] for noise in noises]
        means = [mean(accuracies) for accuracies in found]
        bars = [[m - min(a) for m, a in zip(means, found, strict=True)], [max(a) - m for m, a in zip(means, found, strict=True)]]
        axes.errorbar(noises, means, bars, fmt=mark + stroke, color=colour, markerfacecolor="white", elinewidth=0.7, label=solver)
    if (chance := cells[0].chance) is not None:
        axes.axhline(chance, color="grey", linewidth=0.7)
        axes.annotate("chance", (noises[0], chance), (0, 3), textcoords="offset points", color="grey", fontsize=8)
    axes.set(title=title, xlabel="noise in training and test, as a share of the contrast", ylabel="accuracy", ylim=(0, 1.03))
    axes.legend(frameon=False)
    write(figure, path)
