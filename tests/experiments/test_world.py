"""A world answers what may be asked, as often as was agreed, and tells nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from contrast.dsl import DSL
from contrast.errors import BadTask, BadValue
from contrast.experiments import Range, World, load_world, world_names
from contrast.vocab.primitives.numbers.integers import less
from tests.experiments.worlds import PARABOLA, THRESHOLD


def test_a_query_is_answered_by_the_law():
    assert THRESHOLD.open(1).query((38,)) is True


def test_no_more_queries_than_agreed_are_answered():
    lab = THRESHOLD.open(queries=2)
    lab.query((1,))
    lab.query((1,))
    with pytest.raises(BadValue, match="all 2 queries are spent"):
        lab.query((1,))


@pytest.mark.parametrize("inputs", [(64,), (-1,), (3.0,), (True,)])
def test_what_lies_outside_the_range_cannot_be_asked_and_costs_nothing(inputs):
    lab = THRESHOLD.open(queries=1)
    with pytest.raises(BadValue, match="give int from 0 to 63"):
        lab.query(inputs)
    assert lab.left == 1


def test_noise_is_a_share_of_the_spread_and_fixed_by_the_seed():
    labs = [PARABOLA.open(200, noise=0.1, seed=seed) for seed in (0, 0, 1)]
    first, same, other = [np.array([lab.query((2.0,)) for _ in range(200)]) for lab in labs]
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)
    assert first.mean() == pytest.approx(8.0, abs=0.2)
    assert first.std() == pytest.approx(0.1 * PARABOLA.spread, rel=0.15)


@pytest.mark.parametrize("noise", [-0.1, float("nan"), float("inf")])
def test_a_noise_below_zero_or_without_bound_is_refused(noise):
    with pytest.raises(BadValue, match="give a finite number from 0 up"):
        PARABOLA.open(noise=noise)


def test_a_rule_has_no_noise():
    with pytest.raises(BadValue, match="answers with bool, which has no noise"):
        THRESHOLD.open(noise=0.1)


def test_a_small_domain_is_its_own_pool_and_a_large_one_is_drawn_from():
    assert sorted(THRESHOLD.interface(0.0).pool(100, "pool", 0)) == [(x,) for x in range(64)]
    drawn = PARABOLA.interface(0.0).pool(100, "pool", 0)
    assert len(set(drawn)) == 100
    assert all(1 <= x <= 3 for (x,) in drawn)


def test_an_input_without_a_range_is_refused():
    def rule(x: int) -> bool:
        return x > 0

    with pytest.raises(BadTask, match="input 'x' has no range"):
        World(rule, DSL.of(less), {"y": Range(0, 1)})


@pytest.mark.parametrize("name", world_names())
def test_every_shipped_world_answers_everywhere_and_says_what_it_is(name):
    world = load_world(name)
    interface = world.interface(world.noise)
    beyond = [interface.draw(np.random.default_rng(seed), outside=True) for seed in range(50)]
    answers = [world.reference(*inputs) for inputs in [*interface.pool(50, "test"), *beyond]]
    assert all(type(answer) is world.kind for answer in answers)
    assert len(set(answers)) > 1
    assert world.description.endswith(".")
