"""Our rules beside scikit-learn's models on noisy labels: the same rows for training, the task's own for tests, five draws."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # numpy reads it once, when it is imported

import json
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from contrast.catalog import load_task
from contrast.dsl import Apply, Program
from contrast.dsl.program import walk
from contrast.search.rules import learn
from contrast.solver import Budget
from contrast.task import Example, Task
from scripts._command import command

TASKS = "digit_pairs_01,digit_pairs_38,digit_pairs_49,breast_cancer,wine"
SHARE = 0.8
"""Of the training rows, drawn anew for each seed."""

MODELS = ("ours", "tree of as many leaves", "tree of 10 leaves", "nearest neighbour", "logistic", "mlp")


def models(most: int, seed: int) -> dict[str, Callable[[], Any]]:
    """Scikit-learn's models, by the names that the table has."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.tree import DecisionTreeClassifier

    return {
        "tree of as many leaves": lambda: DecisionTreeClassifier(max_leaf_nodes=max(2, most), random_state=seed),
        "tree of 10 leaves": lambda: DecisionTreeClassifier(max_leaf_nodes=10, random_state=seed),
        "nearest neighbour": lambda: make_pipeline(StandardScaler(), KNeighborsClassifier(1)),
        "logistic": lambda: make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000)),
        "mlp": lambda: make_pipeline(StandardScaler(), MLPClassifier((64,), max_iter=2000, random_state=seed)),
    }


def leaves(program: Program) -> int:
    """Leaves of the tree that asks as many questions: one more than there are comparisons, each of a joint rule counted."""
    return 1 + sum(isinstance(node, Apply) and node.primitive.name == "less" for node in walk(program.body))


def flat(examples: Sequence[Example]) -> tuple[np.ndarray, list[Any]]:
    """The inputs as one row of numbers each, and the labels."""
    rows = [np.concatenate([np.ravel(value) for value in example.inputs]) for example in examples]
    return np.array(rows, float), [example.output for example in examples]


def compared(task: Task, seed: int, seconds: float, split: str) -> dict[str, Any]:
    """One draw: the accuracy of each model on a test split, and what our program is."""
    count = round(SHARE * len(task.draw("train", 0, 10**6).examples))
    train, test = task.draw("train", seed, count).examples, task.draw(split, seed).examples
    found = learn(task.inputs, train, task.dsl, task.output_kind, Budget(seconds=seconds))
    assert found.program is not None
    (known, labels), (asked, wanted) = flat(train), flat(test)
    row = {"ours": float(np.mean([a == w for a, w in zip(found.program.predict([e.inputs for e in test]), wanted, strict=True)]))}
    for name, model in models(leaves(found.program), seed).items():
        row[name] = model().fit(known, labels).score(asked, wanted)
    row |= {"leaves": leaves(found.program), "core_seconds": found.core_seconds}
    return {"task": task.name, "seed": seed, "split": split, **row, "program": str(found.program)}


def main(
    tasks: Annotated[str, typer.Option(help="Perception tasks, with commas between.")] = TASKS,
    seeds: Annotated[int, typer.Option(help="Draws of the training rows.")] = 5,
    seconds: Annotated[float, typer.Option(help="Core-seconds for each of our runs.")] = 20.0,
    split: Annotated[str, typer.Option(help="The test split.")] = "same",
    out: Annotated[Path | None, typer.Option(help="JSON lines, one for each draw.")] = None,
) -> None:
    """Print the mean accuracy of each model on each task."""
    print(f"{'':16}" + "".join(f"{name:>24}" for name in MODELS) + "  leaves  core-seconds")
    for name in tasks.split(","):
        rows = [compared(load_task(f"perception/{name}"), seed, seconds, split) for seed in range(seeds)]
        means = {key: statistics.mean(row[key] for row in rows) for key in (*MODELS, "leaves", "core_seconds")}
        cells = "".join(f"{means[model]:24.3f}" for model in MODELS)
        print(f"{name:16}{cells}{means['leaves']:8.1f}{means['core_seconds']:14.2f}", flush=True)
        if out is not None:
            with out.open("a") as lines:
                lines.writelines(json.dumps(row) + "\n" for row in rows)


if __name__ == "__main__":
    command(main)
