"""Tasks, suites, vocabularies and solvers by name, loaded only when asked for."""

from contrast.catalog.solvers import (
    BASELINES,
    NETWORKS,
    SOLVERS,
    load_solver,
    on_device,
    solver_for,
    solver_names,
    solver_rows,
)
from contrast.catalog.suites import SUITES, Suite, settings_of
from contrast.catalog.tasks import drawn_collections, load_task, select_tasks, task_names
from contrast.catalog.unknown import unknown
from contrast.catalog.vocabularies import VOCABULARIES, vocabulary, vocabulary_names

__all__ = [
    "BASELINES",
    "NETWORKS",
    "SOLVERS",
    "SUITES",
    "VOCABULARIES",
    "Suite",
    "drawn_collections",
    "load_solver",
    "load_task",
    "on_device",
    "select_tasks",
    "settings_of",
    "solver_for",
    "solver_names",
    "solver_rows",
    "task_names",
    "unknown",
    "vocabulary",
    "vocabulary_names",
]  # fmt: skip
