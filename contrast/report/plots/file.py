"""Where a figure goes: checked before anything is computed, and drawn without a screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from contrast.errors import BadValue, ContrastError
from contrast.report.formats.extra import needed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ENDINGS = (".svg", ".pdf", ".png")


def check(path: Path) -> None:
    """Raise `ContrastError` if no figure can be written to this path, because of its ending, its folder, or for want of
    matplotlib."""
    if path.suffix.lower() not in ENDINGS:
        raise BadValue(f"--plot {path}: name a file that ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}")
    if not path.absolute().parent.is_dir():
        raise BadValue(f"--plot {path}: there is no folder {path.parent}; make it first")
    needed("matplotlib", "a plot", "")


def blank(width: float, height: float) -> Figure:
    """An empty figure, in inches; its text is written as text."""
    needed("matplotlib", "a plot", "")
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.rcParams["svg.fonttype"] = "none"
    return Figure(figsize=(width, height), layout="constrained")


def write(figure: Any, path: Path) -> None:
    """Write a figure. Raises `ContrastError` where that fails."""
    try:
        figure.savefig(path)
    except OSError as error:
        raise ContrastError(f"--plot {path}: {error.strerror or error}; name a file that can be written") from error
