"""Committees: what survives the measurements, and what it disagrees about."""

from __future__ import annotations

import numpy as np
import pytest

from contrast.dsl import DSL, parse
from contrast.experiments import Range, World
from contrast.experiments.learners.ensemble import Ensemble
from contrast.experiments.learners.laws import Laws
from contrast.experiments.learners.learner import vote_entropy
from contrast.experiments.learners.variants import variants
from contrast.experiments.learners.version_space import VersionSpace
from contrast.experiments.strategies import at_random, most_disputed
from contrast.solver import Budget
from contrast.task import Example
from contrast.vocab.reals import VOCABULARY
from tests.experiments.worlds import LEVELS, PARABOLA, RULES, THRESHOLD

POOL = [(x,) for x in range(64)]
FEW = Budget(candidates=200_000)
STEPS = Budget(steps=60)


def threshold_rules(*known: tuple[int, bool]) -> VersionSpace:
    learner = VersionSpace(THRESHOLD.interface(0.0), POOL, 0)
    learner.learn([Example((x,), answer) for x, answer in known])
    return learner


def parabola_laws(*places: float, noise: float = 0.0) -> Laws:
    learner = Laws(PARABOLA.interface(noise), [(x / 10,) for x in range(10, 31)], 0, FEW)
    learner.learn([Example((x,), 2 * x * x) for x in places])
    return learner


def test_all_rules_of_the_language_survive_as_long_as_nothing_is_measured():
    assert threshold_rules().survivors == RULES


def test_a_measurement_leaves_the_rules_that_foresaw_it():
    learner = threshold_rules((20, False), (40, True))
    assert learner.survivors == 20  # above 20, 21, … 39
    assert learner.predict([(0,), (63,)]) == [False, True]


def test_survivors_disagree_only_where_they_differ_and_most_in_the_middle():
    disputes = threshold_rules((20, False), (40, True)).disputes()
    assert np.flatnonzero(disputes).tolist() == list(range(21, 40))
    assert disputes.argmax() == 30


def test_a_committee_asks_what_survivors_disagree_about_and_a_random_strategy_whatever_is_next():
    disputes = threshold_rules((20, False), (40, True)).disputes()
    assert most_disputed(disputes, [3, 35, 30, 50]) == 30
    assert at_random(disputes, [3, 35, 30, 50]) == 3


def test_a_committee_that_agrees_asks_whatever_is_next():
    assert most_disputed(np.zeros(64), [7, 3, 5]) == 7


def test_a_language_without_the_rule_leaves_nothing_and_no_answer():
    learner = threshold_rules((10, True), (20, False), (40, True))
    assert (learner.fits, learner.program, learner.predict([(1,)])) == (False, None, [None])
    assert not learner.disputes().any()


def test_vote_entropy_counts_weights():
    votes = np.array([[1, 1, 1], [1, 2, 2], [1, 2, 3]])
    assert vote_entropy(votes, np.array([2.0, 1.0, 1.0])) == pytest.approx([0.0, 1.0, 1.5])


def test_a_law_is_found_from_a_few_measurements_and_no_rival_is_left():
    learner = parabola_laws(1.0, 1.5, 2.5)
    assert learner.fits
    assert learner.predict([(4.0,)]) == [pytest.approx(32.0)]
    assert not learner.disputes().any()


def test_laws_that_noise_cannot_tell_apart_stay_on_the_committee():
    learner = parabola_laws(1.0, 1.01, 1.02, noise=0.02)
    assert learner.fits
    assert learner.disputes()[-1] > 0


def test_a_law_that_a_measurement_refutes_is_dropped():
    learner = Laws(PARABOLA.interface(0.0), POOL, 0, FEW)
    learner.learn([Example((x,), x) for x in (1.0, 2.0, 3.0)])
    assert learner.predict([(5.0,)]) == [pytest.approx(5.0)]
    learner.learn([Example((x,), x) for x in (1.0, 2.0, 3.0)] + [Example((2.5,), 7.0)])
    assert learner.predict([(2.5,)]) == [pytest.approx(7.0, abs=0.5)] or not learner.fits


def test_variants_put_each_part_of_a_law_inside_each_function():
    law = parse("mul(x, y)", VOCABULARY, World(_product, VOCABULARY, {"x": Range(0, 1), "y": Range(0, 1)}).inputs)
    found = {str(variant) for variant in variants(law, VOCABULARY)}
    assert {"sin(mul(x, y))", "mul(sin(x), y)", "mul(x, sin(y))", "mul(x, exp(y))"} <= found
    assert str(law) not in found


def _product(x: float, y: float) -> float:
    """A product."""
    return x * y


def test_nets_are_a_committee_too():
    learner = Ensemble(PARABOLA.interface(0.0), [(1.0,), (2.0,), (9.0,)], 0, STEPS)
    learner.learn([Example((x,), 2 * x * x) for x in (1.0, 1.5, 2.0)])
    assert learner.program is None
    assert learner.disputes()[2] > learner.disputes()[0]
    assert isinstance(learner.predict([(1.5,)])[0], float)


@pytest.mark.parametrize("made", [VersionSpace, Ensemble])
def test_no_learner_ever_calls_the_law(made):
    calls = []

    def hidden(x: int) -> bool:
        calls.append(x)
        return x > 37

    interface = World(hidden, LEVELS, {"x": Range(0, 63)}, name="hidden").interface(0.0)
    learner = made(interface, POOL, 0, Budget(steps=10, candidates=10_000))
    learner.learn([Example((1,), False), Example((50,), True)])
    learner.disputes()
    learner.predict(POOL)
    assert not calls
    assert hidden not in vars(interface).values()


def test_an_empty_language_is_no_crash():
    interface = World(_product, DSL.of(name="nothing"), {"x": Range(0, 1), "y": Range(0, 1)}, name="w").interface(0.0)
    learner = VersionSpace(interface, [(0.5, 0.5), (0.25, 1.0)], 0)
    learner.learn([Example((0.5, 0.5), 0.25)])
    assert learner.program is None
