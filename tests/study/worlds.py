"""Small worlds for the study's tests: a task file and a plug-in package of solvers, real enough to travel to other processes."""

from __future__ import annotations

import re
from pathlib import Path

from contrast.solver import Budget
from contrast.study.trial import Trial

TASK = '''
from contrast.dsl import DSL
from contrast.task import Example, Split, Task
from contrast.vocab.lists import VOCABULARY


def rows(low, high):
    return lambda: [Example((n,), twice(n)) for n in range(low, high)]


def twice(n: int) -> int:
    """Twice `n`.

    >>> twice(2)
    4
    """
    return 2 * n  # a comment


task = Task(
    twice,
    VOCABULARY,
    splits={"train": Split(rows=rows(0, 20)), "larger": Split(rows=rows(100, 120)), "negative": Split(rows=rows(-30, 0))},
)
'''

SOLVERS = '''
import mmap, os, signal, time
from pathlib import Path

from contrast.errors import BadProgram
from contrast.solver import Solution


class Plain:
    """Answers with the truth. log=FILE notes each solved seed; pause=SECONDS sleeps."""

    version = 1

    def __init__(self, name, **options):
        self.name, self.options = name, options

    def solve(self, problem, budget, replay=None):
        time.sleep(float(self.options.get("pause", 0)))
        if "log" in self.options:
            with open(self.options["log"], "a") as log:
                log.write(f"{problem.seed}\\n")
        return Solution(self.predictor(problem), None, replay or {"steps": 7}, 0.25)

    def predictor(self, problem):
        return lambda inputs: [problem.task.reference(*row) for row in inputs]


class Small(Plain):
    """Right inside the training range, wrong above it, no answer below it."""

    def predictor(self, problem):
        return lambda inputs: [None if n < 0 else 2 * n if n < 50 else 0 for (n,) in inputs]


class Streamer(Plain):
    """Takes 30 examples from the stream."""

    learns_from_stream = True

    def predictor(self, problem):
        for _, example in zip(range(30), problem.stream()):
            assert example.output == 2 * example.inputs[0]
        return super().predictor(problem)


class Unfinished(Small):
    def solve(self, problem, budget, replay=None):
        return Solution(self.predictor(problem), "out_of_time", {}, 1.0)


class Refusing(Plain):
    def solve(self, problem, budget, replay=None):
        raise BadProgram("this solver takes no lists; give it another task")


class Buggy(Plain):
    def predictor(self, problem):
        return lambda inputs: 1 // 0


class Quitting(Plain):
    def predictor(self, problem):
        raise SystemExit(3)


class Hungry(Plain):
    def predictor(self, problem):
        raise MemoryError


class Growing(Plain):
    """Holds 200 MB while it solves."""

    def predictor(self, problem):
        with mmap.mmap(-1, 200_000_000) as held:  # from the system: the heap may have as much to spare
            for place in range(0, len(held), mmap.PAGESIZE):
                held[place] = 1
        return super().predictor(problem)


class Dying(Plain):
    """Its process is killed: always, or once if mark=FILE does not exist yet."""

    def predictor(self, problem):
        mark = self.options.get("mark")
        if mark is None or not Path(mark).exists():
            mark and Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().predictor(problem)


class Drifting(Plain):
    """Never predicts the same twice."""

    def predictor(self, problem):
        return lambda inputs: [time.perf_counter_ns() for _ in inputs]


class Talkative(Plain):
    """Its details are more than JSON can say."""

    def solve(self, problem, budget, replay=None):
        import numpy

        details = {"parameters": numpy.int64(5), "loss": float("nan"), 3: {1, 2}, "nested": {"array": numpy.arange(3)}}
        return Solution(self.predictor(problem), None, {}, 0.5, details=details)
'''

NAMES = re.findall(r"class (\w+)", SOLVERS)


def write_solvers(folder: Path) -> None:
    """A package in `folder` whose entry points offer each solver above under its name in small letters."""
    (folder / "worlds_solvers.py").write_text(SOLVERS)
    info = folder / "worlds_solvers-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: worlds-solvers\nVersion: 1.0\n")
    points = "".join(f"{name.lower()} = worlds_solvers:{name}\n" for name in NAMES)
    (info / "entry_points.txt").write_text(f"[contrast.solvers]\n{points}")


def write_task(folder: Path, name: str = "twice", text: str = TASK) -> str:
    """The reference of a task file of this text."""
    path = folder / f"{name}.py"
    path.write_text(text)
    return str(path)


def trial(task: str, solver: str = "plain", seed: int = 0, examples: int | None = 8, regime: str = "fixed") -> Trial:
    """A trial by counts, so that nothing depends on time."""
    return Trial(task, solver, regime, examples, seed, Budget(steps=10))
