"""The worlds that ship, one a file: `WORLD` in each. Adding one edits nothing else."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace

from contrast.catalog import unknown
from contrast.experiments.world import World


def world_names() -> list[str]:
    """All worlds."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load_world(name: str) -> World:
    """A world by name."""
    if name not in world_names():
        raise unknown("world", name, world_names(), "contrast experiment --list")
    world: World = importlib.import_module(f"{__name__}.{name}").WORLD
    return replace(world, name=name)
