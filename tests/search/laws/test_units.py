"""Units as types, against hand-made dimensional analysis."""

from __future__ import annotations

import numpy as np
import pytest

from contrast.dsl import Grammar, Var
from contrast.search.laws.parts.expressions import Expressions
from contrast.search.laws.parts.language import Language
from contrast.search.laws.parts.pool import Pool
from contrast.search.laws.units import Units, unit_of
from contrast.search.limits import Meter
from contrast.solver import Budget
from contrast.vocab.reals import VOCABULARY

METRE, SECOND, PLAIN = np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.zeros(2)


@pytest.mark.parametrize(
    ("name", "args", "wanted"),
    [
        ("add", (METRE, METRE), METRE),
        ("sub", (METRE, SECOND), None),
        ("mul", (METRE, SECOND), np.array([1.0, 1.0])),
        ("div", (METRE, SECOND), np.array([1.0, -1.0])),
        ("square", (METRE,), np.array([2.0, 0.0])),
        ("sqrt", (METRE,), np.array([0.5, 0.0])),
        ("exp", (METRE,), None),
        ("sin", (PLAIN,), PLAIN),
        ("power", (METRE, PLAIN), None),
    ],
)
def test_the_unit_of_a_result(name: str, args: tuple[np.ndarray, ...], wanted: np.ndarray | None):
    unit, typed = unit_of(name, *args)
    assert bool(typed) is (wanted is not None)
    if wanted is not None:
        assert unit.tolist() == wanted.tolist()


def test_no_ill_typed_sum_is_ever_built():
    units = np.array([METRE, METRE, SECOND])
    columns = np.random.default_rng(0).uniform(1, 5, (3, 12))
    language = Language(VOCABULARY, Grammar(VOCABULARY, [float] * 3))
    store = Expressions(language, [Var(n, float) for n in "abt"], columns, units, Meter(Budget(candidates=10**7)))
    pool = Pool(store)
    pool.grow(800)
    texts = [str(node) for node in (store.node(int(k)) for level in pool.levels.values() for k in level)]
    assert len(texts) > 800
    for level in pool.levels.values():
        for index in level:
            assert _dimension(store.node(int(index))) == pytest.approx(store.units[index].tolist())


def _dimension(node) -> list[float]:
    """The unit by a walk of the tree; raises on a sum of unlike things."""
    if isinstance(node, Var):
        return [1.0, 0.0] if node.name in "ab" else [0.0, 1.0]
    if not hasattr(node, "primitive"):
        return [0.0, 0.0]
    parts, name = [_dimension(arg) for arg in node.args], node.primitive.name
    if name in ("add", "sub"):
        assert parts[0] == pytest.approx(parts[1])
        return parts[0]
    if name in ("mul", "div"):
        sign = 1 if name == "mul" else -1
        return [a + sign * b for a, b in zip(*parts, strict=True)]
    if name in ("square", "sqrt"):
        return [a * (2 if name == "square" else 0.5) for a in parts[0]]
    assert all(part == [0.0, 0.0] for part in parts)
    return [0.0, 0.0]


def test_the_free_products_are_the_plain_numbers_of_buckinghams_theorem():
    pendulum = Units(np.array([[1.0, 0.0], [1.0, -2.0], [0.0, 0.0]]), np.array([0.0, 1.0]))  # length, gravity, angle
    assert pendulum.strict
    powers, good = pendulum.reached(pendulum.output[None])
    assert good.all()
    assert powers[0] == pytest.approx([0.5, -0.5, 0.0])
    assert pendulum.groups.shape == (1, 3)
    assert (pendulum.groups @ pendulum.variables) == pytest.approx(np.zeros((1, 2)))


def test_where_the_output_cannot_be_reached_a_leading_factor_carries_the_rest():
    kepler = Units(np.array([METRE]), SECOND)
    assert not kepler.strict
    assert kepler.groups.tolist() == [[1.0]]
