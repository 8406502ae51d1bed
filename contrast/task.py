"""A task: a value made from a typed reference function, a sampler, a DSL and named splits. It knows nothing of solvers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, get_type_hints

from contrast.dsl import DSL, Var
from contrast.errors import BadTask, Undefined
from contrast.judgement import INVALID, Judge, Judgement
from contrast.sampling import Rng, Sampler, default_sampler, is_reserved, seeded
from contrast.values import Kind, check_kind, conforms, digest, kind_name

TEST_ITEMS = 1000
"""Items of a test split, where the domain allows (README, the protocol)."""

ENOUGH_RESERVED = 20
"""Fewer distinct reserved inputs than this, and the split is exempt from reservation and marked so."""

TRIES = 50
"""Draws spent on each item before a domain counts as used up."""


@dataclass(frozen=True)
class Example:
    """One input tuple with the output that is wanted."""

    inputs: tuple[Any, ...]
    output: Any


@dataclass(frozen=True)
class Split:
    """Where examples come from: drawn at a range of sizes, or given as rows (measured data).

    `sizes` is inclusive; each draw takes a uniform size. `sampler` replaces the task's. `rows` loads examples lazily.
    `items` is how many a test split has at most; lower it where the oracle is slow. `why` says in a few words how this
    split departs from training.
    """

    sizes: tuple[int, int] = (1, 10)
    sampler: Sampler | None = None
    rows: Callable[[], Sequence[Example]] | None = None
    items: int = TEST_ITEMS
    why: str = ""

    def __post_init__(self) -> None:
        low, high = self.sizes if len(self.sizes) == 2 else (1, 0)
        if not (isinstance(low, int) and isinstance(high, int) and 0 <= low <= high):
            raise BadTask(f"a split has sizes {self.sizes!r}; give a smallest and a largest whole number, such as (1, 10)")
        if self.items < 1:
            raise BadTask(f"a split has {self.items} items; give at least 1")


@dataclass(frozen=True)
class Sample:
    """Examples of one split. `exempt`: the domain was too small to keep test inputs out of training."""

    examples: list[Example]
    exempt: bool = False


@dataclass(frozen=True)
class Task:
    """One problem for every kind of solver.

    `reference` is the oracle: its type hints are the task's kinds, its docstring's first line the description.
    `splits` holds `train` and the axes of departure; `same` (fresh draws like `train`) is added unless given.
    `tolerance` is relative, for outputs with floats. `scores_only` marks perception: compared by score, not solved/unsolved.
    `judge` decides by simulation whether another answer than the reference's is right as well: a move, or a whole plan.
    """

    reference: Callable[..., Any]
    dsl: DSL
    splits: Mapping[str, Split] = field(default_factory=lambda: {"train": Split()})
    sampler: Sampler | None = None
    source: str = ""
    version: int = 1
    tolerance: float = 0.0
    scores_only: bool = False
    name: str = ""
    judge: Judge | None = None

    def __post_init__(self) -> None:
        where = f"task {self.name or getattr(self.reference, '__name__', self.reference)!r}"
        if not inspect.isfunction(self.reference):
            raise BadTask(f"{where}: the reference is no function; give a typed function, def f(xs: list[int]) -> int: …")
        if not isinstance(self.dsl, DSL):
            raise BadTask(f"{where}: its dsl is {self.dsl!r}; give a DSL, such as contrast.vocab.lists.VOCABULARY")
        if not isinstance(self.splits, Mapping) or not all(isinstance(split, Split) for split in self.splits.values()):
            raise BadTask(f"{where}: its splits are no mapping of names to Split; write splits={{'train': Split((1, 10)), …}}")
        if not isinstance(self.version, int) or not isinstance(self.tolerance, int | float) or self.tolerance < 0:
            raise BadTask(f"{where}: version is a whole number and tolerance a number from 0 up; mend them")
        if "train" not in self.splits:
            raise BadTask(f"{where}: no split is named 'train'; add one to `splits`")
        hints = self._hints
        for parameter in [*inspect.signature(self.reference).parameters, "return"]:
            if parameter not in hints:
                raise BadTask(f"{where}: the reference has no type hint for {parameter!r}; write one, such as list[int]")
            check_kind(hints[parameter], f"{where}, {parameter}")

    @cached_property
    def _hints(self) -> dict[str, Kind]:
        return get_type_hints(self.reference)

    @cached_property
    def inputs(self) -> tuple[Var, ...]:
        """The inputs' names and kinds, in order."""
        return tuple(Var(name, self._hints[name]) for name in inspect.signature(self.reference).parameters)

    @property
    def input_kinds(self) -> tuple[Kind, ...]:
        return tuple(var.kind for var in self.inputs)

    @property
    def output_kind(self) -> Kind:
        return self._hints["return"]

    @property
    def family(self) -> str:
        """The part of the name before the slash; of a member of a collection, the collection's name."""
        collection, _, member = self.name.partition("#")
        return collection.partition("?")[0] if member else self.name.rpartition("/")[0]

    @property
    def description(self) -> str:
        """The first line of the reference's docstring."""
        return (self.reference.__doc__ or "").strip().split("\n")[0]

    @property
    def axes(self) -> list[str]:
        """The names of the splits that depart from training."""
        return [name for name in self.splits if name not in ("train", "same")]

    @property
    def test_splits(self) -> list[str]:
        return ["same", *self.axes]

    def named(self, name: str) -> Task:
        """The same task under another name."""
        return replace(self, name=name)

    def draw(self, split: str, seed: int, count: int = TEST_ITEMS) -> Sample:
        """Up to `count` distinct examples of a split, fixed by (task, split, seed); fewer where the domain is smaller."""
        source = self._source(split)
        count = count if split == "train" else min(count, source.items)
        if source.rows is not None:
            rows = list(source.rows())
            order = seeded(self.name, split, seed).permutation(len(rows))[:count]
            return Sample([rows[k] for k in sorted(order.tolist())])
        if split == "train":
            return Sample(_distinct(self._draws(split, seed, self._training_side), count), exempt=self.exempt)
        if not self._overlaps_training(split):
            return Sample(_distinct(self._draws(split, seed, reserved=None), count))
        found = [] if self.exempt else _distinct(self._draws(split, seed, reserved=True), count)
        if len(found) >= min(count, ENOUGH_RESERVED):
            return Sample(found)
        return Sample(_distinct(self._draws(split, seed, reserved=None), count), exempt=True)

    @cached_property
    def exempt(self) -> bool:
        """Whether the training domain is too small to keep test inputs out of it; then nothing is reserved."""
        if self.measured or not self._overlaps_training("same"):
            return False
        return len(_distinct(self._draws("same", 0, reserved=True), ENOUGH_RESERVED)) < ENOUGH_RESERVED

    @property
    def _training_side(self) -> bool | None:
        return None if self.exempt else False

    def stream(self, seed: int) -> Iterator[Example]:
        """Endless training examples; test inputs are rejected. Measured data: all training rows, over and over."""
        rows = self._source("train").rows
        if rows is None:
            yield from (example for example in self._draws("train", seed, self._training_side, salt="stream") if example)
            return
        table, rng = list(rows()), seeded(self.name, "stream", seed)
        while True:
            yield from (table[k] for k in rng.permutation(len(table)))

    @property
    def measured(self) -> bool:
        """Whether the training examples are a table of given rows."""
        return self._source("train").rows is not None

    def _source(self, split: str) -> Split:
        if split == "same" and "same" not in self.splits:
            return self.splits["train"]
        if split not in self.splits:
            raise BadTask(f"task {self.name!r} has no split {split!r}; it has {', '.join(['train', *self.test_splits])}")
        return self.splits[split]

    def _overlaps_training(self, split: str) -> bool:
        here, train = self._source(split).sizes, self.splits["train"].sizes
        return here[0] <= train[1] and train[0] <= here[1]

    def _draws(self, split: str, seed: int, reserved: bool | None, salt: str = "") -> Iterator[Example | None]:
        """Endless draws; None in place of one on the wrong side of the reservation."""
        source = self._source(split)
        sampler = source.sampler or self.sampler or default_sampler(self.input_kinds)
        rng = seeded(self.name, split, salt, seed)
        while True:
            inputs = self._inputs(sampler, rng, int(rng.integers(source.sizes[0], source.sizes[1] + 1)))
            fits = reserved is None or is_reserved(self.name, inputs) == reserved
            yield Example(inputs, self.answer(inputs)) if fits else None

    def _inputs(self, sampler: Sampler, rng: Rng, size: int) -> tuple[Any, ...]:
        inputs = sampler(rng, size)
        if not isinstance(inputs, tuple) or len(inputs) != len(self.inputs):
            raise BadTask(
                f"task {self.name!r}: the sampler returned {inputs!r}; it must return a tuple of {len(self.inputs)} inputs"
            )
        for var, value in zip(self.inputs, inputs, strict=True):
            if not conforms(value, var.kind):
                raise BadTask(
                    f"task {self.name!r}: the sampler drew {value!r} for {var.name}, which is not {kind_name(var.kind)}; "
                    "convert it (numpy numbers need .tolist() or int())"
                )
        return inputs

    def answer(self, inputs: tuple[Any, ...]) -> Any:
        """The reference's output. Raises `BadTask` if the reference raises, or returns a wrong kind."""
        try:
            output = self.reference(*inputs)
        except (Exception, SystemExit) as error:
            raise BadTask(
                f"task {self.name!r}: the reference raised {type(error).__name__}: {error} on {inputs!r}; "
                "make it total on what the sampler draws"
            ) from error
        if not conforms(output, self.output_kind):
            raise BadTask(
                f"task {self.name!r}: the reference returned {output!r} on {inputs!r}, which is not {kind_name(self.output_kind)}"
            )
        return output

    def judgements(self, predictions: Sequence[Any], inputs: Sequence[tuple[Any, ...]]) -> list[Judgement] | None:
        """What simulation says of each prediction, None of it being invalid; None if the task is judged by equality alone."""
        if self.judge is None:
            return None
        return [
            INVALID if p is None else self._judged(self.judge, given, p) for given, p in zip(inputs, predictions, strict=True)
        ]

    def _judged(self, judge: Judge, inputs: tuple[Any, ...], prediction: Any) -> Judgement:
        try:
            return judge(inputs, prediction)
        except (Exception, SystemExit) as error:
            raise BadTask(
                f"task {self.name!r}: the judge raised {type(error).__name__}: {error} on the answer {prediction!r}; "
                "make it total on the output kind"
            ) from error


def _distinct(draws: Iterator[Example | None], count: int) -> list[Example]:
    found: dict[str, Example] = {}
    missed = 0
    while len(found) < count and missed < 10 * count + 20 * TRIES:
        example = next(draws)
        key = digest(list(example.inputs)) if example else ""
        if example is None or key in found:
            missed += 1
            continue
        found[key] = example
    return list(found.values())


def measured(rows: Callable[[], Sequence[Example]]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a typed function without a formula its values: those of a table of examples, looked up."""

    def wrap(signature: Callable[..., Any]) -> Callable[..., Any]:
        table: dict[str, Any] = {}

        @wraps(signature)
        def look_up(*inputs: Any) -> Any:
            if not table:
                table.update({digest(list(example.inputs)): example.output for example in rows()})
            key = digest(list(inputs))
            if key not in table:
                raise Undefined(f"{inputs!r} was not measured")
            return table[key]

        return look_up

    return wrap
