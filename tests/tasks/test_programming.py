"""What the tasks of programming promise beyond what every task does."""

from __future__ import annotations

import pytest
from contrast.tasks.programming._scan import commands
from contrast.tasks.programming._steps import NoProgram, run, same_behaviour

from contrast.catalog import load_task


def rows(name: str, split: str) -> list[str]:
    """The commands of a split, with repetitions."""
    given = load_task(f"programming/{name}").splits[split].rows
    return [" ".join(example.inputs[0]) for example in (given() if given else ())]


def test_scan_has_20910_commands() -> None:
    assert len(commands()) == len(set(commands())) == 20_910


@pytest.mark.parametrize(
    ("name", "axis", "train", "test"),
    [
        ("scan_length", "length", 16_990, 3_920),
        ("scan_add_jump", "jump", 14_670, 7_706),
        ("scan_add_turn_left", "turn_left", 21_890, 1_208),
        ("scan_around_right", "around_right", 15_225, 4_476),
    ],
)
def test_scan_splits_are_as_large_as_published(name: str, axis: str, train: int, test: int) -> None:
    assert (len(rows(name, "train")) + len(rows(name, "same")), len(rows(name, axis))) == (train, test)


@pytest.mark.parametrize(("name", "words"), [("scan_add_jump", "jump"), ("scan_add_turn_left", "turn left")])
def test_what_is_held_out_stands_in_training_alone_only(name: str, words: str) -> None:
    assert {command for command in rows(name, "train") if words in command} == {words}


@pytest.mark.parametrize(
    ("program", "xs", "wanted"),
    [
        ("even double", [1, 2, 3, 4], [1, 4, 3, 8]),
        ("largest 2 keep", [3, 9, 1, 9, 9], [9, 9]),
        ("odd last 1 negate ; positive drop", [3, 4, 5], [-5]),
        ("negative square", [-3, 2], [9, 2]),
        ("smallest 2 drop", [3, 1, 1, 2], [3, 2]),
    ],
)
def test_programs_select_then_change(program: str, xs: list[int], wanted: list[int]) -> None:
    assert run(program.split(), xs) == wanted


@pytest.mark.parametrize("program", ["largest", "largest even", "fly", "even 3"])
def test_other_words_are_no_program(program: str) -> None:
    with pytest.raises(NoProgram):
        run(program.split(), [1, 2])


def test_a_program_that_does_the_same_is_right_too() -> None:
    wanted = ["even", "positive", "double"]
    assert same_behaviour(wanted, ["positive", "even", "double"]).right
    assert not same_behaviour(wanted, ["even", "double"]).right
    assert not same_behaviour(wanted, ["fly"]).valid


def test_the_new_word_of_execute_stands_alone_in_training() -> None:
    drawn = load_task("programming/execute").draw("train", seed=0).examples
    assert {len(example.inputs[0]) for example in drawn if "out" in example.inputs[0]} == {1}
