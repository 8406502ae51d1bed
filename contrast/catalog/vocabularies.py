"""Vocabularies by name, or in a Python file."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from contrast.catalog.unknown import unknown
from contrast.dsl import DSL
from contrast.errors import BadTask
from contrast.thirdparty import file_version, import_file, is_file, load_point, points

VOCABULARIES = {
    "lists": "contrast.vocab.lists:VOCABULARY",
    "lists_full": "contrast.vocab.lists_full:VOCABULARY",
    "sorting": "contrast.vocab.sorting:VOCABULARY",
    "bits": "contrast.vocab.bits:VOCABULARY",
    "arithmetic": "contrast.vocab.arithmetic:VOCABULARY",
    "digits": "contrast.vocab.digits:VOCABULARY",
    "expressions": "contrast.vocab.expressions:VOCABULARY",
    "graphs": "contrast.vocab.graphs:VOCABULARY",
    "reals": "contrast.vocab.reals:VOCABULARY",
    "plane": "contrast.vocab.reals:PLANE",
    "images": "contrast.vocab.images:VOCABULARY",
    "shapes": "contrast.vocab.shapes:VOCABULARY",
    "signals": "contrast.vocab.signals:VOCABULARY",
    "tables": "contrast.vocab.tables:VOCABULARY",
    "strings": "contrast.vocab.strings:VOCABULARY",
    "text": "contrast.vocab.text:VOCABULARY",
    "languages": "contrast.vocab.languages:VOCABULARY",
    "interpreting": "contrast.vocab.interpreting:VOCABULARY",
    "boards": "contrast.vocab.boards:VOCABULARY",
    "plans": "contrast.vocab.plans:VOCABULARY",
}


def load_address(address: str) -> Any:
    """What `module:attribute` names."""
    module, _, attribute = address.partition(":")
    return getattr(importlib.import_module(module), attribute)


def vocabulary(name: str) -> DSL:
    """A DSL by name, or the `VOCABULARY` of a Python file (`path/to/vocab.py`); its version changes with the file's text."""
    if name in VOCABULARIES:
        found: DSL = load_address(VOCABULARIES[name])
        return found
    if is_file(name):
        found = _vocabulary_in(getattr(import_file(Path(name), "vocabulary", "VOCABULARY"), "VOCABULARY", None), name)
        return replace(found, version=file_version(Path(name), found.version))
    if name not in points("contrast.vocab"):
        raise unknown("vocabulary", name, [*VOCABULARIES, *points("contrast.vocab")], "contrast solvers")
    return _vocabulary_in(load_point("contrast.vocab", name), f"the entry point {name!r} of contrast.vocab")


def _vocabulary_in(found: Any, where: str) -> DSL:
    if not isinstance(found, DSL):
        raise BadTask(f"{where} gives no vocabulary; let it define `VOCABULARY = DSL.of(...)`")
    return found


def vocabulary_names() -> list[str]:
    """The names of all installed vocabularies."""
    return [*VOCABULARIES, *points("contrast.vocab")]
