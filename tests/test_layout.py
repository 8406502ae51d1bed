"""The house's rules that a machine can hold: imports run one way, and the command line answers without the heavy packages."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "contrast"

LEVELS = {
    "errors": 0, "values": 0,
    "dsl": 1,
    "sampling": 2, "judgement": 2, "task": 2, "scoring": 2, "vocab": 2, "tasks": 2,
    "solver": 3, "catalog": 3, "census": 3, "datafile": 3, "thirdparty": 3, "sygus": 3, "peers": 5,
    "search": 4, "neural": 4, "baselines": 4,
    "study": 5, "gates": 5, "check": 5, "template": 5, "experiments": 5, "scaling": 5, "crossover": 5,
    "report": 6,
    "tuning": 6, "learnable": 7, "basin": 6, "api": 7, "cli": 7,
}  # fmt: skip

LAZY = {("catalog", "neural")}
"""Imports that go up: only inside a function, and for this reason alone: `net` and the device `auto` are the nets' own choice."""


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_parts(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        modules = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {module.split(".")[1] for module in modules if module.startswith("contrast.")}
    return found


def source_files() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_down_the_levels(path: Path):
    here = part_of(path)
    for other in imported_parts(path) - {here}:
        if (here, other) in LAZY:
            continue
        assert LEVELS[other] < LEVELS[here] or (LEVELS[other] == LEVELS[here] and LEVELS[here] in (0, 2, 3, 5, 7)), (
            f"{path.name} is at level {LEVELS[here]} and imports {other} at level {LEVELS[other]}"
        )


def test_siblings_never_import_each_other():
    for part in ("search", "neural", "baselines"):
        files = [path for path in source_files() if part_of(path) == part]
        assert files
        others = {"search", "neural", "baselines"} - {part}
        assert not [path for path in files if imported_parts(path) & others]


def test_tasks_import_only_what_lies_below_them():
    for path in (ROOT / "tasks").rglob("*.py"):
        below = {"census", "dsl", "errors", "judgement", "sampling", "task", "tasks", "values", "vocab"}
        assert imported_parts(path) <= below, path


@pytest.mark.parametrize("code", ["import contrast", "import contrast.cli"])
def test_the_command_line_loads_nothing_heavy(code: str):
    heavy = "{'torch', 'pandas', 'matplotlib', 'scipy', 'sympy', 'sklearn', 'networkx', 'numpy'}"
    script = f"{code}; import sys; print(sorted({heavy} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert answer.stdout.strip() == "[]"
