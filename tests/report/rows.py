"""Result rows made by hand, in the shape that `contrast.study.result.blank_row` fixes."""

from __future__ import annotations

from typing import Any

AXES = ("same", "longer_2x", "longer_10x")
SECONDS = {"seconds": 20.0, "steps": None, "candidates": None, "bytes": 2 * 2**30}


TRICKY = (
    "fold(lambda acc, x: if_(less(x, 10), cat(acc, '50% _of_ {x} & $1 #2 ~^\\\\λ <|>'), acc), [], "
    "map(lambda y: add(mul(y, 2), -1), xs))"
)
"""A program with every character that LaTeX, HTML, CSV or Markdown could trip over."""


def split(exact_match: float, n: int = 1000, exempt: bool = False) -> dict[str, Any]:
    return {"exact_match": exact_match, "n": n, "no_answer": 0, "symbol_accuracy": exact_match, "exempt": exempt}


def row(
    task: str,
    solver: str,
    *scores: float,
    seed: int = 0,
    examples: int | None = 32,
    axes: tuple[str, ...] = AXES,
    **columns: Any,
) -> dict[str, Any]:
    """A finished trial with these scores, on `same` and then on the axes; solved if all are at least .99."""
    solved = all(score >= 0.99 for score in scores)
    regime = "unlimited" if examples is None else "fixed"
    worst = min(range(len(scores)), key=scores.__getitem__)
    made = {
        "key": f"{task}|{solver}|{regime}|{examples}|{seed}", "task": task, "task_name": task, "task_version": 1,
        "family": task.partition("/")[0], "source_hash": "0a1b", "solver": solver, "solver_version": 1,
        "regime": regime, "examples": examples, "examples_used": 64_000 if examples is None else examples, "seed": seed,
        "budget": dict(SECONDS), "status": "solved" if solved else "unsolved",
        "reason": None if solved else f"wrong_on:{axes[worst]}", "unfinished": None,
        "splits": {axis: split(score) for axis, score in zip(axes, scores, strict=False)},
        "dsl": "lists", "dsl_version": 1, "dsl_size": 13, "chance": 0.03, "scores_only": False, "measured": False,
        "program": None, "nodes": None, "bits": None, "parameters": None, "candidates_tried": None,
        "unique_programs": None, "wrong_fits": None, "stopped_at": {}, "details": {}, "predictions_digest": "77aa",
        "core_seconds": 1.5, "evaluation_seconds": 0.2, "wall_seconds": 2.0, "peak_memory_bytes": 10**8, "error": None,
        "started_at": "2026-11-23T10:00:00+00:00",
        "provenance": {"contrast": "0.1.0", "git_commit": "a" * 40, "git_dirty": False, "command": "contrast run quickstart"},
    }  # fmt: skip
    return {**made, **columns}


def search(task: str, *scores: float, program: str | None = "reverse(xs)", **columns: Any) -> dict[str, Any]:
    found = {} if program is None else {"nodes": 2, "bits": 7.4}
    tried = {"candidates_tried": 12_345, "unique_programs": 678}
    return row(task, "search", *scores, program=program, **{**tried, **found, **columns})


def net(task: str, *scores: float, solver: str = "lstm", examples: int | None = 32, **columns: Any) -> dict[str, Any]:
    return row(task, solver, *scores, examples=examples, **{"parameters": 83_201, **columns})


def failed(task: str, solver: str, reason: str = "worker_died", **columns: Any) -> dict[str, Any]:
    """A trial whose worker died before anything was known of its task."""
    names = ("task_version", "solver_version", "dsl_version", "dsl", "dsl_size", "chance", "scores_only", "measured", "family")
    outcome = {"status": "failed", "reason": reason, "splits": {}, "core_seconds": None}
    return row(task, solver, 0.0, **{**dict.fromkeys(names), **outcome, **columns})


def baselines(task: str, *scores: float, **columns: Any) -> list[dict[str, Any]]:
    """Majority, copy and nearest neighbour with these scores on `same`."""
    names = ("majority", "copy", "nearest_neighbour")
    return [row(task, name, score, 0.0, 0.0, **columns) for name, score in zip(names, scores, strict=True)]


def comparison() -> list[dict[str, Any]]:
    """One seed, five tasks: a win for the program, one for the net, one for neither with a crash, planets, and perception."""
    planets = {"measured": True, "axes": ("same",), "dsl": "reals", "dsl_size": 9}
    pixels = {
        "scores_only": True,
        "axes": ("same", "shifted"),
        "dsl": "images",
        "dsl_size": 21,
        "chance": 0.1,
        "reason": "scores_only",
    }
    return [
        search("lists/reverse", 1.0, 1.0, 1.0, program="fold(lambda acc, x: cons(x, acc), [], xs)",
               nodes=6, bits=31.7, applications=2),
        net("lists/reverse", 0.212, 0.0, 0.0),
        net("lists/reverse", 1.0, 0.613, 0.004, examples=None, core_seconds=16.02),
        *baselines("lists/reverse", 0.01, 0.031, 0.02),
        search("bits/majority", 0.8, 0.71, 0.55, program=None, reason="out_of_time", core_seconds=20.0),
        net("bits/majority", 0.991, 0.993, 0.9996, solver="transformer?positions=both_ends"),
        net("bits/majority", 1.0, 1.0, 1.0, solver="transformer?positions=both_ends", examples=None),
        *baselines("bits/majority", 0.52, 0.0, 0.81),
        search("lists/sort_by_key", 0.55, 0.02, 0.0, program=TRICKY, nodes=19, bits=101.2, wrong_fits=2, applications=7),
        failed("lists/sort_by_key", "lstm"),
        net("lists/sort_by_key", 0.9996, 0.7, 0.0003, examples=None, reason="still_improving"),
        *baselines("lists/sort_by_key", 0.01, 0.02, 0.011),
        search("science/kepler", 1.0, program="power(a, 1.5)", nodes=3, bits=12.0, examples_used=6, applications=1, **planets),
        net("science/kepler", 0.5, solver="mlp", examples_used=6, **planets),
        net("science/kepler", 0.5, solver="mlp", examples=None, **planets),
        *baselines("science/kepler", 0.0, 0.0, 0.0, examples_used=6, **planets),
        search("perception/digits", 0.31, 0.2, program="less(total(grid), 300)", applications=2, **pixels),
        net("perception/digits", 0.78, 0.4, solver="cnn", **pixels),
        net("perception/digits", 0.97, 0.55, solver="cnn", examples=None, **pixels),
        *baselines("perception/digits", 0.1, 0.0, 0.71, **pixels),
    ]  # fmt: skip
