"""What a network reads and what it writes, in numbers: all that an architecture needs to know of a task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reading = Literal["one", "places", "nodes", "cells"]
"""Where outputs are read: `one` value an item, a list over `places`, over graph `nodes`, or over a grid's `cells`, row by row."""


@dataclass(frozen=True)
class Form:
    """symbols: ids of tokens, over all channels.  numbers: features of a token, of a fixed vector, or of a grid's cell.
    segments: inputs that follow one another.  edges: features of a pair of nodes, 0 without a graph.  grid: whether the input is
    one grid.  places: outputs of a fixed vector or a grid.  reading: where outputs are read.  outputs: numbers that each place
    gives.
    """

    outputs: int
    reading: Reading = "one"
    symbols: int = 0
    numbers: int = 0
    segments: int = 1
    edges: int = 0
    grid: bool = False
    places: int = 1
