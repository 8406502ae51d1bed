"""A model of Operon as a program of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial, reduce

from contrast.dsl import DSL, Grammar, Program, Var
from contrast.errors import BadProgram, Unsupported
from contrast.search.laws.fitting.normal import ONE, ZERO, Normal, Term
from contrast.search.laws.parts.language import Language
from contrast.values import kind_name

SYMBOLS = {
    "Add": "add", "Sub": "sub", "Mul": "mul", "Div": "div", "Square": "square", "Sqrt": "sqrt", "Pow": "power",
    "Exp": "exp", "Log": "log", "Sin": "sin", "Cos": "cos", "Tanh": "tanh", "Asin": "arcsin", "Acos": "arccos",
}  # fmt: skip
"""Operon's node types by name, and the primitives that mean the same where they have a value."""

NEEDED = ("add", "sub", "mul", "div")
"""Operon weighs every variable, and scales and shifts every model."""

ELSE = "choose a task whose inputs and output are float"


@dataclass(frozen=True)
class Model:
    """What Operon found: its `symbols` in postfix order (type, arity, value and column of each), times the `scale`, plus the
    `offset`; its `text`, and its mean square `error`."""

    symbols: Sequence[tuple[str, int, float, int | None]]
    scale: float
    offset: float
    text: str
    error: float


class Translation:
    """Operon's models in a DSL, over a task's inputs. Raises `Unsupported` where a law could not be written."""

    def __init__(self, dsl: DSL, inputs: Sequence[Var]):
        self.inputs = tuple(inputs)
        self.language = Language(dsl, Grammar(dsl, [float] * len(self.inputs)))
        self.normal = Normal(self.language)
        for var in inputs:
            if var.kind is not float:
                raise Unsupported(f"operon fits real numbers to real numbers, but {var.name} is {kind_name(var.kind)}; {ELSE}")
        lacking = [f"no primitive {name!r}" for name in NEEDED if not self.language.has(name)]
        lacking += [] if dsl.free_constants else ["no free constants"]
        if lacking:
            raise Unsupported(f"operon's models cannot be written in DSL {dsl.name!r}: it has {lacking[0]}; use the DSL 'reals'")

    @property
    def symbols(self) -> list[str]:
        """The node types that Operon may use."""
        return [symbol for symbol, name in SYMBOLS.items() if self.language.has(name)]

    def program(self, model: Model, scales: Sequence[float]) -> Program:
        """The program of a model, where each column was divided by its scale, the wanted one, the last, too.

        Raises `BadProgram` for what has no value anywhere, or is no program of the DSL.
        """
        stack: list[Term] = []
        for symbol, arity, value, column in model.symbols:
            if symbol == "Constant":
                stack.append(Term(value))
            elif symbol == "Variable" and column is not None:
                stack.append(Term(value / scales[column], self.inputs[column]))
            else:
                stack.append(self._applied(symbol, [stack.pop() for _ in range(arity)]))
        scaled = self.normal.apply("mul", Term(model.scale * scales[-1]), stack.pop())
        return Program(self.inputs, self.normal.node(self.normal.apply("add", scaled, Term(model.offset * scales[-1]))))

    def _applied(self, symbol: str, arguments: list[Term]) -> Term:
        name = SYMBOLS.get(symbol, symbol)
        if not self.language.has(name):
            raise BadProgram(f"operon's {symbol} is no primitive of the DSL")
        if name in NEEDED and len(arguments) == 1:  # how Operon writes -x and 1/x
            arguments = [ZERO if name in ("add", "sub") else ONE, *arguments]
        apply = partial(self.normal.apply, name)
        return reduce(apply, arguments) if len(arguments) > 1 else apply(*arguments)
