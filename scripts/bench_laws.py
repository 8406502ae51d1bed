"""Laws found on small inputs and tested on large ones: sorting lists ten times as long (`sort`), laws of graphs with 25
times as many nodes (`graphs`). One vocabulary serves all laws of graphs. Times are core-seconds on one core."""

from __future__ import annotations

import itertools
import math
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Annotated, Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # numpy reads it once, when it is imported

import networkx as nx
import numpy as np
import typer

from contrast.catalog import vocabulary
from contrast.dsl import DSL, Grammar, Var, parse
from contrast.dsl.program import walk
from contrast.errors import ContrastError, UnknownName
from contrast.sampling import Rng, seeded
from contrast.scoring import score
from contrast.search.search import PATIENCE, Search
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import Graph, infer_kind

app = typer.Typer(help=__doc__, add_completion=False)
Seconds = Annotated[float, typer.Option(help="Core-seconds for each search.")]
Seeds = Annotated[int, typer.Option(help="How many samples are drawn, each searched on its own.")]
Patience = Annotated[float, typer.Option(help="How much longer than it took to look for a cheaper program.")]

TESTS = 100
"""Lists that a program for sorting is tested on."""

TEST_GRAPHS = 21
"""Graphs that a law is tested on: as many of each shape."""

SHAPES = ("sparse", "dense", "chain")
EDGES = {"sparse": 1.5, "dense": 4.0}
"""The expected number of edges that leave a node, whatever the size, so that the paths in a large graph can be counted."""


Figures = tuple[float, float]
"""Core-seconds until a program was found, and its share of right tests."""


@dataclass(frozen=True)
class Law:
    """oracle: from the graph and the source.  known: a program for it, whose cost is told where the search finds none."""

    oracle: Callable[[nx.DiGraph[int], int], list[Any]]
    acyclic: bool
    known: str


def distances(edges: nx.DiGraph[int], source: int) -> list[float]:
    lengths = nx.single_source_dijkstra_path_length(edges, source)
    return [float(lengths.get(node, math.inf)) for node in edges]


def reached(edges: nx.DiGraph[int], source: int) -> list[bool]:
    return [node == source or node in nx.descendants(edges, source) for node in edges]


def widths(edges: nx.DiGraph[int], source: int) -> list[float]:
    """The largest weight such that edges of at least that weight lead to the node; 0 if none do, `inf` at the source."""
    best = [0.0] * len(edges)
    for least in sorted({weight for *_, weight in edges.edges.data("weight")}):
        wide = nx.DiGraph((u, v) for u, v, weight in edges.edges.data("weight") if weight >= least)
        for node in nx.descendants(wide, source) if source in wide else ():
            best[node] = least
    best[source] = math.inf
    return best


def longest(edges: nx.DiGraph[int], source: int) -> list[float]:
    """The length of the longest way to each node, in topological order; `-inf` where there is none."""
    best = [0.0 if node == source else -math.inf for node in edges]
    for node in nx.topological_sort(edges):
        best[node] = max([best[node], *[best[u] + edges[u][node]["weight"] for u in edges.predecessors(node)]])
    return best


def ways(edges: nx.DiGraph[int], source: int) -> list[float]:
    """How many paths lead to each node, in topological order."""
    count = [float(node == source) for node in edges]
    for node in nx.topological_sort(edges):
        count[node] += sum(count[u] for u in edges.predecessors(node))
    return count


REACHED = "iterate(lambda r: upper(r, max_into(mul_rows(edges(graph), r))), mark(graph, source, 1.0, 0.0))"
LAWS = {
    "shortest path": Law(distances, False, "iterate(lambda d: min_into(add_rows(graph, d)), mark(graph, source, 0.0, inf))"),
    "reachability": Law(lambda edges, source: list(map(float, reached(edges, source))), False, REACHED),
    "reachability (truth values)": Law(reached, False, f"below(mark(graph, source, 0.0, 0.0), {REACHED})"),
    "widest path": Law(widths, False,
        "iterate(lambda w: upper(w, max_into(min_rows(fill(graph, 0.0), w))), mark(graph, source, inf, 0.0))"),
    "critical path": Law(longest, True,
        "iterate(lambda d: max_into(add_rows(fill(graph, -inf), d)), mark(graph, source, 0.0, -inf))"),
    "path count": Law(ways, True,
        "iterate(lambda c: plus(mark(graph, source, 1.0, 0.0), sum_into(mul_rows(edges(graph), c))), min_into(graph))"),
}  # fmt: skip


def drawn(rng: Rng, nodes: int, shape: str, acyclic: bool) -> tuple[nx.DiGraph[int], int]:
    """A graph under shuffled node numbers with weights from 1 to 9, and a source among the first half of the hidden order.

    A chain has all its nodes in one path, and a shortcut or way back for every fourth. Acyclic: edges lead up the order.
    """
    if shape == "chain":
        pairs = {*itertools.pairwise(range(nodes)), *map(tuple, rng.integers(nodes, size=(nodes // 4, 2)).tolist())}
    else:
        share = EDGES[shape] / nodes
        pairs = set(nx.fast_gnp_random_graph(nodes, share, seed=int(rng.integers(2**31)), directed=True).edges)
    chosen = sorted({(min(pair), max(pair)) if acyclic else pair for pair in pairs if pair[0] != pair[1]})
    name = rng.permutation(nodes).tolist()
    edges: nx.DiGraph[int] = nx.DiGraph()
    edges.add_nodes_from(range(nodes))
    edges.add_weighted_edges_from((name[u], name[v], float(rng.integers(1, 10))) for u, v in chosen)
    return edges, name[rng.integers((nodes + 1) // 2)]


def graph_example(law: Law, edges: nx.DiGraph[int], source: int) -> Example:
    matrix = nx.to_numpy_array(edges, nodelist=range(len(edges)), nonedge=np.inf)
    np.fill_diagonal(matrix, 0.0)
    return Example((Graph(matrix), source), law.oracle(edges, source))


def sort_example(values: Sequence[int]) -> Example:
    return Example((list(values),), sorted(values))


def report(name: str, run: Search, tests: Sequence[Example]) -> Figures | None:
    """Print the first program that fits and the last, the cheapest, each with its share of right tests; the first's figures."""
    programs = [(run.meter.seconds, run.meter.candidates, program) for program in run.programs()]
    figures = []
    for seconds, candidates, program in [*programs[:1], *programs[1:][-1:]]:
        exact = score(program.predict([test.inputs for test in tests]), [test.output for test in tests]).exact_match
        print(f"{name:32} {seconds:7.2f} s {candidates:11,} candidates, right {exact:4.0%}: {program}", flush=True)
        figures.append((seconds, exact))
    if not programs:
        print(f"{name:32} none past cost {run.outcome.exhausted_cost}; {run.outcome}", flush=True)
    return figures[0] if figures else None


def summary(figures: Sequence[Figures | None]) -> str:
    """How many searches found a program, how many of those are right on every test, and how long it took."""
    known = [pair for pair in figures if pair is not None]
    seconds = [pair[0] for pair in known] or [math.nan]
    right = sum(exact == 1 for _, exact in known)
    times = f"median {median(seconds):.2f} core-seconds, most {max(seconds):.2f}"
    return f"of {len(figures)} searches {len(known)} found a program, {right} with one right on every test at first; {times}"


@app.command()
def sort(
    lists: Annotated[int, typer.Option(help="Random lists, given with all their ends.")] = 5,
    length: Annotated[int, typer.Option(help="The length of each.")] = 6,
    seeds: Seeds = 3,
    plain: Annotated[bool, typer.Option(help="As many lists of all lengths, none made from another.")] = False,
    seconds: Seconds = 60.0,
    patience: Patience = PATIENCE,
) -> None:
    """Sort lists, from words that know no order but `less`, `min` and `max`; tested on lists ten times as long."""
    figures = []
    for seed in range(seeds):
        rng = seeded("sort", seed)
        given = closed_lists(rng, lists, length)
        if plain:
            given = plain_lists(rng, len(given), length)
        tests = [sort_example(rng.integers(100, size=10 * length).tolist()) for _ in range(TESTS)]
        dsl, budget = vocabulary("sorting"), Budget(seconds=seconds)
        run = Search((Var("xs", list[int]),), list(map(sort_example, given)), dsl, list[int], budget, patience=patience)
        figures.append(report(f"{'plain' if plain else 'closed'}, {len(given)} lists, seed {seed}", run, tests))
    print(summary(figures))


def closed_lists(rng: Rng, lists: int, length: int) -> list[list[int]]:
    """Distinct lists: random ones and all their ends, the empty list among them."""
    whole = [rng.integers(10, size=length).tolist() for _ in range(lists)]
    return [list(end) for end in dict.fromkeys(tuple(values[k:]) for values in whole for k in range(length + 1))]


def plain_lists(rng: Rng, lists: int, length: int) -> list[list[int]]:
    """Distinct random lists of at most this length."""
    found: dict[tuple[int, ...], None] = {}
    while len(found) < lists:
        found[tuple(rng.integers(10, size=rng.integers(length + 1)).tolist())] = None
    return list(map(list, found))


@app.command()
def graphs(
    seeds: Seeds = 2,
    only: Annotated[str | None, typer.Option(help="One law, by its name.")] = None,
    samples: Annotated[int, typer.Option(help="Graphs to learn from, of 5 to 8 nodes.")] = 12,
    nodes: Annotated[int, typer.Option(help="Nodes of the graphs that a law is tested on.")] = 200,
    seconds: Seconds = 10.0,
    patience: Patience = PATIENCE,
) -> None:
    """Laws of graphs from a graph and a source, by words for vectors over the nodes; tested on large graphs."""
    if only is not None and only not in LAWS:
        raise UnknownName(f"no law named {only!r}; there are {', '.join(LAWS)}")
    figures, dsl, inputs = [], vocabulary("graphs"), (Var("graph", Graph), Var("source", int))
    for name, law in LAWS.items() if only is None else [(only, LAWS[only])]:
        for seed in range(seeds):
            rng = seeded("graphs", name, seed)
            given = graph_examples(rng, law, samples, 5, 8)
            tests = graph_examples(rng, law, TEST_GRAPHS, nodes, nodes)
            kind = infer_kind([example.output for example in given], name)
            run = Search(inputs, given, dsl, kind, Budget(seconds=seconds), patience=patience)
            figures.append(report(f"{name}, seed {seed}", run, tests))
            if figures[-1] is None:
                print(f"{'':32} known, of cost {known_cost(law, dsl, inputs)}: {law.known}")
    print(summary(figures))


def graph_examples(rng: Rng, law: Law, count: int, least: int, most: int) -> list[Example]:
    """Graphs of each shape in turn, with what the oracle says of them."""
    graphs = [drawn(rng, int(rng.integers(least, most + 1)), SHAPES[k % len(SHAPES)], law.acyclic) for k in range(count)]
    return [graph_example(law, edges, source) for edges, source in graphs]


def known_cost(law: Law, dsl: DSL, inputs: tuple[Var, ...]) -> int:
    """The cost of the known program, in the rounded bits in which the search counts."""
    body = parse(law.known, dsl, inputs).body
    kinds = [var.kind for var in inputs]
    grammar = Grammar(dsl.narrowed([*kinds, body.kind]), kinds)
    return sum(map(grammar.node_cost, walk(body)))


if __name__ == "__main__":
    try:
        app()
    except ContrastError as error:
        sys.exit(f"bench_laws: {error}")
