"""Scoring predictions: exact match, symbol accuracy, chance. None is "gave no answer": wrong, counted apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from contrast.values import Kind, same_value

SOLVED_AT = 0.99
"""Exact match on `same` and on every axis from which a task counts as solved (README, the protocol)."""


@dataclass(frozen=True)
class Score:
    """The scores of one split.

    exact_match, symbol_accuracy: in [0, 1]; the latter is the mean share of list places that are right (equal to exact
    match for other outputs).  n: items.  no_answer: items without a prediction.
    """

    exact_match: float
    n: int
    no_answer: int
    symbol_accuracy: float
    exempt: bool = False

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def score(predictions: Sequence[Any], outputs: Sequence[Any], tolerance: float = 0.0, exempt: bool = False) -> Score:
    """Compare predictions with the wanted outputs; floats may differ by `tolerance`, relative to the wanted value."""
    if len(predictions) != len(outputs):
        raise ValueError(f"{len(predictions)} predictions for {len(outputs)} outputs")
    if not outputs:
        raise ValueError("a split without items cannot be scored")
    pairs = list(zip(predictions, outputs, strict=True))
    right = sum(same_value(given, wanted, tolerance) for given, wanted in pairs)
    symbols = sum(_symbol_accuracy(given, wanted, tolerance) for given, wanted in pairs)
    missing = sum(given is None for given, _ in pairs)
    return Score(right / len(pairs), len(pairs), missing, symbols / len(pairs), exempt)


def _symbol_accuracy(given: Any, wanted: Any, tolerance: float) -> float:
    if not isinstance(wanted, list) or not isinstance(given, list):
        return float(same_value(given, wanted, tolerance))
    places = max(len(given), len(wanted))
    same = sum(same_value(g, w, tolerance) for g, w in zip(given, wanted, strict=False))
    return same / places if places else 1.0


def chance(kind: Kind, outputs: Sequence[Any]) -> float | None:
    """Exact match of a uniform guess: one half for a bool, one over the distinct labels for an int or a str.

    outputs: those of a test split, so that the figure does not depend on N.  None for kinds that are not labels.
    """
    if kind is bool:
        return 0.5
    return 1 / len(set(outputs)) if kind in (int, str) else None
