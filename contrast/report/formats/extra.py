"""The optional libraries of the extra `report`, loaded only when a table needs them."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

from contrast.errors import ContrastError


def pandas_or_explain() -> Any:
    """pandas, or a `ContrastError` that says how to get it."""
    return needed("pandas")


def needed(
    library: str, what: str = "this table", else_: str = ", and the formats text, csv and json need nothing more"
) -> ModuleType:
    """A library of the extra `report`. Raises `ContrastError` if it is not installed."""
    try:
        return importlib.import_module(library)
    except ImportError as error:
        raise ContrastError(
            f"{what} needs {library}, which is not installed; `pip install 'contrast-bench[report]'` brings it{else_}"
        ) from error
