"""Budgets: core-seconds, candidates and bytes are kept, and whatever ends a search leaves the best so far."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

import pytest

from contrast.catalog import vocabulary
from contrast.search.limits import Meter
from contrast.solver import Budget
from contrast.vocab import lists
from tests.search.finding import XS, XS_ROWS, find, hopeless, searching

SECONDS = 3.0
BYTES = 200_000_000


def test_core_seconds_are_kept():
    run = searching(lists.VOCABULARY, hopeless, XS, XS_ROWS, Budget(seconds=SECONDS))
    before = time.process_time()
    assert not list(run.programs())
    spent = time.process_time() - before
    assert run.outcome.reason == "out_of_time"
    assert 0.95 * SECONDS <= spent <= 1.05 * SECONDS + 0.3
    assert run.outcome.core_seconds == pytest.approx(spent, rel=0.05)


@pytest.mark.parametrize("candidates", [1, 1000, 20_000])
def test_the_candidates_are_counted_and_end_the_search_within_a_block(candidates: int):
    found = find(lists.VOCABULARY, hopeless, XS, XS_ROWS, candidates=candidates)
    assert found.reason == "out_of_candidates"
    assert candidates <= found.candidates < candidates + 8192


HUNGRY = """
import json, sys
from pathlib import Path
from contrast.catalog import vocabulary
from contrast.dsl import Var
from contrast.search.search import search
from contrast.solver import Budget
from contrast.task import Example

kinds = {"arithmetic": int, "lists": list[int], "strings": str}
name, rows, budget = sys.argv[1], json.loads(sys.argv[2]), Budget(bytes=int(sys.argv[3]))
examples = [Example((x,), y) for x, y in rows]
found = search([Var("x", kinds[name])], examples, vocabulary(name), kinds[name], budget, working_rows=64)
status = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
print(json.dumps([found.reason, found.program is not None, 1024 * int(status["VmHWM"].split()[0])]))
"""
"""A search in a process of its own, so that what it holds can be told; on many rows, so that it soon holds much."""

EXAMPLES: dict[str, list[tuple[Any, Any]]] = {
    "arithmetic": [(k, (7919 * k * k) % 1009) for k in range(64)],
    "lists": [(list(range(k % 9)), [(7919 * j * k) % 101 for j in range(k % 5)]) for k in range(64)],
    "strings": [("word " * (k % 9) + chr(97 + k % 23), str((7919 * k * k) % 1009)) for k in range(64)],
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process held at most")
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_search_out_of_memory_says_so_and_never_holds_a_tenth_too_much(name: str):
    call = [sys.executable, "-c", HUNGRY, name, json.dumps(EXAMPLES[name]), str(BYTES)]
    reason, some, most = json.loads(subprocess.run(call, capture_output=True, check=True, text=True).stdout)
    assert (reason, some) == ("out_of_memory", True)
    assert most <= 1.1 * BYTES


@pytest.mark.parametrize(("error", "reason"), [(KeyboardInterrupt, "interrupted"), (MemoryError, "out_of_memory")])
def test_an_interruption_leaves_the_best_so_far(error: type[BaseException], reason: str, monkeypatch: pytest.MonkeyPatch):
    def interrupt(meter: Meter, stored: int) -> None:
        if meter.candidates > 500:
            raise error

    monkeypatch.setattr(Meter, "check", interrupt)
    found = find(lists.VOCABULARY, hopeless, XS, [([0],), ([0, 9],), ([5, 2],)])
    assert (found.reason, found.fits) == (reason, False)
    assert found.program is not None
    assert found.program.predict([([0],)]) == [[0]]  # right on one row at least


@pytest.mark.parametrize(("error", "reason"), [(KeyboardInterrupt, "interrupted"), (MemoryError, "found")])
def test_a_program_that_fits_is_kept_when_the_search_for_a_cheaper_one_is_cut_off(
    error: type[BaseException], reason: str, monkeypatch: pytest.MonkeyPatch
):
    run = searching(vocabulary("lists"), lambda xs: [x + x for x in xs], XS, XS_ROWS, Budget(candidates=100_000))
    programs = run.programs()
    first = next(programs)

    def interrupt(meter: Meter, stored: int) -> None:
        raise error

    monkeypatch.setattr(Meter, "check", interrupt)
    assert all(program.predict(XS_ROWS) == first.predict(XS_ROWS) for program in programs)
    assert (run.outcome.reason, run.outcome.fits) == (reason, True)
    assert run.outcome.program is not None
