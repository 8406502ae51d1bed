"""The digest names outcomes, not the occasion."""

import copy
import random

import pytest

from contrast.report.digest import results_digest
from tests.report.rows import comparison, net, search


def test_it_is_twelve_hexadecimal_characters():
    digest = results_digest(comparison())
    assert len(digest) == 12
    assert int(digest, 16) >= 0


def test_it_does_not_depend_on_the_order():
    rows = comparison()
    random.Random(0).shuffle(rows)
    assert results_digest(rows) == results_digest(comparison())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("core_seconds", 9.9), ("wall_seconds", 9.9), ("evaluation_seconds", 9.9), ("peak_memory_bytes", 1),
        ("started_at", "2030-01-01T00:00:00+00:00"), ("provenance", {"cpu": "another"}), ("error", "Traceback at 0x7f"),
        ("details", {"train_seconds": 3.0, "log": [{"step": 1, "time": 2.0}]}),
    ],
)  # fmt: skip
def test_it_does_not_depend_on_times_memory_and_place(column: str, value: object):
    before = net("lists/sort", 0.5, details={"train_seconds": 1.0, "log": [{"step": 1, "time": 8.0}]})
    assert results_digest([before | {column: value}]) == results_digest([before])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("program", "other(xs)"), ("bits", 8.0), ("candidates_tried", 1), ("status", "failed"), ("reason", "out_of_time"),
        ("stopped_at", {"candidates": 5}), ("predictions_digest", "0000"), ("seed", 1), ("task_version", 2),
        ("details", {"learning_rate": 0.01}), ("budget", {"seconds": 3.0}),
    ],
)  # fmt: skip
def test_it_depends_on_every_outcome_and_question(column: str, value: object):
    before = search("lists/sort", 0.5, details={"learning_rate": 0.1})
    assert results_digest([before | {column: value}]) != results_digest([before])


def test_it_changes_with_any_score():
    for number, row in enumerate(comparison()):
        for name in row["splits"]:
            changed = copy.deepcopy(comparison())
            changed[number]["splits"][name]["exact_match"] += 0.001
            assert results_digest(changed) != results_digest(comparison()), (row["task"], row["solver"], name)


def test_a_missing_trial_changes_it():
    assert results_digest(comparison()[1:]) != results_digest(comparison())
