"""Where a result comes from: code, versions, machine and command, without anything that names a person or a folder."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import contrast

PACKAGES = {
    "numpy": "numpy", "torch": "torch", "scipy": "scipy", "sympy": "sympy", "networkx": "networkx", "sklearn": "scikit-learn",
}  # fmt: skip
"""Import name → distribution name of what results may depend on."""


@cache
def provenance() -> dict[str, Any]:
    """Of this process, found out once: contrast's version, git commit, versions, CPU and the command line."""
    commit, dirty = git_state(Path(contrast.__file__).parent)
    return {
        "contrast": contrast.__version__,
        "git_commit": commit,
        "git_dirty": dirty,
        "packages": {name: _version(distribution) for name, distribution in PACKAGES.items()},
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cpu": cpu_model(),
        "cores": os.cpu_count(),
        "torch_threads": 1,
        "command": command_line(sys.argv),
    }


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def git_state(package: Path) -> tuple[str | None, bool | None]:
    """The commit that a package folder is checked out from and whether tracked files differ from it. (None, None) if it is
    not a checkout: a package installed inside some other project's repository is not tracked there."""
    if _git(package, "ls-files", "--error-unmatch", "__init__.py") is None:
        return None, None
    changes = _git(package, "status", "--porcelain", "--untracked-files=no")
    return _git(package, "rev-parse", "HEAD"), None if changes is None else bool(changes)


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def cpu_model() -> str:
    """The processor's name as the system gives it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def command_line(arguments: list[str]) -> str:
    """The command as typed: the program by its bare name, absolute paths relative to here or, from elsewhere, by file name."""
    if not arguments:
        return ""
    program = Path(arguments[0])
    name = program.parent.name if program.name == "__main__.py" else program.name
    return " ".join([name, *map(_without_folder, arguments[1:])])


def _without_folder(argument: str) -> str:
    option, mark, value = argument.rpartition("=")
    if not os.path.isabs(value):
        return argument
    path = Path(value)
    short = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else Path(path.name)
    return f"{option}{mark}{short}"
