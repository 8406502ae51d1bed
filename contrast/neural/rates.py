"""The learning rates, chosen once for each (net, family) on development seeds by `scripts/tune.py`, and frozen."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

MENU = (1e-3, 3e-3, 1e-2)
"""The rates that are tried."""

DEFAULT = 3e-3
"""The rate of a net that was tuned on no family."""


def rate_for(net: str, family: str) -> float:
    """The rate of this net on tasks of this family; on a family that was not tuned, the middle of the net's other ones."""
    chosen = {entry["family"]: float(entry["rate"]) for entry in table()["chosen"] if entry["net"] == net}
    if family in chosen:
        return chosen[family]
    others = sorted(chosen.values())
    return others[len(others) // 2] if others else DEFAULT


@cache
def table() -> dict[str, Any]:
    """The whole table: `chosen` rates, the `runs` they come from, the protocol and its cost in core-seconds."""
    found: dict[str, Any] = json.loads((files("contrast.neural") / "rates.json").read_text())
    return found
