"""Slopes of errors: known ones are recovered and covered, flat ones are called flat, and zeros have a place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.errors import BadValue, ContrastError
from contrast.report.plots.scaling import draw
from contrast.sampling import seeded
from contrast.scaling.ladder import WIDTHS, Base, Ladder, budgets, ladders, trials_of
from contrast.scaling.law import Law, fit, verdict
from contrast.scaling.line import Line, lines
from contrast.scaling.points import Points, points
from contrast.scaling.table import HEADINGS, cells, law_text, notes
from contrast.solver import Budget
from contrast.study.trial import Trial

SIZES = np.array([1e3, 4e3, 1.6e4, 6.4e4])
STEPS = Budget(steps=10)
BASE = Base("bits/parity", "lstm")


def measured(task: str, slope: float, a: float = 0.5, seeds: int = 3, noise: float = 0.0, salt: int = 0) -> Points:
    """Errors a (x/1000)^-slope, with noise of so much on their logarithms, the seed's own and each point's."""
    rng = seeded("test", task, salt)
    x = np.repeat(SIZES[:, None], seeds, axis=1)
    shifts = rng.normal(0, noise, (1, seeds)) + rng.normal(0, noise, x.shape)
    return Points(task, x, a * (x / 1e3) ** -slope * np.exp(shifts), items=1000)


def result(trial: Trial, size: float, **scores: float) -> dict[str, Any]:
    """A row of a net with so many parameters and these exact matches on 1,000 items each."""
    splits = {name: {"exact_match": score, "n": 1000} for name, score in scores.items()}
    fields = {"parameters": size, "core_seconds": size / 1000, "examples": trial.examples}
    return {**trial.to_dict(), **fields, "status": "unsolved", "splits": splits}


def failed(trial: Trial) -> dict[str, Any]:
    return {**result(trial, 0), "status": "failed", "parameters": None}


def width_ladder(seeds: int = 1) -> Ladder:
    return ladders(BASE, [STEPS], seeds)[0]


def results(ladder: Ladder, inside: float, longer: float) -> dict[Trial, dict[str, Any]]:
    """Rows whose error inside and on longer inputs falls with these slopes from one half."""
    return {
        trial: result(trial, size, same=1 - 0.5 * (size / 1e3) ** -inside, longer_2x=1 - 0.5 * (size / 1e3) ** -longer)
        for size, rung in zip(SIZES, ladder.rungs, strict=True)
        for trial in rung
    }


def test_each_rung_grows_one_thing_alone():
    width, depth, examples, budget = ladders(BASE, [STEPS], seeds=1, counts=(32, 64))
    assert [rung[0].solver for rung in width.rungs] == [f"lstm?width={16 * k}&depth=1" for k in WIDTHS]
    assert [rung[0].solver for rung in depth.rungs] == [f"lstm?width=16&depth={k}" for k in (1, 2, 4)]
    assert [(rung[0].regime, rung[0].examples) for rung in examples.rungs] == [("fixed", 32), ("fixed", 64)]
    assert [rung[0].budget.steps for rung in budget.rungs] == [10, 20, 40, 80]
    assert {rung[0].solver for ladder in (examples, budget) for rung in ladder.rungs} == {"lstm?width=16&depth=1"}


def test_ladders_share_the_trials_of_the_base_net():
    asked = trials_of(ladders(BASE, [STEPS], seeds=2, counts=(32, 64)))
    assert len(asked) == len(set(asked)) == 2 * (4 + 2 + 2 + 3)


def test_equal_steps_and_equal_compute_are_both_measured_unless_one_is_named():
    assert budgets(None, None) == [Budget(steps=1000), Budget(seconds=20.0)]
    assert budgets(50, None) == [Budget(steps=50)]
    assert budgets(None, "smoke") == [Budget(seconds=3.0)]
    assert [(one.grows, one.equal) for one in ladders(BASE, budgets(50, "3"), 1)][3:] == [
        ("width", "seconds"), ("depth", "seconds"), ("examples", "seconds"), ("budget", "steps"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (lambda: Base.of("bits/parity", "lstm?width=64"), "sets width and depth itself"),
        (lambda: Base.of("bits/parity", "majority"), "majority"),
        (lambda: Base.of("bits/parity", "lstm", width=15), "whole multiple of 4"),
        (lambda: ladders(BASE, [STEPS], seeds=0), "--seeds 0"),
        (lambda: ladders(BASE, [STEPS], 1, counts=(32,)), "two example counts"),
        (lambda: budgets(0, None), "--steps 0"),
    ],
)
def test_what_cannot_be_scaled_is_refused_in_a_sentence(asked, sentence: str):
    with pytest.raises(ContrastError, match=sentence):
        asked()


@given(slope=st.floats(-0.5, 2), a=st.floats(1e-3, 1), tasks=st.integers(1, 3))
@settings(max_examples=20, deadline=None)
def test_a_power_law_without_noise_is_recovered_exactly(slope: float, a: float, tasks: int):
    found = fit([measured(f"t{k}", slope, a) for k in range(tasks)])
    assert found.b == pytest.approx(slope, abs=1e-9)
    assert found.a * 1e3**-found.b == pytest.approx(a)
    assert found.low - 1e-9 <= slope <= found.high + 1e-9


def test_a_task_with_more_errors_has_its_own_height_and_the_same_slope():
    found = fit([measured("easy", 0.5, a=0.01), measured("hard", 0.5, a=0.9)])
    assert found.b == pytest.approx(0.5)
    assert found.a * 1e3**-0.5 == pytest.approx((0.01 * 0.9) ** 0.5)


def test_intervals_cover_the_slope_that_made_the_points():
    laws = [fit([measured(f"t{k}", 0.4, noise=0.3, salt=run) for k in range(3)]) for run in range(60)]
    assert sum(law.low <= 0.4 <= law.high for law in laws) >= 54
    assert all(law.high - law.low < 1 for law in laws)


def test_errors_that_do_not_depend_on_size_have_an_interval_that_holds_zero():
    found = fit([measured(f"t{k}", 0.0, noise=0.2, salt=1) for k in range(3)])
    assert found.low <= 0 <= found.high


def test_errors_that_are_all_one_do_not_fall():
    found = fit([measured("t", 0.0, a=1.0)])
    assert (found.b, found.low, found.high, found.never) == (0, 0, 0, True)
    assert law_text(found) == "does not fall, 0.00 [0.00, 0.00]"


def test_one_task_and_one_seed_still_have_an_interval():
    found = fit([measured("t", 0.5, seeds=1, noise=0.2)])
    assert found.low < found.b < found.high


def test_two_sizes_show_nothing():
    both = measured("t", 0.5, seeds=1)
    found = fit([Points("t", both.x[:2], both.errors[:2], 1000)])
    assert (found.low, found.high) == (-np.inf, np.inf)


def test_the_same_points_give_the_same_interval():
    once = [measured(f"t{k}", 0.4, noise=0.3) for k in range(2)]
    assert fit(once) == fit(once)


@pytest.mark.parametrize(
    ("inside", "outside", "said"),
    [
        ((0.5, 0.4, 0.6), (0.0, -0.1, 0.1), "supported"),
        ((0.5, 0.4, 0.6), (0.1, 0.05, 0.15), "supported"),
        ((0.5, 0.2, 0.8), (0.0, -0.3, 0.3), "supported"),
        ((0.5, 0.4, 0.6), (0.5, 0.3, 0.7), "contradicted"),
        ((0.5, 0.4, 0.6), (0.9, 0.8, 1.0), "contradicted"),
        ((0.5, 0.4, 0.6), (0.1, -0.6, 0.8), "undecided"),
        ((0.5, 0.2, 0.8), (0.3, 0.1, 0.4), "undecided"),
        ((0.1, -0.1, 0.3), (0.0, -0.1, 0.1), "open"),
    ],
)
def test_the_verdict_follows_the_rules_that_were_fixed_before(inside, outside, said: str):
    assert verdict(Law(1, *inside), Law(1, *outside)) == said


def test_the_error_outside_is_the_mean_over_the_axes():
    ladder = width_ladder()
    rows = {t: result(t, k + 1, same=1, longer_2x=0.6, longer_10x=0.2, larger=0.0) for k, (t,) in enumerate(ladder.rungs)}
    longer, axes = points(ladder, rows, "longer"), points(ladder, rows, "all axes")
    assert (longer.errors[0, 0], longer.items) == (pytest.approx(0.6), 2000)
    assert (axes.errors[0, 0], axes.items) == (pytest.approx(1 - 0.8 / 3), 3000)


def test_no_wrong_answer_among_n_items_counts_as_half_a_one():
    ladder = width_ladder()
    rows = {t: result(t, k + 1, same=float(k > 0)) for k, (t,) in enumerate(ladder.rungs)}
    found = points(ladder, rows, "inside")
    assert found.errors[:, 0].tolist() == [1, 1 / 2000, 1 / 2000, 1 / 2000]
    assert found.zeros == 3


def test_a_trial_that_failed_stays_in_with_error_one():
    ladder = width_ladder(seeds=2)
    rows = results(ladder, 0.5, 0.0)
    rows[ladder.rungs[1][0]] = failed(ladder.rungs[1][0])
    found = points(ladder, rows, "inside")
    assert found.errors[1].tolist() == [1, pytest.approx(0.25)]
    assert found.x[1].tolist() == [4e3, 4e3]
    assert lines([ladder], rows)[0].failed == 1


def test_a_task_that_no_trial_could_be_run_on_has_no_slope():
    ladder = width_ladder()
    (line,) = lines([ladder], {trial: failed(trial) for trial in trials_of([ladder])})
    assert line.laws == {}
    assert cells(line)[4:] == ("—", "—", "—", "—", "—", "0/0/0", "4")


def test_budgets_that_were_not_used_up_have_no_slope():
    ladder = ladders(BASE, [STEPS], 1)[-1]
    rows = {trial: result(trial, 1000 + k, same=0.9) for k, (trial,) in enumerate(ladder.rungs)}
    assert points(ladder, rows, "inside") is None


def test_a_line_compares_inside_and_outside_from_stored_rows():
    ladder = width_ladder(seeds=3)
    (line,) = lines([ladder], results(ladder, inside=0.5, longer=0.0))
    assert line.laws["inside"].b == pytest.approx(0.5)
    assert line.laws["longer"].b == pytest.approx(0)
    assert line.verdict("longer") == line.verdict("all axes") == "supported"
    assert lines([ladder], results(ladder, inside=0.5, longer=0.5))[0].verdict("longer") == "contradicted"


def test_several_tasks_have_a_line_each_and_one_together():
    first, second = width_ladder(), Ladder("bits/majority", "width", "steps", ladders(BASE, [STEPS], 1)[0].rungs)
    found = lines([first, second], results(first, 0.5, 0.2))
    assert [line.tasks for line in found] == [("bits/parity",), ("bits/majority",), ("bits/parity", "bits/majority")]
    assert cells(found[2])[3] == "all 2"


def test_a_row_has_a_cell_for_each_heading_and_the_notes_state_n():
    (line,) = lines([width_ladder()], results(width_ladder(), 0.5, 0.0))
    assert cells(line)[:5] == ("width", "parameters", "steps", "bits/parity", "0.50 [0.50, 0.50]")
    assert len(cells(line)) == len(HEADINGS)
    assert "1/(2n), n = 1,000 to 1,000 items" in notes([line])


def full(tasks: tuple[str, ...]) -> list[Line]:
    """A line for everything that grows, inside steeper than outside."""
    where = {"inside": 1.0, "longer": 0.1, "all axes": 0.2}
    return [
        Line(grows, equal, tasks, {name: [measured(t, slope, noise=0.1) for t in tasks] for name, slope in where.items()})
        for equal in ("steps", "seconds")
        for grows in ("width", "depth", "examples", "budget")
    ]


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_figure_has_a_panel_for_everything_that_grows(tmp_path: Path, ending: str):
    path = tmp_path / f"scaling.{ending}"
    draw(full(("lists/sort", "bits/parity")), path)
    assert path.stat().st_size > 1000
    if ending == "svg":
        text = path.read_text()
        assert all(title in text for title in ("width, equal steps", "depth, equal seconds", "steps grow", "longer inputs"))


def test_a_figure_is_not_drawn_of_tasks_that_do_not_belong_together(tmp_path: Path):
    with pytest.raises(BadValue, match="one task"):
        draw([*full(("lists/sort",)), *full(("bits/parity",))], tmp_path / "scaling.png")
