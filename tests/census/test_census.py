"""Censuses: functions that do something, each something else, the same for the same seed."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache
from typing import Any

import pytest

from contrast.catalog import load_task, select_tasks, task_names
from contrast.catalog.tasks import DRAWN, collections
from contrast.census.sieve import Drawn, Sieve
from contrast.check import assert_task
from contrast.dsl import parse
from contrast.errors import BadProgram, BadTask, Undefined
from contrast.vocab import lists_full

CENSUSES = sorted(name for name, kind in collections().items() if kind == DRAWN)


@cache
def few(name: str, seed: int = 5) -> list[str]:
    """Some members of a census."""
    return select_tasks([f"{name}?n=4&seed={seed}"])


def test_there_is_a_census_of_each_source():
    assert set(CENSUSES) >= {
        f"census/{name}" for name in ("lists", "lists_beyond", "automata", "circuits", "cellular", "teachers")
    }


def test_drawn_tasks_have_to_be_asked_for():
    assert not any(name.startswith("census/") for name in task_names())
    assert select_tasks(["census/teach*"]) == select_tasks(["census/teachers"])


@pytest.mark.parametrize("name", CENSUSES)
def test_a_member_conforms_as_every_task_does(name: str):
    assert_task(load_task(few(name)[1]))


@pytest.mark.parametrize("name", CENSUSES)
def test_members_behave_differently(name: str):
    tasks = [load_task(reference) for reference in few(name)]
    inputs = [example.inputs for example in tasks[0].draw("train", 0, 40).examples]
    answers = [tuple(_answer(task, one) for one in inputs) for task in tasks if task.output_kind == tasks[0].output_kind]
    assert len(set(answers)) == len(answers)


def _answer(task: Any, inputs: tuple[Any, ...]) -> str:
    try:
        return repr(task.reference(*inputs))
    except (Undefined, OverflowError):
        return ""


@pytest.mark.parametrize("name", ["census/lists", "census/automata", "census/teachers"])
def test_another_seed_draws_other_functions(name: str):
    ours, others = ({load_task(reference).description for reference in few(name, seed)} for seed in (5, 6))
    assert len(ours & others) < len(ours)


@pytest.mark.parametrize("name", CENSUSES)
def test_a_function_has_the_version_of_its_text(name: str):
    tasks = [load_task(reference) for reference in few(name)]
    assert len({task.version for task in tasks}) == len({task.description for task in tasks})


def test_members_beyond_the_vocabulary_cannot_be_read_in_it():
    for reference in few("census/lists_beyond"):
        task = load_task(reference)
        text = task.description.removeprefix("What the program ").removesuffix(" gives.")
        parse(text, lists_full.VOCABULARY, task.inputs, task.output_kind)
        with pytest.raises(BadProgram):
            parse(text, task.dsl, task.inputs, task.output_kind)


@pytest.mark.parametrize("name", ["census/teachers", "census/circuits"])
def test_functions_of_twelve_bits_are_neither_constant_nor_lopsided(name: str):
    for reference in few(name):
        outputs = Counter(load_task(reference).reference(*bits) for bits in itertools.product((False, True), repeat=12))
        assert min(outputs[False], outputs[True]) > 0.15 * 4096


PROBES = {"train": [(k,) for k in range(24)], "larger": [(k,) for k in range(100, 124)]}


@pytest.mark.parametrize(
    ("function", "taken"),
    [
        (lambda x: x + 1, True),
        (lambda x: 7, False),
        (lambda x: x if x < 100 else 0, False),
        (lambda x: int(x > 21), False),
        (lambda x: x + 2, False),
    ],
    ids=["new", "constant", "constant on an axis", "nearly constant", "known"],
)
def test_the_sieve_takes_what_does_something_new(function: Any, taken: bool):
    assert Sieve(PROBES, known=[lambda x: x + 2]).takes(function) == taken


def test_the_sieve_takes_no_function_without_an_output_on_the_smallest_inputs():
    def but_for_twenty(x: int) -> int:
        if x == 20:
            raise Undefined("twenty")
        return x * x % 7

    assert Sieve(PROBES, smallest=[[(1,), (20,)]]).takes(but_for_twenty)
    assert not Sieve(PROBES, smallest=[[(1,)], [(20,), (20,)]]).takes(but_for_twenty)


def test_the_sieve_takes_nothing_twice_and_says_when_there_is_no_more():
    sieve = Sieve(PROBES)
    band = itertools.cycle([Drawn(lambda x: x, 1.0, "x"), Drawn(lambda x: -x, 1.0, "-x")])
    assert [one.text for one in sieve.fill([band], 2)] == ["x", "-x"]
    with pytest.raises(BadTask, match=r"0 functions were drawn that differ, and 1 are asked for; give a smaller n"):
        sieve.fill([band], 1)


def test_what_one_band_lacks_is_taken_from_the_next():
    few, many = [Drawn(lambda x: x, 1.0, "few")], (Drawn(lambda x, k=k: x + k, 2.0, f"{k}") for k in itertools.count(1))
    found = Sieve(PROBES).fill([iter(few), iter(many)], 6)
    assert [one.text for one in found] == ["few", "1", "2", "3", "4", "5"]


def test_a_census_has_as_many_members_as_are_asked_for_by_default():
    assert len(select_tasks(["census/bits"])) == 30  # where short programs are few
