"""How long training lasts, told by a clock that moves only when asked to."""

import pytest

from contrast.errors import BadValue
from contrast.neural.schedule import CALIBRATION, SAFETY, WARM_UP, Schedule
from contrast.solver import Budget, Stopwatch


class Clock(Stopwatch):
    """A stopwatch set by hand."""

    now = 0.0

    @property
    def seconds(self) -> float:
        return self.now


def steps_until_over(schedule: Schedule, clock: Clock, step_seconds: float) -> int:
    """Steps of a training whose every step takes that long."""
    steps = 0
    while not schedule.over(steps):
        schedule.tick(steps)
        clock.now += step_seconds
        steps += 1
    return steps


def test_training_that_keeps_its_speed_ends_at_the_horizon_within_the_budget() -> None:
    clock = Clock()
    schedule = Schedule(Budget(seconds=10), clock)
    steps = steps_until_over(schedule, clock, 0.01)
    assert steps == schedule.horizon
    assert clock.now == pytest.approx(SAFETY * 10, abs=0.02)


def test_training_that_slows_down_stops_at_the_budget() -> None:
    clock = Clock()
    schedule = Schedule(Budget(seconds=10), clock)
    for step in range(CALIBRATION + 1):
        schedule.tick(step)
        clock.now += 0.01
    assert schedule.horizon is not None
    assert not schedule.over(CALIBRATION + 1)
    clock.now = 10.0
    assert schedule.over(CALIBRATION + 1)
    assert schedule.out_of_time


def test_evaluations_are_counted_into_the_horizon() -> None:
    clock, other = Clock(), Clock()
    cheap, dear = Schedule(Budget(seconds=10), clock), Schedule(Budget(seconds=10), other)
    dear.evaluated(0.5)
    other.now += 0.5
    assert steps_until_over(dear, other, 0.01) < steps_until_over(cheap, clock, 0.01)


def changing_clock(schedule: Schedule, clock: Clock, cold: float, warm: float) -> list[float]:
    """The rates of a training whose first 60 steps take `cold` seconds each, and the others `warm`."""
    rates: list[float] = []
    while not schedule.over(len(rates)):
        schedule.tick(len(rates))
        rates.append(schedule.rate(len(rates)))
        clock.now += cold if len(rates) <= 60 else warm
    return rates


@pytest.mark.parametrize(("cold", "warm"), [(0.03, 0.01), (0.005, 0.01)], ids=["a_slow_start", "a_fast_start"])
def test_a_start_at_another_speed_does_not_misjudge_the_horizon(cold: float, warm: float) -> None:
    clock = Clock()
    schedule = Schedule(Budget(seconds=20), clock)
    steps = len(changing_clock(schedule, clock, cold, warm))
    assert steps == schedule.horizon
    assert clock.now == pytest.approx(SAFETY * 20, rel=0.01)
    assert schedule.out_of_time


def test_a_replay_has_the_same_rates_across_recalibrations() -> None:
    clock = Clock()
    schedule = Schedule(Budget(seconds=20), clock)
    rates = changing_clock(schedule, clock, 0.03, 0.01)
    stored = schedule.stopped_at(len(rates))
    again = Schedule(Budget(seconds=20), Clock(), stored)
    assert len({stored["horizon_1"], stored["horizon_2"], stored["horizon"]}) > 1
    assert changing_clock(again, Clock(), 1.0, 1.0) == rates
    assert again.stopped_at(len(rates)) == stored


def test_training_that_ends_long_before_the_budget_is_not_out_of_time() -> None:
    clock = Clock()
    schedule = Schedule(Budget(seconds=20), clock, most=100)
    assert steps_until_over(schedule, clock, 0.01) == schedule.horizon == 100
    assert not schedule.out_of_time


def test_a_training_cut_before_its_calibration_is_replayed_as_cut() -> None:
    clock = Clock()
    schedule = Schedule(Budget(seconds=1), clock)
    stored = schedule.stopped_at(steps_until_over(schedule, clock, 0.125))
    assert stored == {"steps": 8, "horizon": 0, "out_of_time": 1}
    assert not Schedule(Budget(seconds=1), Clock(), stored).complete(8)


def test_the_most_steps_bound_a_budget_of_steps() -> None:
    assert Schedule(Budget(steps=300), Clock(), most=100).horizon == 100
    assert Schedule(Budget(steps=300), Clock(), most=500).horizon == 300


def test_a_budget_of_steps_is_the_horizon() -> None:
    schedule = Schedule(Budget(steps=300), Clock())
    assert schedule.horizon == 300
    assert not schedule.over(299)
    assert schedule.over(300)


def test_a_replay_keeps_the_stored_horizon_whatever_the_time() -> None:
    clock = Clock()
    clock.now = 1e6
    schedule = Schedule(Budget(seconds=1), clock, {"steps": 40, "horizon": 500})
    assert (schedule.horizon, schedule.over(39), schedule.over(40)) == (500, False, True)


def test_the_rate_rises_over_the_warm_up_and_falls_to_zero_at_the_horizon() -> None:
    schedule = Schedule(Budget(steps=1000), Clock())
    assert schedule.rate(0) == 1 / WARM_UP
    assert schedule.rate(WARM_UP) > 0.97
    assert schedule.rate(1000) == pytest.approx(0)


def test_the_rates_before_calibration_do_not_depend_on_the_horizon() -> None:
    long, unknown = Schedule(Budget(steps=10_000), Clock()), Schedule(Budget(seconds=1), Clock())
    assert [long.rate(step) for step in range(CALIBRATION)] == [unknown.rate(step) for step in range(CALIBRATION)]


def test_a_budget_without_seconds_or_steps_is_refused() -> None:
    with pytest.raises(BadValue, match="core-seconds or optimiser steps"):
        Schedule(Budget(candidates=10), Clock())
