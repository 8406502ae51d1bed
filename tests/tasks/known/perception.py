"""What is known of the tasks of perception: see the package."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np


def nearest_arm(x: float, y: float) -> bool:
    """Which arm's next crossing of the ray through the point is nearer, by walking along the ray."""
    angle, radius = math.atan2(y, x), math.hypot(x, y)
    crossings = [((angle + turn * math.pi) / 2, turn % 2 == 0) for turn in range(-20, 40)]
    return min(crossings, key=lambda crossing: abs(crossing[0] - radius))[1]


def above_the_middle(x: float, y: float, z: float) -> bool:
    """Whether the vertical from the point upwards meets the crumpled plane between the sheets an even number of times. At this
    x and y that plane is a curve, traced here along the sheet."""
    u = np.linspace(x - 2, x + 2, 400_001)
    height = np.sin(1.5 * u)
    across = u + np.sin(1.5 * height) - x
    heights = height + np.sin(1.5 * (y - np.sin(1.5 * x)))
    crosses = (across[1:] > 0) != (across[:-1] > 0)
    return int((heights[1:][crosses] > z).sum()) % 2 == 0


ORACLES: dict[str, Callable[..., Any]] = {
    "crumpled_sheet": above_the_middle,
    "spirals": nearest_arm,
}

LIFTED = "sub(z, sin(mul(1.5, sub(y, sin(mul(1.5, x))))))"
"""The height of a point of the sheets after the first fold alone."""

PROGRAMS: dict[str, str] = {
    "crumpled_sheet": f"less(sin(mul(1.5, sub(x, sin(mul(1.5, {LIFTED}))))), {LIFTED})",
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
