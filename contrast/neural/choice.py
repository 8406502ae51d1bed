"""Which network a task gets when none is named: the one that fits its kinds of values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from contrast.task import Task
from contrast.values import Graph, Grid, Kind

DEVELOPMENT_SEED = 100
"""Choices, like learning rates, are made once on seeds that no trial uses: from 100 on."""

LOOKED_AT = 32
"""Training examples that are looked at to tell whether a task moves its symbols about or makes new ones."""


def choose(task: Task) -> str:
    """The solver reference that `net` stands for.

    Graph → message passing, where one value is written, or one for each node; else a Transformer without positions (nodes
    have no order). In 8 core-seconds on development seed 100 message passing reached .965, a Transformer .959 (`tuned.json`).
    One grid → CNN; where training grids differ in size, the CNN whose block is repeated with the size: for the next move in a
    maze .98 against .96 (validation, 20 core-seconds of fresh data on development seed 100). Other fixed vectors → MLP. A
    sequence → one value: LSTM. A sequence → a sequence: where outputs only move the inputs' symbols about, a Transformer with
    both-ends positions (reversal needs the length); where they hold new symbols, a BiLSTM, which can accumulate (measured in 16
    core-seconds on development seed 100: prefix sums .46 by the Transformer, .97 to .99 by the BiLSTM).
    """
    if contains_graph(task):
        return "mpnn" if not is_sequence(task.output_kind) or one_a_node(task) else "transformer?positions=none"
    if not any(is_sequence(kind) for kind in task.input_kinds):
        if task.input_kinds != (Grid,):
            return "mlp"
        return "cnn" if one_size(task) else "looped_cnn"
    if not is_sequence(task.output_kind):
        return "lstm"
    return "transformer?positions=both_ends" if only_moves(task) else "bilstm"


def choose_other(task: Task) -> str:
    """The solver reference that `other_net` stands for: of another make than `choose`'s, so that no verdict hangs on one net.

    Graph → a Transformer without positions, or a looped one where this is the first choice. Grid → MLP, or the CNN where grids
    differ in size. Other fixed vectors → an MLP with periodic features. A sequence → one value: a Transformer. A sequence → a
    sequence: a Stack-RNN where outputs only move the inputs' symbols about, else a Transformer.
    """
    first = choose(task).partition("?")[0]
    return {
        "mpnn": "transformer?positions=none",
        "cnn": "mlp",
        "looped_cnn": "cnn",
        "mlp": "mlp?features=periodic",
        "lstm": "transformer?positions=both_ends",
        "bilstm": "transformer?positions=both_ends",
    }.get(first, "looped_transformer" if contains_graph(task) else "stack_rnn")


def contains_graph(task: Task) -> bool:
    """Whether an input is a graph, or holds one."""
    return any(contains(kind, (Graph,)) for kind in task.input_kinds)


def one_size(task: Task) -> bool:
    """Whether the grids of some training examples, the task's only inputs, are of one height and width."""
    examples = task.draw("train", DEVELOPMENT_SEED, LOOKED_AT).examples
    return len({example.inputs[0].shape for example in examples}) == 1


def one_a_node(task: Task) -> bool:
    """Whether some training outputs all have one value for each node of the task's graph."""
    graph = next(number for number, kind in enumerate(task.input_kinds) if kind is Graph)
    examples = task.draw("train", DEVELOPMENT_SEED, LOOKED_AT).examples
    return all(len(example.output) == len(example.inputs[graph]) for example in examples)


def only_moves(task: Task) -> bool:
    """Whether all symbols of some training outputs occur in their inputs."""
    examples = task.draw("train", DEVELOPMENT_SEED, LOOKED_AT).examples
    return all(set(_symbols(example.output)) <= set(_symbols(example.inputs)) for example in examples)


def _symbols(value: Any) -> Iterator[Any]:
    """The parts of a value that nothing is inside of: a text's characters, but the texts of a list as a whole."""
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        yield from value if isinstance(value, str) else [value]
        return
    for part in value:
        yield from [part] if isinstance(value, list) and isinstance(part, str) else _symbols(part)


def is_sequence(kind: Kind) -> bool:
    """Whether values of this kind have no fixed number of parts: lists, strings, and tuples that hold one."""
    origin: Kind = get_origin(kind)
    return kind is str or origin is list or (origin is tuple and any(map(is_sequence, get_args(kind))))


def contains(kind: Kind, wanted: tuple[Kind, ...]) -> bool:
    """Whether this kind is one of `wanted`, or has one inside."""
    return kind in wanted or any(contains(part, wanted) for part in get_args(kind))
