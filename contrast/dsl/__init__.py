"""Typed primitives, programs over them, and DSLs: everything that is meaning, nothing that searches."""

from contrast.dsl.dsl import DSL, Grammar, description_bits
from contrast.dsl.parse import parse
from contrast.dsl.primitive import Primitive, primitive
from contrast.dsl.program import Apply, Const, Lambda, Node, Program, Var
from contrast.dsl.types import A, B

__all__ = [
    "DSL",
    "A",
    "Apply",
    "B",
    "Const",
    "Grammar",
    "Lambda",
    "Node",
    "Primitive",
    "Program",
    "Var",
    "description_bits",
    "parse",
    "primitive",
]
