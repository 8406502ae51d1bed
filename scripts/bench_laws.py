"""Laws found on small inputs and tested on large ones: sorting lists ten times as long (`sort`), laws of graphs with 25
times as many nodes (`graphs`). One vocabulary serves all laws of graphs. Times are core-seconds on one core."""

from __future__ import annotations

import itertools
import math
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Annotated, Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # numpy reads it once, when it is imported

import networkx as nx
import numpy as np
import typer

from contrast.catalog import vocabulary
from contrast.dsl import Grammar, Program, Var, parse
from contrast.dsl.program import walk
from contrast.errors import UnknownName
from contrast.sampling import Rng, seeded
from contrast.scoring import score
from contrast.search.search import PATIENCE, Search
from contrast.solver import Budget
from contrast.task import Example
from contrast.values import Graph, infer_kind
from scripts._command import command

app = typer.Typer(help=__doc__, add_completion=False)
Seconds = Annotated[float, typer.Option(help="Core-seconds for each search.")]
Seeds = Annotated[int, typer.Option(help="How many samples are drawn, each searched on its own.")]
Patience = Annotated[float, typer.Option(help="How much longer than it took to look for a cheaper program.")]

TESTS = 100
"""Lists of each kind that a program for sorting is tested on."""

INPUTS = (Var("graph", Graph), Var("source", int))

TOP = 10
"""Lists to learn from hold whole numbers below it, few enough for some to stand twice."""

TEST_GRAPHS = 24
"""Graphs that a law is tested on, each shape in turn."""

SHAPES = ("sparse", "dense", "chain", "complete")
EDGES = {"sparse": 1.5, "dense": 4.0, "complete": math.inf}
"""The expected number of edges that leave a node, whatever the size of the graph."""


Figures = tuple[float, float]
"""Core-seconds until a program was found, and its smaller share of right answers."""


@dataclass(frozen=True)
class Law:
    """oracle: from the graph and the source.  known: a program for it, whose cost is told where the search finds none.
    shapes: of the graphs it is tested on; the paths of a large complete one are too many for a float."""

    oracle: Callable[[nx.DiGraph[int], int], list[Any]]
    acyclic: bool
    known: str
    shapes: Sequence[str] = SHAPES


def distances(edges: nx.DiGraph[int], source: int) -> list[float]:
    lengths = nx.single_source_dijkstra_path_length(edges, source)
    return [float(lengths.get(node, math.inf)) for node in edges]


def reached(edges: nx.DiGraph[int], source: int) -> list[bool]:
    inside = {source, *nx.descendants(edges, source)}
    return [node in inside for node in edges]


def widths(edges: nx.DiGraph[int], source: int) -> list[float]:
    """The largest weight such that edges of at least that weight lead to the node; 0 if none do, `inf` at the source."""
    best = [0.0] * len(edges)
    for least in sorted({data["weight"] for *_, data in edges.edges(data=True)}):
        wide = nx.DiGraph((u, v) for u, v, data in edges.edges(data=True) if data["weight"] >= least)
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
        "iterate(lambda c: upper(c, sum_into(mul_rows(edges(graph), c))), mark(graph, source, 1.0, 0.0))", SHAPES[:3]),
}  # fmt: skip


def drawn(rng: Rng, nodes: int, shape: str, acyclic: bool) -> tuple[nx.DiGraph[int], int]:
    """A graph under shuffled node numbers with weights from 1 to 9, and a source among the first half of the hidden order.

    A chain has all its nodes in one path, and a shortcut or way back for every fourth. Acyclic: edges lead up the order.
    """
    if shape == "chain":
        pairs = {*itertools.pairwise(range(nodes)), *map(tuple, rng.integers(nodes, size=(nodes // 4, 2)).tolist())}
    else:
        share = min(1.0, EDGES[shape] / nodes)
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


def sort_examples(lists: Iterable[Iterable[int]]) -> list[Example]:
    return [Example((values,), sorted(values)) for values in (list(map(int, given)) for given in lists)]


def report(name: str, run: Search, same: Sequence[Example], larger: Sequence[Example]) -> Figures | None:
    """Print the first program that fits and the last, the cheapest, each with its share of right answers on fresh inputs of
    the same sizes and on larger ones.  Returns the first one's figures."""
    programs = [(run.meter.seconds, run.meter.candidates, program) for program in run.programs()]
    figures = []
    for seconds, candidates, program in [*programs[:1], *programs[1:][-1:]]:
        shares = [exact_match(program, tests) for tests in (same, larger)]
        right = f"same {shares[0]:4.0%}, larger {shares[1]:4.0%} right"
        print(f"{name:36} {seconds:7.2f} s {candidates:11,} candidates, {right}: {program}", flush=True)
        figures.append((seconds, min(shares)))
    if not programs:
        print(f"{name:36} none past cost {run.outcome.exhausted_cost}; {run.outcome}", flush=True)
    return figures[0] if figures else None


def exact_match(program: Program, tests: Sequence[Example]) -> float:
    return score(program.predict([test.inputs for test in tests]), [test.output for test in tests]).exact_match


def summary(figures: Sequence[Figures | None]) -> str:
    """How many searches found a program, how many of those are right on every test, and how long it took."""
    known = [pair for pair in figures if pair is not None]
    text = f"of {len(figures)} searches {len(known)} found a program"
    if not known:
        return text
    right, seconds = sum(exact == 1 for _, exact in known), [first for first, _ in known]
    times = f"median {median(seconds):.2f} core-seconds, most {max(seconds):.2f}"
    return f"{text}, {right} of the first ones are right on every test; {times} until the first"


@app.command()
def sort(
    lists: Annotated[int, typer.Option(help="Random lists, given with all their ends.")] = 5,
    length: Annotated[int, typer.Option(help="The length of each.")] = 6,
    seeds: Seeds = 3,
    plain: Annotated[bool, typer.Option(help="As many lists of all lengths, none made from another.")] = False,
    seconds: Seconds = 60.0,
    patience: Patience = PATIENCE,
) -> None:
    """Sort lists, from words that know no order but `less`, `min` and `max`; tested on lists ten times as long too."""
    figures = []
    for seed in range(seeds):
        rng = seeded("sort", seed)
        given = closed_lists(rng, lists, length)
        if plain:
            given = plain_lists(rng, len(given), length)
        same = [rng.integers(TOP, size=rng.integers(length + 1)) for _ in range(TESTS)]
        larger = [rng.integers(10 * TOP, size=10 * length) for _ in range(TESTS)]
        dsl, budget = vocabulary("sorting"), Budget(seconds=seconds)
        run = Search((Var("xs", list[int]),), sort_examples(given), dsl, list[int], budget, patience=patience)
        name = f"{'plain' if plain else 'closed'}, {len(given)} lists, seed {seed}"
        figures.append(report(name, run, sort_examples(same), sort_examples(larger)))
    print(summary(figures))


def closed_lists(rng: Rng, lists: int, length: int) -> list[list[int]]:
    """Distinct lists: random ones and all their ends, the empty list among them."""
    whole = [rng.integers(TOP, size=length).tolist() for _ in range(lists)]
    return [list(end) for end in dict.fromkeys(tuple(values[k:]) for values in whole for k in range(length + 1))]


def plain_lists(rng: Rng, lists: int, length: int) -> list[list[int]]:
    """Distinct random lists of at most this length."""
    found: dict[tuple[int, ...], None] = {}
    while len(found) < lists:
        found[tuple(rng.integers(TOP, size=rng.integers(length + 1)).tolist())] = None
    return list(map(list, found))


@app.command()
def graphs(
    seeds: Seeds = 2,
    only: Annotated[str | None, typer.Option(help="One law, by its name.")] = None,
    samples: Annotated[int, typer.Option(help="Graphs to learn from, of 5 to 8 nodes.")] = 12,
    shapes: Annotated[str, typer.Option(help=f"What these graphs look like, of {', '.join(SHAPES)}.")] = ",".join(SHAPES[:3]),
    nodes: Annotated[int, typer.Option(help="Nodes of the large graphs that a law is tested on.")] = 200,
    seconds: Seconds = 10.0,
    patience: Patience = PATIENCE,
) -> None:
    """Laws of graphs from a graph and a source, by words for vectors over the nodes; tested on large and complete graphs too."""
    if only is not None and only not in LAWS:
        raise UnknownName(f"no law named {only!r}; there are {', '.join(LAWS)}")
    for shape in (given_shapes := shapes.split(",")):
        if shape not in SHAPES:
            raise UnknownName(f"no shape named {shape!r}; there are {', '.join(SHAPES)}")
    figures = []
    for name, law in LAWS.items() if only is None else [(only, LAWS[only])]:
        for seed in range(seeds):
            rng = seeded("graphs", name, seed)
            given, same = (graph_examples(rng, law, count, (5, 8), given_shapes) for count in (samples, TEST_GRAPHS))
            larger = graph_examples(rng, law, TEST_GRAPHS, (nodes, nodes), law.shapes)
            kind = infer_kind([example.output for example in given], name)
            run = Search(INPUTS, given, vocabulary("graphs"), kind, Budget(seconds=seconds), patience=patience)
            figures.append(report(f"{name}, seed {seed}", run, same, larger))
            if figures[-1] is None:
                print(f"{'':36} known, of cost {known_cost(law)}: {law.known}")
    print(summary(figures))


def graph_examples(rng: Rng, law: Law, count: int, nodes: tuple[int, int], shapes: Sequence[str]) -> list[Example]:
    """Graphs of a number of nodes in this range, each shape in turn, with what the oracle says of them."""
    sizes = rng.integers(nodes[0], nodes[1] + 1, size=count).tolist()
    graphs = [drawn(rng, size, shapes[k % len(shapes)], law.acyclic) for k, size in enumerate(sizes)]
    return [graph_example(law, edges, source) for edges, source in graphs]


def known_program(law: Law) -> Program:
    return parse(law.known, vocabulary("graphs"), INPUTS)


def known_cost(law: Law) -> int:
    """The cost of the known program, in the rounded bits in which the search counts."""
    body, kinds = known_program(law).body, [var.kind for var in INPUTS]
    grammar = Grammar(vocabulary("graphs").narrowed([*kinds, body.kind]), kinds)
    return sum(map(grammar.node_cost, walk(body)))


if __name__ == "__main__":
    command(app)
