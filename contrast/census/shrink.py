"""A shorter program of the same behaviour: parts that change nothing are cut away, so that description bits mean something."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contrast.dsl import DSL, Apply, Grammar, Lambda, Node, Program, Var
from contrast.values import Kind

Same = Callable[[Program], bool]
"""Whether a program behaves as the one that is made shorter."""


def shrunk(program: Program, dsl: DSL, grammar: Grammar, same: Same) -> Program:
    """The program with its parts replaced by cheaper ones, a part of their own or a leaf, as long as it behaves the same.

    The outcome is short, not shortest: no single such replacement makes it shorter.
    """
    while (shorter := _step(program, dsl, grammar, same)) is not None:
        program = shorter
    return program


def _step(program: Program, dsl: DSL, grammar: Grammar, same: Same) -> Program | None:
    bits = grammar.bits(program.body)
    tried = {program.body}
    for body in _replacements(program.body, program.inputs, dsl):
        if body in tried or grammar.bits(body) >= bits:
            continue
        tried.add(body)
        if same(Program(program.inputs, body)):
            return Program(program.inputs, body)
    return None


def _replacements(node: Node, scope: tuple[Var, ...], dsl: DSL) -> Iterator[Node]:
    """Trees that differ by one part: at the top first."""
    if not isinstance(node, Apply):
        return
    yield from _leaves(node.kind, scope, dsl)
    yield from (part for part in _parts(node, scope) if part.kind == node.kind)
    for place, argument in enumerate(node.args):
        for other in _other_arguments(argument, scope, dsl):
            yield Apply(node.primitive, (*node.args[:place], other, *node.args[place + 1 :]))


def _other_arguments(argument: Node | Lambda, scope: tuple[Var, ...], dsl: DSL) -> Iterator[Node | Lambda]:
    if isinstance(argument, Lambda):
        bodies = _replacements(argument.body, (*scope, *argument.params), dsl)
        yield from (Lambda(argument.params, body) for body in bodies)
    else:
        yield from _replacements(argument, scope, dsl)


def _leaves(kind: Kind, scope: tuple[Var, ...], dsl: DSL) -> Iterator[Node]:
    leaves: list[Node] = [*scope, *dsl.constants]
    yield from (leaf for leaf in leaves if leaf.kind == kind)


def _parts(node: Node | Lambda, scope: tuple[Var, ...]) -> Iterator[Node]:
    """The parts below a node that use no variable bound on the way to them."""
    for child in _children(node):
        if not isinstance(child, Lambda) and _variables(child) <= set(scope):
            yield child
        yield from _parts(child, scope)


def _children(node: Node | Lambda) -> tuple[Node | Lambda, ...]:
    if isinstance(node, Lambda):
        return (node.body,)
    return node.args if isinstance(node, Apply) else ()


def _variables(node: Node | Lambda) -> set[Var]:
    """The variables that a tree uses and does not bind."""
    if isinstance(node, Lambda):
        return _variables(node.body) - set(node.params)
    if isinstance(node, Var):
        return {node}
    return set().union(*map(_variables, _children(node)))
