"""What the tasks of graphs promise beyond what every task does."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

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


def edges(graph: np.ndarray) -> np.ndarray:
    return np.isfinite(graph) & ~np.eye(len(graph), dtype=bool)


def closed(graph: np.ndarray, steps: int) -> bool:
    """Whether a way of so many steps leads back to where it began."""
    return bool(np.linalg.matrix_power(edges(graph).astype(float), steps).trace() > 0)


@pytest.mark.parametrize("name", ["graphs/cycle_detection", "graphs/bipartite"])
def test_half_of_the_graphs_have_the_property_on_every_split(name: str) -> None:
    task = load_task(name)
    shares = {split: np.mean([e.output for e in task.draw(split, seed=0).examples]) for split in ["train", *task.test_splits]}
    assert {split: share for split, share in shares.items() if not 0.4 < share < 0.6} == {}


@pytest.mark.parametrize("name", ["graphs/cycle_detection", "graphs/bipartite"])
@pytest.mark.parametrize("split", ["train", "longer_2x", "structured"])
def test_the_number_of_edges_does_not_tell(name: str, split: str) -> None:
    examples = load_task(name).draw(split, seed=0, count=1000).examples
    count = np.array([edges(e.inputs[0]).sum() for e in examples])
    wanted = np.array([e.output for e in examples])
    right = [np.mean((count >= least) == wanted) for least in set(count.tolist())]
    assert max(*right, 1 - min(right)) < 0.6


@pytest.mark.parametrize(
    ("name", "wanted", "steps", "most"),
    [
        ("graphs/cycle_detection", True, (2,), 0.7),
        ("graphs/cycle_detection", True, (2, 3), 0.9),
        ("graphs/bipartite", False, (3,), 0.85),
    ],
)
def test_short_cycles_alone_do_not_tell(name: str, wanted: bool, steps: tuple[int, ...], most: float) -> None:
    examples = load_task(name).draw("train", seed=0, count=1000).examples
    guesses = [any(closed(e.inputs[0], count) for count in steps) == wanted for e in examples]
    assert np.mean([guess == e.output for guess, e in zip(guesses, examples, strict=True)]) < most


@pytest.mark.parametrize("split", ["train", "longer_2x", "longer_25x", "structured"])
def test_numbers_of_paths_are_exact_as_floats(split: str) -> None:
    examples = load_task("graphs/path_count").draw(split, seed=0, count=1000).examples
    assert max(max(e.output) for e in examples) < 2**53


@pytest.mark.parametrize("name", ["graphs/critical_path", "graphs/path_count"])
def test_node_numbers_do_not_tell_the_order_of_a_graph_without_cycles(name: str) -> None:
    graphs = [e.inputs[0] for e in load_task(name).draw("train", seed=0, count=1000).examples]
    forward = sum(np.triu(edges(graph)).sum() for graph in graphs)
    assert 0.47 < forward / sum(edges(graph).sum() for graph in graphs) < 0.53


def test_critical_paths_are_long_in_some_graphs_and_short_in_others() -> None:
    graphs = [e.inputs[0] for e in load_task("graphs/critical_path").draw("train", seed=0, count=300).examples]
    steps = [nx.dag_longest_path_length(nx.DiGraph(edges(graph))) for graph in graphs if len(graph) == 8]
    assert min(steps) <= 2
    assert max(steps) == 7
