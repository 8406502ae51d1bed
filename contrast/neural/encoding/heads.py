"""Which head writes a task's outputs: its classes, scales and digits, from training examples."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin

import numpy as np

from contrast.errors import Unsupported
from contrast.neural.encoding.form import Reading
from contrast.neural.encoding.head import Head, Number
from contrast.neural.encoding.parts.digits import Digits
from contrast.neural.encoding.parts.scale import Scale, reals
from contrast.values import Graph, Kind, kind_name

CLASSES = 512
"""Whole numbers are classes while their range is at most this wide; beyond, they are regressed and rounded."""

FEW = 64
"""Real numbers of which at most this many are distinct, each seen about ten times or more, are classes."""

MOST_CLASSES = 2**14
"""Whole numbers that are asked to be classes may have a range up to this wide."""

Outputs = Literal["classes", "amount", "digits", "digits_little"]
"""How numbers are written: a class each, one standardised amount (whole numbers rounded), or decimal digits from either end."""

OUTPUTS: tuple[Outputs, ...] = ("classes", "amount", "digits", "digits_little")


def head_for(
    output_kind: Kind,
    input_kinds: Sequence[Kind],
    examples: Sequence[tuple[tuple[Any, ...], Any]],
    written: Outputs | None = None,
    by_cell: bool = False,
) -> Head:
    """The head for this kind of output, its classes and scales from training examples (inputs, output).

    written: how numbers are; None leaves it to the examples.  by_cell: whether the net reads one grid cell by cell.
    Raises `Unsupported` for kinds that no head can write (tuples,
    grids, graphs and lists of lists), or not in that way.
    """
    outputs = [output for _, output in examples]
    origin: Kind = get_origin(output_kind)
    leaf: Kind = get_args(output_kind)[0] if origin is list else output_kind
    if leaf not in (bool, int, float, str):
        raise Unsupported(
            f"no head for outputs of kind {kind_name(output_kind)}; networks write bool, int, float, str and flat lists"
        )
    flat = output_kind in (bool, int, float)
    values = outputs if flat else [value for output in outputs for value in output]
    if written in ("digits", "digits_little"):
        return _digit_head(leaf, outputs, values, flat, written == "digits_little")
    longest = 1 if flat else max((len(output) for output in outputs), default=1)
    reading: Reading = "one" if flat else _where(input_kinds, examples, by_cell)
    return _head(leaf, reading, values, longest, written, text=output_kind is str)


def _where(input_kinds: Sequence[Kind], examples: Sequence[tuple[tuple[Any, ...], Any]], by_cell: bool) -> Reading:
    """Where a list is read: over nodes or cells if all lists of the examples have one value for each."""
    if by_cell and all(len(output) == grid.size for (grid,), output in examples):
        return "cells"
    if Graph in input_kinds:
        graph = list(input_kinds).index(Graph)
        if all(len(output) == len(inputs[graph]) for inputs, output in examples):
            return "nodes"
    return "places"


def _digit_head(leaf: Kind, outputs: list[Any], values: list[Any], single: bool, little: bool) -> Head:
    if leaf is not int:
        raise Unsupported(f"outputs={'digits_little' if little else 'digits'} is for whole numbers; leave it out")
    digits = Digits.fit(values, little)
    most = 1 if single else max((len(output) for output in outputs), default=1)
    return Head(int, "places", digits.alphabet, None, most * digits.count, False, digits, single)


def _head(kind: Kind, reading: Reading, values: list[Any], longest: int, written: Outputs | None, text: bool = False) -> Head:
    if written == "amount" and kind not in (int, float):
        raise Unsupported(f"outputs=amount is for numbers, and this task writes {kind_name(kind)}; leave it out")
    if kind is int and values and written != "amount":
        span = max(values) - min(values)
        if written == "classes" and span >= MOST_CLASSES:
            raise Unsupported(f"outputs=classes: the outputs span {span + 1} whole numbers, more than {MOST_CLASSES}; use amount")
        if written == "classes" or span < CLASSES:
            return Head(kind, reading, tuple(range(min(values), max(values) + 1)), None, longest)
    distinct = sorted(set(values))
    few = kind is float and reading != "one" and len(distinct) <= min(FEW, len(values) / 10)
    if kind in (bool, str) or (kind is float and (written == "classes" or (few and written is None))):
        return Head(kind, reading, tuple(distinct) or ("",), None, longest, text)
    found = reals(values)
    finite = found[np.isfinite(found)]
    logarithmic = kind is float and bool(finite.size) and bool((finite > 0).all())
    endless = tuple(sign for sign in (math.inf, -math.inf) if kind is float and sign in distinct)
    whole = bool(finite.size) and not bool((finite % 1).any())
    return Head(kind, reading, (Number, *endless), Scale.fit(found, logarithmic), longest, whole=whole)
