"""Checks of what a task draws: kinds, seeds, a reference that is a function of its inputs, and splits that stay apart."""

from __future__ import annotations

import random
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from functools import wraps
from itertools import islice
from typing import Any

import numpy as np

from contrast.check.draws import DRAWN, CheckError, Draws, key_of, keys_of
from contrast.task import Example, Task
from contrast.values import conforms, kind_name, same_value

STREAMED = 500
"""Training examples streamed, in search of one that a test split holds too."""

ONE_ANSWER = 0.9
"""The share of a split that a constant answer may get right."""


def drawn(task: Task, draws: Draws) -> str:
    drawn = sum(len(draws.examples(split)) for split in draws.splits)
    next(task.stream(seed=0))
    for split in filter(draws.given, draws.splits):
        for example in draws.examples(split):
            _check_row(task, split, example)
    return f"the reference answers on {drawn} examples of {len(draws.splits)} splits"


def _check_row(task: Task, split: str, row: Example) -> None:
    """A sampler's inputs are checked as they are drawn; a table's rows are checked here."""
    wanted = (*task.input_kinds, task.output_kind)
    values = (*row.inputs, row.output)
    if len(values) != len(wanted) or not all(map(conforms, values, wanted)):
        kinds = f"({', '.join(map(kind_name, task.input_kinds))}) -> {kind_name(task.output_kind)}"
        raise CheckError(f"split {split!r}: the row {row!r} is not {kinds}; convert its values (an int is no float)")
    if not same_value(task.answer(row.inputs), row.output, task.tolerance):
        raise CheckError(f"split {split!r}: the reference does not give the output of the row {row!r}; mend one of them")


def seeded(task: Task, draws: Draws) -> str:
    for split in draws.splits:
        _same_draws(task, split)
        if draws.given(split) or len(draws.examples(split)) < DRAWN:
            continue  # rows, or a domain so small that two seeds may draw all of it
        first, other = (keys_of(task.draw(split, seed, count=20).examples) for seed in (0, 1))
        if first == other:
            raise CheckError(f"split {split!r} draws the same under every seed; let its sampler use the generator it is given")
    return "the same seed draws the same, and no global random state is used"


def _same_draws(task: Task, split: str) -> None:
    found = []
    for state in (1, 2):
        random.seed(state)
        np.random.seed(state)
        before = _global_state()
        found.append(keys_of(task.draw(split, seed=0, count=50).examples))
        if _global_state() != before:
            raise CheckError(f"drawing split {split!r} changes the global random state; use the generator given to the sampler")
    if found[0] != found[1]:
        raise CheckError(
            f"split {split!r} draws differently under one seed; let its sampler use the generator it is given and nothing else"
        )


def _global_state() -> tuple[Any, str]:
    return random.getstate(), repr(np.random.get_state(legacy=True))


def deterministic(task: Task, draws: Draws) -> str:
    watched, changed = _watched(task)
    for split in draws.splits:
        if not draws.given(split):
            watched.draw(split, seed=0, count=50)
        for example in draws.examples(split):
            if key_of(watched.answer(example.inputs)) != key_of(example.output):
                raise CheckError(
                    f"the reference answers differently the second time on {example.inputs!r} of split {split!r}; "
                    "make it a function of its inputs"
                )
        if changed:
            raise CheckError(f"the reference changes its inputs, as {changed[0]!r} of split {split!r}; let it work on a copy")
    return "the reference answers twice the same on every split"


def _watched(task: Task) -> tuple[Task, list[tuple[Any, ...]]]:
    """The task with a reference that is watched, and a list of the inputs that the reference changes."""
    changed: list[tuple[Any, ...]] = []

    @wraps(task.reference)
    def reference(*inputs: Any) -> Any:
        before = deepcopy(inputs)
        output = task.reference(*inputs)
        if list(map(key_of, before)) != list(map(key_of, inputs)):
            changed.append(before)
        return output

    return replace(task, reference=reference), changed


def disjoint(task: Task, draws: Draws) -> str:
    seen = {*keys_of(draws.examples("train")), *keys_of(list(islice(task.stream(seed=0), STREAMED)))}
    for split in task.test_splits:
        sample = draws.sample(split)
        shared = [example for example, key in zip(sample.examples, keys_of(sample.examples), strict=True) if key in seen]
        if shared and not sample.exempt:
            raise CheckError(
                f"split {split!r} holds {len(shared)} inputs of training, such as {shared[0].inputs!r}; "
                "make its sampler follow the sizes it is given, or take those rows out"
            )
    return "no test input occurs in training"


def varied(task: Task, draws: Draws) -> str:
    for split in draws.splits:
        examples = draws.examples(split)
        counted = Counter(key_of(example.output) for example in examples)
        share = max(counted.values()) / len(examples)
        if share > ONE_ANSWER and len(examples) > 1:
            raise CheckError(f"one output is right on {share:.0%} of split {split!r}; draw inputs whose answers differ more")
    return f"no output is right on more than {ONE_ANSWER:.0%} of a split"


def judged(task: Task, draws: Draws) -> str:
    if task.judge is None:
        return "answers are compared by equality"
    for split in draws.splits:
        examples = draws.examples(split)
        inputs, outputs = [example.inputs for example in examples], [example.output for example in examples]
        task.judgements(outputs[1:] + outputs[:1], inputs)  # answers to other inputs are judged, too, whatever they are worth
        found = task.judgements(outputs, inputs) or []
        for example, judgement in zip(examples, found, strict=True):
            if not (judgement.right and judgement.valid):
                raise CheckError(
                    f"the judge refuses the reference's own answer to {example.inputs!r} of split {split!r}; mend one"
                )
    return "the judge takes the reference's answers"
