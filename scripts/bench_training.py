"""Training measured: how near a training step comes to the peak of one core, on a GPU beside it (`speed`), and what a second
worker brings (`workers`). Nothing here has a time limit."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read once, when numpy and torch are imported

import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Annotated

import torch
import typer
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from contrast.catalog import load_task
from contrast.errors import BadValue
from contrast.neural.feed import feed_for
from contrast.neural.solver import NetSolver, parameters
from contrast.neural.training import CLIP_NORM
from contrast.solver import Budget, Problem, Stopwatch
from contrast.study.lookup import results
from contrast.study.trial import Trial
from contrast.task import Split
from scripts._command import command

app = typer.Typer(help=__doc__, add_completion=False)

TASK = "bits/parity"
LENGTH = 20
"""Bits of each input; nets read a token before and one behind them, too."""

NETS: dict[str, tuple[str, dict[str, str]]] = {
    "LSTM, default": ("lstm", {}),
    "LSTM, width 128": ("lstm", {"width": "128"}),
    "Transformer, default": ("transformer", {}),
}
BATCHES = (32, 128)

SIDE, PRODUCTS = 1024, 5
"""Of the matrices whose product gives the peak, and how often it is taken for each line."""

WARM = 5
"""Steps before the clock is read."""


class Step:
    """A net with one batch of inputs of LENGTH, and the training step on it: forward, backward, clipping, AdamW."""

    def __init__(self, name: str, options: dict[str, str], size: int, device: str = "cpu") -> None:
        task = replace(load_task(TASK), splits={"train": Split((LENGTH, LENGTH))})
        problem, solver = Problem(task, [], 0, lambda: task.stream(0)), NetSolver(name, **options)
        with solver.generator(problem):
            feed = feed_for(problem, Stopwatch(), name)
            self._head, encoder, model, recipe = solver.build(problem, feed)
        batch, target = next(feed.batches(encoder, self._head, size))
        self.model, self._batch, self._target = model.to(device), batch.to(torch.device(device)), target.to(torch.device(device))
        self._optimiser = torch.optim.AdamW(self.model.parameters(), recipe.rate, weight_decay=recipe.decay, fused=True)

    def __call__(self) -> None:
        """One step; reading the loss waits for a GPU."""
        self._optimiser.zero_grad()
        loss = self._gradients()
        nn.utils.clip_grad_norm_(self.model.parameters(), CLIP_NORM)
        self._optimiser.step()
        loss.item()

    def _gradients(self) -> torch.Tensor:
        loss: torch.Tensor = self._head.loss(self.model(self._batch), self._target)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    @cached_property
    def flops(self) -> int:
        """Floating-point operations of forward and backward: matrix products alone, 2 m n k each, as torch counts them. It sees
        none inside oneDNN's LSTM, so the same products are counted with oneDNN off; they are timed with it on."""
        counter = FlopCounterMode(display=False)
        with warnings.catch_warnings(action="ignore"), torch.backends.mkldnn.flags(enabled=False), counter:
            self._gradients()
        return int(counter.get_total_flops())

    def seconds(self, steps: int, clock: Callable[[], float]) -> float:
        """The median over steps, on a clock."""
        for _ in range(WARM):
            self()
        return median(timed(self, clock) for _ in range(steps))


def timed(call: Callable[[], object], clock: Callable[[], float]) -> float:
    """What one call takes on a clock."""
    start = clock()
    call()
    return clock() - start


def peaks(products: int = PRODUCTS) -> dict[str, float]:
    """GF/s of the best of several float32 products of two square matrices, in CPU time, of each library that torch's nets call:
    plain products, and oneDNN, which computes LSTMs and can be twice as fast."""
    left, out = torch.ones(SIDE, SIDE), torch.empty(SIDE, SIDE)
    calls: dict[str, Callable[[], object]] = {"torch.matmul": lambda: torch.matmul(left, left, out=out)}
    if torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        blocked = left.to_mkldnn()
        calls["oneDNN"] = lambda: nn.functional.linear(blocked, blocked)
    best = {name: min(timed(call, time.process_time) for _ in range(products)) for name, call in calls.items()}
    return {name: 2 * SIDE**3 / seconds / 1e9 for name, seconds in best.items()}


def on_gpu(step: Step, steps: int) -> float:
    """The median wall seconds of a step, the GPU's work included."""

    def clock() -> float:
        torch.cuda.synchronize()
        return time.perf_counter()

    return step.seconds(steps, clock)


@app.command()
def speed(
    steps: Annotated[int, typer.Option(help="Steps of each line; their median is taken.")] = 100,
    device: Annotated[str, typer.Option(help="cpu, or cuda to time the same steps there, too.")] = "cpu",
) -> None:
    """GF/s of training steps on one core in CPU time, as a share of its peak at products of 1024 x 1024 float32 matrices by
    the faster library."""
    if device not in ("cpu", "cuda") or steps < 1:
        raise BadValue(f"--device {device} --steps {steps}: the device is cpu or cuda, and at least 1 step is taken")
    torch.set_num_threads(1)
    gpu = device == "cuda" and torch.cuda.is_available()
    if device == "cuda" and not gpu:
        print("This machine has no CUDA device that torch can use, so the steps are timed on the CPU alone.")
    found, peak = [], peaks()
    for (label, (name, options)), size in ((net, size) for net in NETS.items() for size in BATCHES):
        step = Step(name, options, size)
        seconds = step.seconds(steps, time.process_time)
        other = on_gpu(Step(name, options, size, "cuda"), steps) if gpu else None
        peak = {name: max(rate, peak[name]) for name, rate in peaks().items()}
        found.append((f"{label}, batch {size}", parameters(step.model), step.flops, seconds, other))
    best = max(peak.values())
    told = ", ".join(f"{rate:.1f} by {name}" for name, rate in peak.items())
    print(f"peak {best:.1f} GF/s (best of {PRODUCTS * (len(found) + 1)} products each: {told})")
    print(f"{'':32}parameters  Mflop a step  ms a step    GF/s  of peak" + ("   ms on the GPU" if gpu else ""))
    for label, weights, flops, seconds, other in found:
        rate = flops / seconds / 1e9
        line = f"{label:32}{weights:10,}{flops / 1e6:14.1f}{1e3 * seconds:11.2f}{rate:8.1f}{rate / best:9.0%}"
        print(line + ("" if other is None else f"{1e3 * other:16.2f}"))


def wall(workers: int, trials: list[Trial]) -> float:
    """Wall seconds of the trials in a new results file, with the start of the worker processes."""
    with tempfile.TemporaryDirectory() as folder:
        return timed(lambda: results(trials, Path(folder) / "bench.db", workers), time.perf_counter)


@app.command()
def workers(
    trials: Annotated[int, typer.Option(help="Trials of an LSTM on parity, one for each seed.")] = 40,
    steps: Annotated[int, typer.Option(help="Optimiser steps of each.")] = 1000,
) -> None:
    """The wall time of the same trials with one worker and with two, starting the processes and scoring included."""
    if trials < 1 or steps < 1:
        raise BadValue(f"--trials {trials} --steps {steps}: give at least 1 of each")
    asked = [Trial(TASK, "lstm", "unlimited", None, seed, Budget(steps=steps)) for seed in range(trials)]
    one, two = wall(1, asked), wall(2, asked)
    print(f"{trials} trials of {steps:,} steps: {one:.1f} s with one worker, {two:.1f} s with two: {one / two:.2f} times as fast")


if __name__ == "__main__":
    command(app)
