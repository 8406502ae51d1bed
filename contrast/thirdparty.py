"""Tasks, vocabularies and solvers of others: by an installed package's entry point, or in a Python file."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from contrast.errors import BadTask, ContrastError


@cache
def points(group: str) -> dict[str, EntryPoint]:
    """The entry points of a group (`contrast.tasks`, `contrast.vocab`, `contrast.solvers`) by name."""
    return {point.name: point for point in entry_points(group=group)}


def load_point(group: str, name: str) -> Any:
    """What an entry point stands for. Raises `BadTask`, naming its package, if it cannot be loaded."""
    point = points(group)[name]
    try:
        return point.load()
    except ContrastError as error:
        raise BadTask(f"{_owner(point)}: {error}") from None
    except (Exception, SystemExit) as error:
        raise BadTask(f"{_owner(point)} cannot be loaded: {type(error).__name__}: {error}") from error


def _owner(point: EntryPoint) -> str:
    package = point.dist.name if point.dist is not None else "a package"
    return f"{point.name!r} of {package} (entry point {point.value})"


def is_file(reference: str) -> bool:
    """Whether a name is the path of a Python file."""
    return reference.endswith(".py")


def import_file(path: Path, what: str, defines: str) -> ModuleType:
    """The module of a Python file. Raises `BadTask` if it is missing or fails; `what` and `defines` say what it should be."""
    if not path.is_file():
        raise BadTask(f"there is no {what} file {path}; give the path of a Python file that defines `{defines}`")
    spec = importlib.util.spec_from_file_location(f"contrast_{what}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise BadTask(f"{path}, line {error.lineno}: {error.msg}; mend the syntax and run again") from None
    except ContrastError as error:
        raise BadTask(f"{path}: {error}") from None
    except (Exception, SystemExit) as error:
        raise BadTask(f"{path} cannot be loaded: {type(error).__name__}: {error}") from error
    return module


def file_version(path: Path, version: int) -> int:
    """A version that changes with the file's text, so that no stored result outlives a change of the file."""
    text = hashlib.sha256(f"{version}\n".encode() + path.read_bytes()).hexdigest()
    return int(text[:12], 16)
