"""Data files as tasks: examples in JSON or CSV, read and checked. Nothing in a data file is ever executed."""

from contrast.datafile.load import load
from contrast.datafile.problem import DataProblem

__all__ = ["DataProblem", "load"]
