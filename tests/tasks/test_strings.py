"""What the tasks of strings promise beyond what every task does."""

from __future__ import annotations

import pytest

from contrast.catalog import load_task, task_names
from contrast.task import Example

STRINGS = [name for name in task_names() if name.startswith("strings/")]

LONGEST = 40
"""Characters of a training input that every net can afford."""


def drawn(name: str, split: str) -> list[Example]:
    return load_task(name).draw(split, seed=2, count=500).examples


@pytest.mark.parametrize("name", STRINGS)
def test_training_inputs_are_short(name: str) -> None:
    assert max(len(e.inputs[0]) for e in drawn(name, "train")) <= LONGEST


@pytest.mark.parametrize(
    ("name", "axis"),
    [(name, axis) for name in STRINGS for axis in ("unseen_characters", "other_separators") if axis in load_task(name).axes],
)
def test_characters_that_are_called_unseen_were_not_seen(name: str, axis: str) -> None:
    if name in ("strings/acronym", "strings/title_case") and axis == "other_separators":
        return  # there it is the number of signs that is new
    seen = {sign for e in drawn(name, "train") for sign in e.inputs[0]}
    assert all(set(e.inputs[0]) - seen for e in drawn(name, axis))


def test_words_repeat_or_hold_one_another_in_half_of_the_structured_names() -> None:
    names = [e.inputs[0].split() for e in drawn("strings/swap_first_last_name", "structured")]
    assert sum(any(word in other for word in name[:-1] for other in name[-1:]) for name in names) > len(names) / 2


def test_two_noughts_stand_in_most_structured_numbers() -> None:
    numbers = [e.output for e in drawn("strings/normalise_phone", "structured")]
    assert sum("00" in number for number in numbers) > len(numbers) / 2


def test_phone_numbers_have_codes_of_no_country() -> None:
    for axis in ("train", *load_task("strings/normalise_phone").axes):
        assert {e.output[:3] for e in drawn("strings/normalise_phone", axis)} == {"+83", "+89"}


def test_an_address_without_parts_is_a_domain_or_begins_with_one() -> None:
    assert all(e.inputs[0].startswith(e.output) for e in drawn("strings/extract_domain", "missing_parts"))
