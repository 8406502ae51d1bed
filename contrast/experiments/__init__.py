"""Worlds that answer queries, and learners that choose what to ask: the scientific method as a loop."""

from contrast.experiments.compare import compare
from contrast.experiments.interface import Range
from contrast.experiments.lab import Lab
from contrast.experiments.run import Point, Run, run
from contrast.experiments.world import World
from contrast.experiments.worlds import load_world, world_names

__all__ = ["Lab", "Point", "Range", "Run", "World", "compare", "load_world", "run", "world_names"]
