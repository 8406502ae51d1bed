"""The same formula in fewer symbols: constants put together, and what changes nothing left out."""

from __future__ import annotations

from collections.abc import Callable

from contrast.dsl import Apply, Const, Node
from contrast.dsl.constants import name_of
from contrast.search.laws.parts.language import Language

Rule = Callable[[Language, Node, Node], Node | None]


def tidy(language: Language, node: Node) -> Node:
    """The formula after all rules, from the leaves up; equal in value but for rounding, wherever it has one."""
    if not isinstance(node, Apply):
        known = name_of(float(node.value)) if isinstance(node, Const) else None
        return node if known is None else language.constant(known.value)
    args = [tidy(language, arg) for arg in node.args]  # type: ignore[arg-type]
    name = node.primitive.name
    if name in RULES and len(args) == 2 and (better := RULES[name](language, *args)) is not None:
        return better
    return Apply(node.primitive, tuple(args))


def _value(node: Node) -> float | None:
    return float(node.value) if isinstance(node, Const) else None


def _parts(node: Node, name: str) -> tuple[Node, Node] | None:
    """The arguments of an application of this primitive."""
    if isinstance(node, Apply) and node.primitive.name == name:
        first, second = node.args
        return first, second  # type: ignore[return-value]
    return None


def _add(language: Language, x: Node, y: Node) -> Node | None:
    if _value(x) == 0 or _value(y) == 0:
        return y if _value(x) == 0 else x
    if (constant := _value(y)) is not None and constant < 0 and language.has("sub"):
        return language.apply("sub", x, language.constant(-constant))
    return _turned(language, "sub", x, y)


def _sub(language: Language, x: Node, y: Node) -> Node | None:
    if _value(y) == 0:
        return x
    if (constant := _value(y)) is not None and constant < 0 and language.has("add"):
        return language.apply("add", x, language.constant(-constant))
    return _turned(language, "add", x, y)


def _turned(language: Language, name: str, x: Node, y: Node) -> Node | None:
    """A sum whose second part has a negative factor as a difference, and the other way round."""
    parts = _parts(y, "mul")
    factor = None if parts is None else _value(parts[0])
    if parts is None or factor is None or factor >= 0 or not language.has(name):
        return None
    return tidy(language, language.apply(name, x, language.apply("mul", language.constant(-factor), parts[1])))


def _mul(language: Language, x: Node, y: Node) -> Node | None:
    first, second = _value(x), _value(y)
    if first == 1 or second == 1:
        return y if first == 1 else x
    if first is not None and second is not None:
        return language.constant(first * second)
    if second is not None:
        return tidy(language, language.apply("mul", y, x))
    if first is not None and (parts := _parts(y, "mul")) is not None and (inner := _value(parts[0])) is not None:
        return tidy(language, language.apply("mul", language.constant(first * inner), parts[1]))
    if first == -1 and (parts := _parts(y, "sub")) is not None:
        return language.apply("sub", parts[1], parts[0])
    if first is None and (parts := _parts(x, "mul")) is not None and _value(parts[0]) is not None:
        return language.apply("mul", parts[0], tidy(language, language.apply("mul", parts[1], y)))
    return None


def _div(language: Language, x: Node, y: Node) -> Node | None:
    if _value(y) == 1:
        return x
    if (over := _value(x)) is not None and over != 1 and (parts := _parts(y, "mul")) is not None and _value(parts[0]):
        return language.apply("div", language.constant(over / float(_value(parts[0]) or 1)), parts[1])
    return None


def _power(language: Language, x: Node, y: Node) -> Node | None:
    exponent = _value(y)
    return None if exponent is None or abs(exponent) > 3 else _written(language, x, exponent)


def _written(language: Language, node: Node, exponent: float) -> Node | None:
    """A small whole or half power by products and roots."""
    return language.product([(node, exponent)]) if exponent and 2 * exponent == round(2 * exponent) else None


RULES: dict[str, Rule] = {"add": _add, "sub": _sub, "mul": _mul, "div": _div, "power": _power}
