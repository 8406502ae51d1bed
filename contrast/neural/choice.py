"""Which network a task gets when none is named: the one that fits its kinds of values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from contrast.neural.encoding.parts.symbols import written
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
    maze .98 against .96 (validation, 20 core-seconds of fresh data on development seed 100). Other fixed vectors → MLP, but an
    LSTM on digits where whole numbers are too many to be symbols (the k-th move of the tower of Hanoi .98 against .17, likewise).
    A sequence → one value: LSTM. A sequence → a sequence: where outputs only move the inputs' symbols about, a Transformer with
    both-ends positions (reversal needs the length). Where they hold new symbols, a BiLSTM if an output's length is that of an
    input but for a constant: it can accumulate, and writes where it reads (prefix sums .46 by the Transformer, .97 to .99 by the
    BiLSTM; adding digits 1.00 against .13 by the LSTM). Else an LSTM, which writes when it has read all, as a translator does
    (in 15 core-seconds likewise: dates 1.00 against .85 by the BiLSTM, acronyms .99 against .43, SCAN 1.00 against .32).
    """
    if contains_graph(task):
        return "mpnn" if not is_sequence(task.output_kind) or one_a_node(task) else "transformer?positions=none"
    if not any(is_sequence(kind) for kind in task.input_kinds):
        if task.input_kinds != (Grid,):
            return "lstm?numbers=digits" if wide(task) else "mlp"
        return "cnn" if one_size(task) else "looped_cnn"
    if not is_sequence(task.output_kind):
        return "lstm"
    if only_moves(task):
        return "transformer?positions=both_ends"
    return "bilstm" if aligned(task) else "lstm"


def choose_other(task: Task) -> str:
    """The solver reference that `other_net` stands for: of another make than `choose`'s, so that no verdict hangs on one net.

    Graph → a Transformer without positions, or a looped one where this is the first choice. Grid → MLP, or the CNN where grids
    differ in size. Other fixed vectors → an MLP with periodic features, or an MLP where an LSTM is the first choice. A sequence →
    one value: a Transformer. A sequence → a sequence: an LSTM where outputs only move the inputs' symbols about (lists without
    repeats .41 against .24 by the Transformer in 15 core-seconds likewise), else a Transformer.
    """
    first = choose(task)
    return {
        "mpnn": "transformer?positions=none",
        "cnn": "mlp",
        "looped_cnn": "cnn",
        "mlp": "mlp?features=periodic",
        "lstm?numbers=digits": "mlp",
        "lstm": "transformer?positions=both_ends",
        "bilstm": "transformer?positions=both_ends",
    }.get(first, "looped_transformer" if contains_graph(task) else "lstm")


def contains_graph(task: Task) -> bool:
    """Whether an input is a graph, or holds one."""
    return any(contains(kind, (Graph,)) for kind in task.input_kinds)


def one_size(task: Task) -> bool:
    """Whether the grids of some training examples, the task's only inputs, are of one height and width."""
    examples = task.draw("train", DEVELOPMENT_SEED, LOOKED_AT).examples
    return len({example.inputs[0].shape for example in examples}) == 1


def wide(task: Task) -> bool:
    """Whether an input is a whole number, those of some training examples are too many to have a symbol each, and the output is
    no real number."""
    if task.output_kind is float or int not in task.input_kinds:
        return False
    columns = zip(*(example.inputs for example in task.draw("train", DEVELOPMENT_SEED, LOOKED_AT).examples), strict=True)
    return any(kind is int and written(column, None) == "scalar" for kind, column in zip(task.input_kinds, columns, strict=True))


def aligned(task: Task) -> bool:
    """Whether the outputs of some training examples are all as long as an input, or by a constant longer or shorter."""
    examples = task.draw("train", DEVELOPMENT_SEED, LOOKED_AT).examples
    sequences = [place for place, kind in enumerate(task.input_kinds) if kind is str or get_origin(kind) is list]
    return any(len({len(one.output) - len(one.inputs[place]) for one in examples}) == 1 for place in sequences)


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
