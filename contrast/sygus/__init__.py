"""Problems in the format of the SyGuS competition, read as examples and a DSL, and answered in its own notation."""

from contrast.sygus.printing import define_fun, nodes
from contrast.sygus.problem import SygusProblem, load, read_problem

__all__ = ["SygusProblem", "define_fun", "load", "nodes", "read_problem"]
