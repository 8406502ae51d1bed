"""A vocabulary, a task and a solver of someone else's: in an installed package, and in files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from contrast.catalog import load_solver, vocabulary
from contrast.errors import ContrastError

ROOT = Path(__file__).resolve().parents[1]

VOCAB = '''
"""Words of one's own."""

from contrast import DSL, primitive


@primitive
def double(x: int) -> int:
    """Twice `x`."""
    return 2 * x


@primitive
def next_(x: int) -> int:
    """`x` plus one."""
    return x + 1


VOCABULARY = DSL.of(double, next_, name="doubling")
'''

TASK = '''
from contrast import Split, Task
from doubling.vocab import VOCABULARY


def odd(x: int) -> int:
    """The odd number with index `x`.

    >>> odd(3)
    7
    """
    return 2 * x + 1


task = Task(odd, VOCABULARY, splits={"train": Split((1, 1000)), "larger": Split((2000, 9000), why="larger numbers")})
'''

SOLVER = '''
from contrast.solver import Solution


class Line:
    """The line through the first two examples of different inputs. Option: `slope`, in place of theirs."""

    version = 1

    def __init__(self, name, **options):
        self.name, self.options = name, options

    def solve(self, problem, budget, replay=None):
        first = problem.examples[0]
        second = next(e for e in problem.examples if e.inputs != first.inputs)
        run = second.inputs[0] - first.inputs[0]
        slope = int(self.options.get("slope", (second.output - first.output) // run))
        start = first.output - slope * first.inputs[0]
        return Solution(lambda rows: [start + slope * x for (x,) in rows], None, {}, 0.0)


SOLVER = Line
'''

ENTRY_POINTS = """
[contrast.vocab]
doubling = doubling.vocab:VOCABULARY
gone = doubling.nowhere:VOCABULARY
nonsense = doubling.task:odd

[contrast.tasks]
doubling/odd = doubling.task:task

[contrast.solvers]
line = doubling.solver:Line
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with the package `doubling` installed for the commands that run in it."""
    site, work = tmp_path / "site", tmp_path / "work"
    for folder in (site / "doubling", site / "doubling-1.0.dist-info", work):
        folder.mkdir(parents=True)
    (site / "doubling" / "__init__.py").write_text("")
    for name, text in (("vocab", VOCAB), ("task", TASK), ("solver", SOLVER)):
        (site / "doubling" / f"{name}.py").write_text(text)
    (site / "doubling-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: doubling\nVersion: 1.0\n")
    (site / "doubling-1.0.dist-info" / "entry_points.txt").write_text(ENTRY_POINTS)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), str(ROOT)]))
    monkeypatch.chdir(work)
    return work


def contrast(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    code = "import sys; from contrast.cli import main; sys.argv[0] = 'contrast'; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)


def odd_numbers(path: Path) -> str:
    """A data file of odd numbers, as CSV."""
    path.write_text("x,odd\n" + "".join(f"{x},{2 * x + 1}\n" for x in range(12)))
    return path.name


def test_an_installed_vocabulary_serves_the_search(installed: Path):
    data = odd_numbers(installed / "odd.csv")
    answer = contrast("search", "--examples-file", data, "--dsl", "doubling", "--json")
    assert json.loads(answer.stdout)["program"] == "next(double(x))", answer.stderr


def test_an_installed_task_is_run_by_an_installed_solver_and_by_ours(installed: Path):
    answer = contrast("run", "doubling/odd", "--solvers", "line,line?slope=3,search", "--budget", "5", "--workers", "1")
    assert answer.returncode == 0, answer.stderr
    rows = json.loads(contrast("table", "--format", "json").stdout)
    assert {(row["solver"], row["status"]) for row in rows} == {
        ("line", "solved"),
        ("line?slope=3", "unsolved"),
        ("search", "solved"),
    }
    assert {(row["task_name"], row["dsl"]) for row in rows} == {("doubling/odd", "doubling")}


def test_installed_things_are_listed_and_broken_ones_named(installed: Path):
    assert "doubling/odd" in contrast("tasks", "doubling/*").stdout
    for name, sentence in (
        ("gone", "'gone' of doubling (entry point doubling.nowhere:VOCABULARY) cannot be loaded: ModuleNotFoundError"),
        ("nonsense", "the entry point 'nonsense' of contrast.vocab gives no vocabulary"),
    ):
        answer = contrast("search", "--examples-file", odd_numbers(installed / "odd.csv"), "--dsl", name)
        assert (answer.returncode, answer.stderr.count("\n"), sentence in answer.stderr) == (2, 1, True)


def test_a_vocabulary_and_a_solver_may_be_files(installed: Path):
    (installed / "words.py").write_text(VOCAB)
    (installed / "line.py").write_text(SOLVER)
    data = odd_numbers(installed / "odd.csv")
    command = ("run", data, "--dsl", "words.py", "--solvers", "line.py,line.py?slope=3,search", "--budget", "5", "--workers", "1")
    answer = contrast(*command)
    assert answer.returncode == 0, answer.stderr
    rows = {row["solver"]: row for row in json.loads(contrast("table", "--format", "json").stdout)}
    assert {solver: row["status"] for solver, row in rows.items()} == {
        "line.py": "solved", "line.py?slope=3": "unsolved", "search": "solved",
    }  # fmt: skip
    assert rows["search"]["program"] == "next(double(x))"
    assert "(3 were stored before)" in contrast(*command).stdout
    (installed / "line.py").write_text(SOLVER + "\n# another\n")
    assert "(1 were stored before)" in contrast(*command).stdout


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = 1\n", "own.py gives no vocabulary; let it define `VOCABULARY = DSL.of"),
        ("def (:\n", "own.py, line 1: "),
        ("import nowhere_to_be_found\n", "own.py cannot be loaded: ModuleNotFoundError"),
        ("raise SystemExit(3)\n", "own.py cannot be loaded: SystemExit: 3"),
        ("from contrast import primitive\n\n@primitive\ndef f(x):\n    return x\n", "own.py: primitive 'f': parameter 'x'"),
    ],
)
def test_a_vocabulary_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, sentence: str):
    (tmp_path / "own.py").write_text(text)
    with pytest.raises(ContrastError) as fault:
        vocabulary(str(tmp_path / "own.py"))
    assert sentence in str(fault.value)


def test_a_vocabulary_files_version_follows_its_text(tmp_path: Path):
    path = tmp_path / "own.py"
    path.write_text(VOCAB)
    first = vocabulary(str(path))
    path.write_text(VOCAB.replace("2 * x", "x + x"))
    assert (first.name, vocabulary(str(path)).name) == ("doubling", "doubling")
    assert vocabulary(str(path)).version != first.version


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = 1\n", "it defines no class or function `SOLVER` to make it with"),
        ("SOLVER = lambda name: None\n", "has no 'name'; a solver has name, version, options and solve"),
        (SOLVER.replace("**options", "pace"), "cannot be made with name="),
        ("class SOLVER:\n    def __init__(self, name):\n        1 / 0\n", "cannot be made: ZeroDivisionError"),
    ],
)
def test_a_solver_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, sentence: str):
    (tmp_path / "own.py").write_text(text)
    with pytest.raises(ContrastError) as fault:
        load_solver(str(tmp_path / "own.py"))
    assert sentence in str(fault.value)


def test_a_solver_file_that_is_missing_is_named(tmp_path: Path):
    with pytest.raises(ContrastError, match=r"there is no solver file .*own.py; give the path of a Python file that defines"):
        load_solver(str(tmp_path / "own.py"))
