"""Trials and their content keys."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from contrast.errors import BadValue, UnknownName
from contrast.solver import Budget
from contrast.study.trial import Trial, cross, source_hash, trial_key

from .worlds import TASK, trial, write_task

ONE = Trial("lists/sort", "majority", "fixed", 32, 0, Budget(seconds=3.0))

OTHERS = {
    "task": replace(ONE, task="lists/reverse"),
    "solver": replace(ONE, solver="copy"),
    "solver option": replace(ONE, solver="majority?a=1"),
    "regime": replace(ONE, regime="unlimited", examples=None),
    "examples": replace(ONE, examples=33),
    "seed": replace(ONE, seed=1),
    "seconds": replace(ONE, budget=Budget(seconds=4.0)),
    "steps": replace(ONE, budget=Budget(seconds=3.0, steps=5)),
    "candidates": replace(ONE, budget=Budget(seconds=3.0, candidates=5)),
    "bytes": replace(ONE, budget=Budget(seconds=3.0, bytes=1)),
}


@pytest.mark.parametrize("part", OTHERS)
def test_the_key_tells_trials_apart_by(part):
    assert OTHERS[part].key(1, 1) != ONE.key(1, 1)


@pytest.mark.parametrize("versions", [(2, 1, 1), (1, 2, 1), (1, 1, 2)], ids=["task", "solver", "dsl"])
def test_the_key_tells_versions_apart(versions):
    assert ONE.key(*versions) != ONE.key(1, 1, 1)


CANONICAL = (
    '{"budget":{"bytes":2147483648,"candidates":null,"seconds":3.0,"steps":null},"dsl_version":1,"examples":32,"regime":"fixed",'
    '"seed":0,"solver":"majority","solver_version":1,"task":"lists/sort","task_version":1}'
)


def test_the_key_is_the_start_of_a_sha256_that_never_changes():
    assert ONE.key(1, 1) == sha256(CANONICAL.encode()).hexdigest()[:16]  # another text would throw finished trials away


def test_equal_trials_have_one_key():
    assert replace(ONE).key(1, 1) == ONE.key(1, 1)


def test_a_trial_survives_its_dict():
    assert Trial.from_dict(ONE.to_dict()) == ONE


def test_a_trial_is_read_from_a_stored_row():
    assert Trial.from_dict({**ONE.to_dict(), "status": "solved", "splits": {}}) == ONE


class Net:
    """A stand-in for a solver that learns from a stream."""

    name, version, options, learns_from_stream = "net", 1, {}, True


def test_a_new_dsl_version_does_not_outdate_a_net(twice):
    from contrast.catalog import load_task

    task = load_task(twice)
    later = replace(task, dsl=replace(task.dsl, version=2))
    assert trial_key(trial(twice), later, Net()) == trial_key(trial(twice), task, Net())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"examples": 0}, "--examples 0: give a number from 1 to 1,000,000"),
        ({"examples": 1_000_001}, "--examples 1000001: give a number from 1 to 1,000,000"),
        ({"examples": None}, "--examples None: give a number from 1 to 1,000,000"),
        ({"seed": -1}, "--seeds -1: a seed is a whole number from 0 up"),
    ],
)
def test_an_impossible_count_is_refused_in_one_sentence(fields, message):
    with pytest.raises(BadValue) as caught:
        replace(ONE, **fields)
    assert str(caught.value) == message


def test_an_unknown_regime_is_refused():
    with pytest.raises(UnknownName, match="no regime named 'endless'; use fixed or unlimited"):
        replace(ONE, regime="endless")


def test_the_cross_holds_every_combination_once(twice, plugins):
    trials = cross([twice], ["plain", "small", "plain"], [4, 8], [0, 1], Budget(steps=1))
    assert [(t.solver, t.examples, t.seed) for t in trials] == [
        ("plain", 4, 0), ("plain", 4, 1), ("plain", 8, 0), ("plain", 8, 1),
        ("small", 4, 0), ("small", 4, 1), ("small", 8, 0), ("small", 8, 1),
    ]  # fmt: skip


def test_only_solvers_that_learn_from_a_stream_run_unlimited(twice, plugins):
    trials = cross([twice], ["plain", "streamer"], [4, 8], [0], Budget(steps=1), ["fixed", "unlimited"])
    assert [(t.solver, t.regime, t.examples) for t in trials] == [
        ("plain", "fixed", 4), ("plain", "fixed", 8),
        ("streamer", "fixed", 4), ("streamer", "fixed", 8), ("streamer", "unlimited", None),
    ]  # fmt: skip


def test_net_stands_for_the_architecture_that_fits_the_task(twice, plugins, monkeypatch):
    from contrast.study import trial as module

    monkeypatch.setattr(module, "solver_for", lambda name, task: "streamer" if name == "net" else name)
    assert [t.solver for t in cross([twice], ["net", "plain"], [4], [0], Budget(steps=1))] == ["streamer", "plain"]


def test_a_cross_without_trials_says_so(twice, plugins):
    with pytest.raises(BadValue, match="nothing to run: 1 tasks, 1 solvers, 1 example counts, 1 seeds, regimes unlimited"):
        cross([twice], ["plain"], [4], [0], Budget(steps=1), ["unlimited"])


def test_an_unknown_task_is_named_with_the_closest(plugins):
    with pytest.raises(UnknownName, match="no task named 'lists/sprt'; did you mean 'lists/sort'"):
        cross(["lists/sprt"], ["plain"], [4], [0], Budget(steps=1))


def reference_hash(folder, name, text):
    from contrast.catalog import load_task

    return source_hash(load_task(write_task(folder, name, text)).reference)


def test_comments_docstrings_and_neighbours_do_not_change_the_source_hash(tmp_path):
    edited = TASK.replace("  # a comment", "").replace("Twice `n`.", "Two times `n`.").replace("def rows", "I = 1\n\ndef rows")
    assert reference_hash(tmp_path, "first", TASK) == reference_hash(tmp_path, "second", edited)


def test_another_formula_changes_the_source_hash(tmp_path):
    assert reference_hash(tmp_path, "first", TASK) != reference_hash(tmp_path, "second", TASK.replace("2 * n", "n + n"))


def test_a_function_without_source_has_no_hash():
    assert source_hash(len) is None
