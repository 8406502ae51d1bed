"""How numbers and names are written in every table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contrast.report.lines.intervals import Interval
from contrast.solver import DEFAULT_BYTES

NOTHING = "—"

LOW_ENDS = {"1.000": "1", ".000": "0", "<.001": "0", ">.999": ".999"}
HIGH_ENDS = {"1.000": "1", ".000": "0", "<.001": ".001", ">.999": "1"}
"""The ends of an interval near 0 and 1 are rounded outwards."""

LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "_": r"\_", "#": r"\#", "&": r"\&", "%": r"\%", "$": r"\$",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
        "|": r"\textbar{}", "—": "--", "·": r"\textperiodcentered{}", "≥": r"$\geq$", "\n": " ", "\r": " ", "\t": " ",
    }
)  # fmt: skip

QUOTES = str.maketrans({"'": r"\textquotesingle{}", "`": r"\textasciigrave{}", '"': r"\char34{}"})


def score_text(value: float) -> str:
    """A score with three decimals and no leading zero; only an exact 1 is written 1.000, only an exact 0 .000."""
    if 0 < value < 0.0005:
        return "<.001"
    if 0.9995 <= value < 1:
        return ">.999"
    return f"{value:.3f}".removeprefix("0")


def interval_text(interval: Interval) -> str:
    """An interval as [.566, 1]."""
    low, high = (score_text(min(max(end, 0.0), 1.0)) for end in (interval.low, interval.high))
    return f"[{LOW_ENDS.get(low, low)}, {HIGH_ENDS.get(high, high)}]"


def with_interval(text: str, interval: Interval | None) -> str:
    """`text`, followed by the interval if there is one."""
    return text if interval is None else f"{text} {interval_text(interval)}"


def validity_text(validity: Mapping[str, tuple[float, float | None]]) -> str:
    """What simulation says of answers, split by split: the share that is valid, and how much longer these are than the best."""
    return ", ".join(
        f"{name} {score_text(valid)}" + ("" if excess is None else f" (+{excess:.0%})")
        for name, (valid, excess) in validity.items()
    )


def seconds_text(value: float | None) -> str:
    """Core-seconds to three significant figures, at most two decimals."""
    if value is None:
        return NOTHING
    return f"{value:.2f}" if value < 10 else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def count_text(value: float | None) -> str:
    """A count with thousands separated; a median of counts is rounded."""
    return NOTHING if value is None else f"{round(value):,}"


def budget_text(budget: Mapping[str, Any]) -> str:
    """A budget as `20 core-seconds` or `2,000 steps, 50,000 candidates`; memory only where it is not the default."""
    seconds, size = budget.get("seconds"), budget.get("bytes")
    parts = [] if seconds is None else [counted(seconds, "core-second")]
    parts += [f"{budget[name]:,} {name}" for name in ("steps", "candidates") if budget.get(name) is not None]
    parts += [f"{size / 2**30:g} GiB"] if size is not None and size != DEFAULT_BYTES else []
    return ", ".join(parts) or "no limit"


def counted(number: float, noun: str) -> str:
    """`1 node`, `2 nodes`, `1,000 tasks`."""
    return f"{number:,g} {noun}" if number == 1 else f"{number:,.{0 if number == int(number) else 1}f} {noun}s"


def solver_text(reference: str) -> str:
    """A solver's reference for readers: the name, then its options."""
    return reference.replace("?", " ").replace("&", " ").replace("nearest_neighbour", "nearest neighbour")


def latex_text(text: str) -> str:
    """Prose for LaTeX: special characters escaped, so that it prints as it reads; what is beyond ASCII as \\uXXXX."""
    return "".join(_plain(character) for character in text).translate(LATEX)


def latex_code(text: str) -> str:
    """A program for LaTeX: typewriter, straight quotes, and breaks allowed after opening brackets."""
    safe = "".join(_plain(character) for character in text).translate(LATEX | QUOTES)
    return rf"\texttt{{{safe}}}".replace("(", r"(\allowbreak{}")


def _plain(character: str) -> str:
    return character if character in "—·≥" else character.encode("ascii", "backslashreplace").decode()
