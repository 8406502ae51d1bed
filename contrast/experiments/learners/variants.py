"""Laws next to a law: one of its parts may be only the beginning of a curve."""

from __future__ import annotations

from collections.abc import Iterator

from contrast.dsl import DSL, Apply, Const, Node, Program


def variants(program: Program, dsl: DSL) -> Iterator[Program]:
    """The program with one part inside a function of one argument: x * y becomes sin(x) * y, and so on."""
    functions = [p for p in dsl.instances if len(p.parameters) == 1 and p.parameters[0] == p.result == program.body.kind]

    def around(node: Node) -> Iterator[Node]:
        if isinstance(node, Const):
            return
        yield from (Apply(function, (node,)) for function in functions)
        for place, part in enumerate(node.args if isinstance(node, Apply) else ()):
            for other in around(part):  # type: ignore[arg-type]
                yield Apply(node.primitive, (*node.args[:place], other, *node.args[place + 1 :]))  # type: ignore[union-attr]

    yield from (Program(program.inputs, body) for body in around(program.body))
