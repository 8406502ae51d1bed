"""Scoring predictions: exact match, symbol accuracy, chance. None is "gave no answer": wrong, counted apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from statistics import fmean
from typing import Any

from contrast.judgement import Judgement
from contrast.values import Kind, same_value

SOLVED_AT = 0.99
"""Exact match on `same` and on every axis from which a task counts as solved (README, the protocol)."""


@dataclass(frozen=True)
class Score:
    """The scores of one split.

    exact_match, symbol_accuracy: in [0, 1]; the latter is the mean share of list places that are right (equal to exact
    match for other outputs).  n: items.  no_answer: items without a prediction.  Where answers are judged by simulation:
    valid: in [0, 1], the share that breaks no rule and reaches the goal.  excess: the mean of `Judgement.excess` over
    these, None if there are none.
    """

    exact_match: float
    n: int
    no_answer: int
    symbol_accuracy: float
    exempt: bool = False
    valid: float | None = None
    excess: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it; what only judged answers have is left out of the others."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def score(
    predictions: Sequence[Any],
    outputs: Sequence[Any],
    tolerance: float = 0.0,
    exempt: bool = False,
    judgements: Sequence[Judgement] | None = None,
) -> Score:
    """Compare predictions with the wanted outputs; floats may differ by `tolerance`, relative to the wanted value.

    judgements: what simulation says of each prediction, if it decides as well.
    """
    if len(predictions) != len(outputs):
        raise ValueError(f"{len(predictions)} predictions for {len(outputs)} outputs")
    if not outputs:
        raise ValueError("a split without items cannot be scored")
    pairs = list(zip(predictions, outputs, strict=True))
    equal = [same_value(given, wanted, tolerance) for given, wanted in pairs]
    right = sum(equal) if judgements is None else sum(a or b.right for a, b in zip(equal, judgements, strict=True))
    symbols = sum(_symbol_accuracy(given, wanted, tolerance) for given, wanted in pairs)
    missing = sum(given is None for given, _ in pairs)
    found = Score(right / len(pairs), len(pairs), missing, symbols / len(pairs), exempt)
    if judgements is None:
        return found
    excess = [judgement.excess for judgement in judgements if judgement.excess is not None]
    return replace(found, valid=fmean(one.valid for one in judgements), excess=fmean(excess) if excess else None)


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
