"""contrast: each task solved by a trained network and by program search, from the same examples under the same budget."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contrast import search
    from contrast.api import Comparison, compare, go_on
    from contrast.catalog import load_task
    from contrast.check import assert_task, check_task
    from contrast.dsl import DSL, Primitive, Program, parse, primitive
    from contrast.errors import ContrastError, Undefined
    from contrast.task import Example, Split, Task

__version__ = "0.1.0"

_HOMES = {
    "Comparison": "contrast.api", "compare": "contrast.api", "go_on": "contrast.api", "load_task": "contrast.catalog",
    "assert_task": "contrast.check", "check_task": "contrast.check",
    "DSL": "contrast.dsl", "Primitive": "contrast.dsl", "Program": "contrast.dsl",
    "parse": "contrast.dsl", "primitive": "contrast.dsl",
    "ContrastError": "contrast.errors", "Undefined": "contrast.errors",
    "Example": "contrast.task", "Split": "contrast.task", "Task": "contrast.task",
}  # fmt: skip

__all__ = [
    "DSL", "Comparison", "ContrastError", "Example", "Primitive", "Program", "Split", "Task", "Undefined",
    "assert_task", "check_task", "compare", "go_on", "load_task", "parse", "primitive", "search",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Public names are loaded on first use, so that `import contrast` stays quick."""
    if name == "search":
        return importlib.import_module("contrast.search")
    if name not in _HOMES:
        raise AttributeError(f"module 'contrast' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
