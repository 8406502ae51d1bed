"""Learning rates and decays: chosen by in-distribution validation alone, and frozen."""

import pytest

from contrast.catalog import NETWORKS, load_task
from contrast.neural.tuned import DECAYS, DEFAULT, RATES, table, tuned
from contrast.solver import Budget
from contrast.tuning import SEED, chosen, cost, decay_trials, development_tasks, fits, rate_trials

from .report.rows import net


def run(lr: float, decay: float, *validation: float, family: str = "bits", loss: float = 1.0, **columns) -> dict:
    points = enumerate(validation)
    details = {"curve": [{"step": k, "validation_exact_match": score, "validation_loss": loss} for k, score in points]}
    return net(f"{family}/t", 0.0, solver=f"lstm?lr={lr:g}&decay={decay:g}", details=details, **columns)


def choice(*rows: dict) -> tuple[float, float]:
    (entry,) = chosen(rows)
    return entry["rate"], entry["decay"]


def test_the_best_validation_is_chosen_whatever_the_test_splits_say() -> None:
    worse_outside = run(0.01, 0.01, 0.2, 0.9)
    better_outside = {**run(0.001, 0.01, 0.8), "splits": {"same": {"exact_match": 1.0}}}
    assert choice(worse_outside, better_outside) == (0.01, 0.01)


def test_of_equals_the_stronger_decay_is_chosen() -> None:
    assert choice(run(0.01, 0.01, 1.0), run(0.003, 1.0, 0.996)) == (0.003, 1.0)
    assert choice(run(0.01, 0.01, 1.0), run(0.003, 1.0, 0.99)) == (0.01, 0.01)


def test_a_choice_is_made_on_the_mean_over_a_familys_tasks() -> None:
    rows = [run(0.01, 0.01, 1.0), run(0.01, 0.01, 0.0), run(0.003, 0.01, 0.6), run(0.003, 0.01, 0.6)]
    assert choice(*rows) == (0.003, 0.01)


def test_where_nothing_is_learnt_the_least_loss_is_chosen() -> None:
    assert choice(run(0.01, 1.0, 0.0, loss=0.9), run(0.003, 0.01, 0.004, loss=0.4)) == (0.003, 0.01)
    assert choice(run(0.01, 1.0, 0.006, loss=0.9), run(0.003, 0.01, 0.004, loss=0.4)) == (0.01, 1.0)


def test_a_collection_has_a_say_in_its_family_and_options_do_not_part_trials() -> None:
    rows = [run(0.01, 0.01, 1.0), {**run(0.003, 0.01, 0.9), "solver": "lstm?numbers=digits&lr=0.003&decay=0.01"}]
    rows += [run(0.01, 0.01, 0.2, family="bits/more"), run(0.003, 0.01, 0.9, family="bits/more")]
    assert choice(*rows) == (0.003, 0.01)


def test_a_net_is_tuned_where_it_is_the_default_and_with_the_options_that_it_has_there() -> None:
    assert set(development_tasks("planning", "lstm")) == {"planning/gripper", "planning/tower_of_hanoi"}
    assert {solver for task, solver in tried("planning", "lstm") if task == "planning/tower_of_hanoi"} == {
        f"lstm?numbers=digits&lr={rate:g}&decay={DECAYS[0]:g}" for rate in RATES
    }
    assert all("positions=both_ends" in solver for _, solver in tried("strings", "transformer"))


def test_the_perceptron_is_tried_with_all_pairs_of_the_menu() -> None:
    assert {solver for _, solver in tried("arithmetic", "mlp")} == {
        f"mlp?lr={rate:g}&decay={decay:g}" for rate in RATES for decay in DECAYS
    }


def tried(family: str, net: str) -> list[tuple[str, str]]:
    return [(trial.task, trial.solver) for trial in rate_trials(Budget(seconds=1.0), [net], [family])]


def test_each_family_is_chosen_for_by_itself() -> None:
    entries = chosen([run(0.01, 1.0, 1.0), run(0.003, 1.0, 1.0, family="lists")])
    assert [(entry["family"], entry["rate"]) for entry in entries] == [("bits", 0.01), ("lists", 0.003)]


def test_what_has_no_validation_chooses_nothing() -> None:
    assert chosen([{**run(0.01, 0.01), "status": "failed"}, run(0.01, 0.01)]) == []


def test_the_cost_counts_every_trial_behind_the_choices() -> None:
    rows = [run(0.01, 1.0, 1.0), run(0.003, 1.0, 0.5), run(0.01, 1.0, 1.0, family="lists")]
    assert cost(chosen(rows)) == pytest.approx(sum(row["core_seconds"] for row in rows))


def test_tuning_uses_development_seeds_and_unlimited_data_alone() -> None:
    trials = rate_trials(Budget(seconds=1.0), ["lstm", "mpnn"], ["bits", "graphs"])
    assert {(trial.seed, trial.regime) for trial in trials} == {(SEED, "unlimited")}
    assert {trial.solver.partition("?")[0] for trial in trials} == {"lstm", "mpnn"}
    assert len(trials) == len(RATES) * (3 + 3)


def test_the_stronger_decay_is_tried_at_the_rate_that_did_best_without() -> None:
    trials = decay_trials(Budget(seconds=1.0), [run(0.01, 0.01, 0.5), run(0.003, 0.01, 0.7), run(0.001, 0.01, 0.6)])
    assert {trial.solver for trial in trials} == {f"lstm?lr=0.003&decay={decay:g}" for decay in DECAYS[1:]}
    assert len(trials) == 3 * len(DECAYS[1:])


@pytest.mark.parametrize(
    ("name", "nets"),
    [
        ("graphs/shortest_path", {"mpnn", "transformer", "looped_transformer"}),
        ("perception/digits", {"mlp", "cnn", "looped_cnn"}),
        ("arithmetic/modular_addition", {"mlp"}),
        ("science/kepler", set()),
        ("bits/parity", {"rnn", "lstm", "bilstm", "stack_rnn", "transformer", "looped_transformer", "deepsets"}),
    ],
)
def test_only_nets_made_for_the_kinds_are_tuned(name: str, nets: set[str]) -> None:
    assert {net for net in NETWORKS if fits(net, load_task(name))} == nets


def test_the_frozen_table_holds_choices_from_the_menu_and_their_scores() -> None:
    assert table()["protocol"]["seed"] == SEED
    assert table()["core_seconds"] == round(cost(table()["chosen"])) > 0
    for entry in table()["chosen"]:
        assert entry["net"] in NETWORKS
        assert entry["rate"] in RATES
        assert entry["decay"] in DECAYS
        assert {(rate, decay) for rate, decay, *_ in entry["scores"]} <= {(r, d) for r in RATES for d in DECAYS}


def test_a_family_that_was_not_tuned_gets_what_most_others_have_or_the_default() -> None:
    assert tuned("perceptron", "lists") == DEFAULT
    for name in NETWORKS:
        others = [(entry["rate"], entry["decay"]) for entry in table()["chosen"] if entry["net"] == name]
        common = [pair for pair in others if others.count(pair) > len(others) / 2]
        assert tuned(name, "poems") == (common[0] if common else DEFAULT)


def test_a_collection_has_the_rates_of_the_family_it_lies_in() -> None:
    assert tuned("mlp", "science/feynman") == tuned("mlp", "science")
