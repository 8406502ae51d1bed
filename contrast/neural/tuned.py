"""Learning rate and weight decay, chosen once for each (net, family) on development seeds by `scripts/tune.py`, and frozen."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

RATES = (1e-3, 3e-3, 1e-2)
DECAYS = (0.01, 0.1, 0.3, 1.0)
"""The menu."""

DEFAULT = (3e-3, 0.01)
"""Where nothing was tuned that could be followed."""


def tuned(net: str, family: str) -> tuple[float, float]:
    """The rate and decay of this net on tasks of this family; a collection that was not tuned has those of the family it lies
    in, and a family that was not, those that more than half of the net's other families have, or DEFAULT."""
    chosen = {
        entry["family"]: (float(entry["rate"]), float(entry["decay"])) for entry in table()["chosen"] if entry["net"] == net
    }
    for known in (family, family.partition("/")[0]):
        if known in chosen:
            return chosen[known]
    others = sorted(chosen.values())
    return next((pair for pair in others if 2 * others.count(pair) > len(others)), DEFAULT)


@cache
def table() -> dict[str, Any]:
    """The whole table: what was `chosen`, from trials how long and from which scores, and the cost in core-seconds."""
    found: dict[str, Any] = json.loads((files("contrast.neural") / "tuned.json").read_text())
    return found
