"""What the tasks of graphs promise beyond what every task does."""

from __future__ import annotations

import math

import numpy as np

from contrast.catalog import load_task


def test_training_graphs_are_diverse() -> None:
    graphs = [example.inputs[0] for example in load_task("graphs/shortest_path").draw("train", seed=0, count=300).examples]
    edges = [np.isfinite(g).sum() - len(g) for g in graphs]
    density = [count / (len(g) * (len(g) - 1)) for count, g in zip(edges, graphs, strict=True)]
    directed = [bool((g != g.T).any()) for g in graphs]
    unreached = [math.inf in e.output for e in load_task("graphs/shortest_path").draw("train", seed=0, count=300).examples]
    assert {len(g) for g in graphs} == {4, 5, 6, 7, 8}
    assert min(density) < 0.2
    assert max(density) > 0.7
    assert 0.3 < np.mean(directed) < 0.7
    assert 0.2 < np.mean(unreached) < 0.8
