"""What is known of the tasks of perception: see the package."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any


def nearest_arm(x: float, y: float) -> bool:
    """Which arm's next crossing of the ray through the point is nearer, by walking along the ray."""
    angle, radius = math.atan2(y, x), math.hypot(x, y)
    crossings = [((angle + turn * math.pi) / 2, turn % 2 == 0) for turn in range(-20, 40)]
    return min(crossings, key=lambda crossing: abs(crossing[0] - radius))[1]


ORACLES: dict[str, Callable[..., Any]] = {
    "spirals": nearest_arm,
}

PROGRAMS: dict[str, str] = {
    "spirals": "less(0.0, cos(sub(arctan2(y, x), mul(2.0, sqrt(add(square(x), square(y)))))))",
}

SMALLER: dict[str, dict[str, int]] = {
    "digits": dict.fromkeys(("same", "shifted", "noisy"), 797),
    "digit_pairs_01": dict.fromkeys(("same", "shifted", "noisy"), 150),
    "digit_pairs_38": dict.fromkeys(("same", "shifted", "noisy"), 160),
    "digit_pairs_49": dict.fromkeys(("same", "shifted", "noisy"), 170),
    "breast_cancer": {**dict.fromkeys(("same", "noisy", "drifted"), 171), "middling": 57},
    "wine": {**dict.fromkeys(("same", "noisy", "drifted"), 53), "middling": 25},
}
