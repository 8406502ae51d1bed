"""A DSL with examples as SyGuS-IF text, so that other synthesisers can be asked, and their answers read back as programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from contrast.dsl import DSL, Apply, Const, Node, Primitive, Program, Var
from contrast.dsl.reach import reachable_kinds
from contrast.dsl.types import is_function, type_name
from contrast.errors import BadProgram, Unsupported
from contrast.sygus.sexpr import Form, Sexpr, read_all, write
from contrast.sygus.sorts import Place, Sort, literal, read_literal
from contrast.sygus.theories.spelling import MACROS, NON_LINEAR, bits_of, sort_of, spelling
from contrast.task import Example
from contrast.values import Kind, base_kind, kind_name

FUNCTION = "f"
"""The name of the function asked for."""

NEW_RULE = "\n  "

MOST_NAMED = 5
"""How many primitives a message names."""


@dataclass(frozen=True)
class Export:
    """One question in SyGuS-IF: a function of these inputs with a result of this kind, written in this DSL.

    Raises `Unsupported` if the DSL says something that SyGuS-IF cannot write. Inputs are called `_arg_0`, `_arg_1`, … there.
    """

    dsl: DSL
    inputs: tuple[Var, ...]
    kind: Kind

    def __post_init__(self) -> None:
        strange = [p for p in self.primitives if spelling(p, self.bits) is None]
        if strange:
            names = list(dict.fromkeys(p.name for p in strange))
            more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            raise Unsupported(
                f"SyGuS-IF cannot write {', '.join(names[:MOST_NAMED])}{more} of DSL {self.dsl.name!r}; "
                "it takes truth values, whole numbers, strings and bit-vectors without lists and lambdas"
            )
        if self.kind not in self.kinds:
            raise Unsupported(f"DSL {self.dsl.name!r} has no program of kind {kind_name(self.kind)} on these inputs")

    @cached_property
    def kinds(self) -> list[Kind]:
        """The kinds of the values that a program can pass through, the result's first: the grammar's non-terminals."""
        makers = self.primitives
        found = dict.fromkeys(kind for p in makers for kind in p.parameters)
        there = reachable_kinds(self.dsl, [var.kind for var in self.inputs])
        return [kind for kind in dict.fromkeys([self.kind, *found]) if kind in there]

    @cached_property
    def primitives(self) -> list[Primitive]:
        """The primitives that can stand in a program of the result's kind, at concrete kinds."""
        there = reachable_kinds(self.dsl, [var.kind for var in self.inputs])
        ready = [p for p in self.dsl.instances if all(is_function(kind) or kind in there for kind in p.parameters)]
        wanted, found = [self.kind], [self.kind]
        while wanted:
            kind = wanted.pop()
            new = dict.fromkeys(t for p in ready if p.result == kind for t in p.parameters if t not in found)
            found += new
            wanted += new
        return [p for p in ready if p.result in found]

    @cached_property
    def bits(self) -> int:
        """How many bits ints stand for; 0: they are whole numbers."""
        return bits_of(self.primitives)

    def text(self, examples: Sequence[Example]) -> str:
        """The whole problem: the macros that it uses, the grammar, one constraint an example, the command to solve it."""
        operators = {spelling(p, self.bits) or "" for p in self.primitives}
        macros = [f"(define-fun {name} {text})" for name, text in MACROS.items() if name in operators]
        names = [f"({self._nonterminal(kind)} {self._sort(kind)})" for kind in self.kinds]
        rules = [f"({self._nonterminal(kind)} {self._sort(kind)} ({' '.join(self._productions(kind))}))" for kind in self.kinds]
        grammar = f"({' '.join(names)})\n ({NEW_RULE.join(rules)})"
        arguments = " ".join(f"(_arg_{k} {self._sort(var.kind)})" for k, var in enumerate(self.inputs))
        asked = f"(synth-fun {FUNCTION} ({arguments}) {self._sort(self.kind)}\n {grammar})"
        constraints = [f"(constraint {self._equation(example)})" for example in examples]
        return "\n".join([f"(set-logic {self._logic(operators)})", *macros, asked, *constraints, "(check-synth)", ""])

    def _logic(self, operators: set[str]) -> str:
        sorts = {str(self._sort(kind)) for kind in [*self.kinds, *[var.kind for var in self.inputs]]} - {"Bool"}
        if self.bits:
            return "BV" if len(sorts) == 1 else "ALL"
        if "String" in sorts:
            return "ALL" if operators & NON_LINEAR else "SLIA"
        return "NIA" if operators & NON_LINEAR else "LIA"

    def _sort(self, kind: Kind) -> Sort:
        return sort_of(kind, self.bits)

    def _nonterminal(self, kind: Kind) -> str:
        return f"Nt{self.kinds.index(kind)}{kind_name(base_kind(kind)).capitalize()}"

    def _productions(self, kind: Kind) -> Iterator[str]:
        """What a non-terminal may become: inputs, constants, and each primitive on non-terminals."""
        yield from (f"_arg_{k}" for k, var in enumerate(self.inputs) if var.kind == kind)
        yield from (write(literal(c.value, self._sort(kind))) for c in self.dsl.constants if c.kind == kind)
        for p in self.primitives:
            if p.result == kind:
                yield f"({spelling(p, self.bits)} {' '.join(map(self._nonterminal, p.parameters))})"

    def _equation(self, example: Example) -> str:
        pairs = zip(example.inputs, self.inputs, strict=True)
        values = [write(literal(value, self._sort(var.kind))) for value, var in pairs]
        call = f"({FUNCTION} {' '.join(values)})" if values else FUNCTION
        return f"(= {call} {write(literal(example.output, self._sort(self.kind)))})"

    def program(self, definition: str) -> Program:
        """The program that an answer's `define-fun` writes. Raises `BadProgram` if it is none of this DSL."""
        (form,) = read_all(definition, "the answer")
        if not isinstance(form, Form) or form.head != "define-fun" or len(form) != 5:
            raise BadProgram(f"{definition!r} is no define-fun of a name, parameters, a sort and a body")
        names = [str(pair[0]) for pair in form[2] if isinstance(pair, Form)] if isinstance(form[2], Form) else []
        if len(names) != len(self.inputs):
            raise BadProgram(f"{definition!r} takes {len(names)} inputs, not {len(self.inputs)}")
        scope = dict(zip(names, self.inputs, strict=True))
        node = _Reader(self, scope).node(form[4], self.kind)
        if node is None:
            raise BadProgram(f"{write(form[4])} is no program of kind {type_name(self.kind)} of DSL {self.dsl.name!r}")
        return Program(self.inputs, node)


@dataclass(frozen=True)
class _Reader:
    """Reads terms as nodes; where several primitives have one spelling, the first that fits the kinds."""

    export: Export
    scope: dict[str, Var]

    def node(self, term: Sexpr, kind: Kind) -> Node | None:
        """The node that a term writes, of exactly this kind; None if it is none."""
        if isinstance(term, str) and str(term) in self.scope:
            var = self.scope[str(term)]
            return var if var.kind == kind else None
        read = read_literal(term, Place("the answer"))
        if read is not None:
            constant = Const.of(read[0], kind)
            known = constant in self.export.dsl.constants and read[1] == sort_of(kind, self.export.bits)
            return constant if known else None
        return self._apply(term, kind) if isinstance(term, Form) else None

    def _apply(self, term: Form, kind: Kind) -> Node | None:
        for p in self.export.primitives:
            fits = p.result == kind and len(p.parameters) == len(term) - 1
            if fits and spelling(p, self.export.bits) == term.head:
                arguments = [self.node(part, parameter) for part, parameter in zip(term[1:], p.parameters, strict=True)]
                nodes = tuple(node for node in arguments if node is not None)
                if len(nodes) == len(arguments):
                    return Apply(p, nodes)
        return None
