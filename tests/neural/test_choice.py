"""Which network `net` stands for."""

import subprocess
import sys

import pytest

from contrast.catalog import NETWORKS, load_solver, load_task, solver_for, task_names
from contrast.neural.choice import choose, choose_other
from contrast.neural.solver import NetSolver
from contrast.tuning import fits

from .worlds import TASKS


@pytest.mark.parametrize(
    ("task", "solver"),
    [
        ("differ", "mlp"),
        ("triple", "mlp"),
        ("brightest", "looped_cnn"),
        ("majority", "lstm"),
        ("total", "lstm"),
        ("echo", "transformer?positions=both_ends"),
        ("twice", "transformer?positions=both_ends"),
        ("upper", "bilstm"),
        ("direct", "mpnn"),
    ],
)
def test_the_network_follows_from_the_kinds_of_values(task: str, solver: str) -> None:
    assert solver_for("net", TASKS[task]) == solver


@pytest.mark.parametrize("task", ["differ", "majority", "echo", "direct"])
def test_the_chosen_network_can_be_loaded(task: str) -> None:
    assert load_solver(solver_for("net", TASKS[task])).version == NetSolver.version


@pytest.mark.parametrize(("name", "net"), [("perception/digits", "cnn"), ("planning/grid_maze", "looped_cnn")])
def test_grids_of_several_sizes_get_a_net_whose_steps_follow_the_size(name: str, net: str) -> None:
    assert solver_for("net", load_task(name)) == net


@pytest.mark.parametrize(
    ("name", "net"),
    [
        ("lists/prefix_sums", "bilstm"),
        ("arithmetic/add_digits", "bilstm"),
        ("strings/acronym", "lstm"),
        ("programming/scan_simple", "lstm"),
        ("planning/tower_of_hanoi", "lstm?numbers=digits"),
        ("arithmetic/gcd", "mlp"),
    ],
)
def test_new_symbols_are_written_place_by_place_or_when_all_is_read_and_wide_numbers_by_their_digits(name: str, net: str) -> None:
    assert solver_for("net", load_task(name)) == net


def test_choosing_does_not_load_torch() -> None:
    code = "import sys, contrast.neural.choice; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", task_names())
def test_the_other_net_is_of_another_make(name: str) -> None:
    task = load_task(name)
    assert choose_other(task) != choose(task)
    assert load_solver(choose_other(task)).name in NETWORKS
    assert all(fits(reference.partition("?")[0], task, rows=0) for reference in (choose(task), choose_other(task)))
