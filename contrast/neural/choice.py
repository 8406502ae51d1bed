"""Which network a task gets when none is named: the one that fits its kinds of values."""

from __future__ import annotations

from typing import get_args, get_origin

from contrast.task import Task
from contrast.values import Graph, Kind


def choose(task: Task) -> str:
    """The solver reference that `net` stands for.

    Graph → Transformer without positions (nodes have no order). A sequence → one value: LSTM. A sequence → a sequence:
    Transformer with both-ends positions (reversal needs the length). Fixed vectors, grids among them: MLP.
    """
    if any(contains(kind, (Graph,)) for kind in task.input_kinds):
        return "transformer?positions=none"
    if not any(is_sequence(kind) for kind in task.input_kinds):
        return "mlp"
    return "transformer?positions=both_ends" if is_sequence(task.output_kind) else "lstm"


def is_sequence(kind: Kind) -> bool:
    """Whether values of this kind have no fixed number of parts: lists, strings, and tuples that hold one."""
    origin: Kind = get_origin(kind)
    return kind is str or origin is list or (origin is tuple and any(map(is_sequence, get_args(kind))))


def contains(kind: Kind, wanted: tuple[Kind, ...]) -> bool:
    """Whether this kind is one of `wanted`, or has one inside."""
    return kind in wanted or any(contains(part, wanted) for part in get_args(kind))
