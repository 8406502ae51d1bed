"""Where one more edge closes a cycle, of varied lengths: a test for the shortest ones should not nearly do."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx

from contrast.sampling import Rng


def ends(shape: nx.Graph[int], rng: Rng, fits: Callable[[int], bool]) -> list[tuple[int, int]]:
    """The ends of a way whose number of steps fits: a list of one pair, or of none.

    Of all ways without detours; first the number of steps is drawn, as the larger of two draws among those that occur, as
    short ways are by far the most frequent, and then the pair.
    """
    pairs: dict[int, list[tuple[int, int]]] = {}
    for first, steps in nx.all_pairs_shortest_path_length(shape):
        for last, count in steps.items():
            if fits(count):
                pairs.setdefault(count, []).append((first, last))
    if not pairs:
        return []
    chosen = pairs[sorted(pairs)[int(rng.integers(len(pairs), size=2).max())]]
    return [chosen[int(rng.integers(len(chosen)))]]
