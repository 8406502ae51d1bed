"""What is known of the shipped tasks, a module a family: the one table that drives the shared tests.

ORACLES: a second reference of another make.  PROGRAMS: a program of the task's own DSL that solves it on every axis: the
DSL is rich enough, without holding the answer.  SMALLER: splits of generated or plentiful data with fewer than 1,000 items,
each for a reason that the task's file gives.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

ORACLES: dict[str, Callable[..., Any]] = {}
PROGRAMS: dict[str, str] = {}
SMALLER: dict[str, dict[str, int]] = {}

for found in pkgutil.iter_modules(__path__):
    family = importlib.import_module(f"{__name__}.{found.name}")
    for table in ("ORACLES", "PROGRAMS", "SMALLER"):
        globals()[table].update({f"{found.name}/{task}": known for task, known in getattr(family, table, {}).items()})
