"""The tasks, one file each, found by walking. In a checkout they lie in the top-level folder `tasks`."""

from pathlib import Path

_checkout = Path(__file__).resolve().parents[2] / "tasks"
if (_checkout.parent / "pyproject.toml").is_file() and _checkout.is_dir():
    __path__.append(str(_checkout))
