"""Trials that could still improve go on from where they were, and nothing is lost on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contrast.api import go_on
from contrast.errors import BadValue, StoreError
from contrast.report.lines.aggregate import aggregate
from contrast.solver import Budget
from contrast.study.inline import Inline
from contrast.study.replay import replay
from contrast.study.run import run
from contrast.study.storage.checkpoints import folder, load, save
from contrast.study.storage.store import Store
from contrast.study.trial import Trial, continued

SLOW = Trial("lists/reverse", "transformer?width=16&depth=1", "unlimited", None, 0, Budget(steps=300))
FIXED = Trial("lists/reverse", "transformer?width=16&depth=1", "fixed", 40, 0, Budget(steps=200))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with two trials that could still improve, each gone on with to three times its budget."""
    path = tmp_path_factory.mktemp("study") / "results.db"
    with Store.open(path) as store:
        run([SLOW, FIXED], store, executor_factory=Inline)
        assert {row["unfinished"] for row in store.rows()} == {"still_improving"}
    go_on(path, 3)
    return path


def rows(path: Path) -> Iterator[tuple[dict, dict]]:
    """Pairs of a row and the one that continues it."""
    with Store.read(path) as store:
        found = list(store.rows())
    for row in found:
        if row.get("continues"):
            yield next(one for one in found if one["key"] == row["continues"]), row


def test_a_trial_goes_on_to_a_multiple_of_its_budget(results: Path) -> None:
    for before, after in rows(results):
        assert after["budget"]["steps"] == 3 * before["budget"]["steps"]
        assert after["stopped_at"]["steps"] == 2 * before["stopped_at"]["steps"]
        assert after["core_seconds"] > before["core_seconds"]
        assert after["key"] != before["key"]


def test_the_curve_goes_on_where_it_was(results: Path) -> None:
    for before, after in rows(results):
        curve = after["details"]["curve"]
        assert curve[: len(before["details"]["curve"])] == before["details"]["curve"]
        assert [point["step"] for point in curve] == sorted(point["step"] for point in curve)
        assert curve[-1]["step"] == 3 * before["stopped_at"]["steps"]
        assert curve[-1]["train_loss"] < before["details"]["curve"][-1]["train_loss"]


def test_the_labels_of_both_parts_are_counted(results: Path) -> None:
    for before, after in rows(results):
        more = after["examples_used"] > before["examples_used"]
        assert more == (after["regime"] == "unlimited")


def test_a_continued_trial_has_a_line_of_its_own(results: Path) -> None:
    with Store.read(results) as store:
        assert sorted(line.budget.endswith(", continued") for line in aggregate(store.rows())) == [False, False, True, True]


def test_a_continued_trial_replays_to_the_same(results: Path) -> None:
    for before, after in rows(results):
        assert replay(after, Inline(), load(results, before["key"])).same


def test_going_on_again_runs_only_what_is_new(results: Path) -> None:
    again = go_on(results, 3)
    assert again.summary.cached >= 2


def test_only_the_tasks_asked_for_go_on(results: Path) -> None:
    with pytest.raises(BadValue, match="no trial of these results could still improve"):
        go_on(results, 4, ["bits/*"])


def test_without_its_checkpoint_a_trial_does_not_go_on_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "results.db"
    with Store.open(path) as store:
        run([FIXED], store, executor_factory=Inline)
    for file in folder(path).iterdir():
        file.unlink()
    with pytest.raises(StoreError, match="results copied without their folder of checkpoints"):
        go_on(path, 4)


def test_a_damaged_checkpoint_is_a_failed_trial_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "results.db"
    with Store.open(path) as store:
        run([FIXED], store, executor_factory=Inline)
    for file in folder(path).iterdir():
        file.write_bytes(file.read_bytes()[:100])
    (row,) = [row for row in go_on(path, 4).rows if row.get("continues")]
    assert row["status"] == "failed"
    assert "the checkpoint cannot be read" in row["reason"]


def test_a_checkpoint_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "results.db.checkpoints").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="cannot be written"):
        save(tmp_path / "results.db", "abc", b"x")


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no results file"):
        go_on(tmp_path / "results.db", 4)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("factor", [1, 0, -4])
def test_a_factor_below_two_is_refused(factor: int) -> None:
    with pytest.raises(BadValue, match="a whole number from 2 up"):
        continued([], factor)
