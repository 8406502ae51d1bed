"""The schemes that apply a function to a state again and again, on columns: many functions and states at once.

A cell is one state under one body. Most come to rest after a few applications: a state that a body does not change, it will
never change. Such cells are laid aside, and only the others go on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from contrast.dsl.batched.columns import Column, broadcast, concatenate, differing, reshape, select, take
from contrast.vocab.kernels.schemes import Partial, function_batch

STEP_LIMIT = 64
"""How often an iteration may apply its function; one that needs more is undefined."""

CROWDED = 0.6
"""The share of the cells that must be going on, or the others are laid aside."""


class Cells:
    """The states of an iteration while it goes on.

    functions: the function arguments, for which each cell has a body.  state, defined, active: of the cells at hand, at
    first of the whole batch, then in a row; `active` are those that go on.
    """

    def __init__(self, functions: tuple[Callable[..., Any], ...], state: Column, batch: tuple[int, ...], defined: np.ndarray):
        self.functions = functions
        self.batch = batch
        self.state = broadcast(state, batch)
        self.defined = defined
        self.active = defined
        self._places: np.ndarray | None = None
        self._resting: list[tuple[np.ndarray, Column, np.ndarray]] = []

    def thin_out(self) -> bool:
        """Lay aside what rests, if that is much; whether anything goes on."""
        going = np.count_nonzero(self.active)
        if going <= CROWDED * self.active.size:
            flat = self.active.reshape(-1)
            self._lay_aside(np.flatnonzero(~flat))
            self._go_on_with(np.flatnonzero(flat))
        return bool(going)

    def result(self) -> Partial:
        """All states, and where they are defined."""
        if not self._resting:
            return self.state, self.defined
        self._lay_aside(np.arange(self.active.size))
        places, states, defined = zip(*self._resting, strict=True)
        order = np.argsort(np.concatenate(places))
        state = take(concatenate(states), order)
        return reshape(state, self.batch), np.concatenate(defined)[order].reshape(self.batch)

    def at_hand(self, column: np.ndarray) -> np.ndarray:
        """The entries of an array of the whole batch that belong to the cells at hand."""
        return column if self._places is None else column.reshape(-1)[self._places]

    def _flat(self) -> tuple[np.ndarray, Column, np.ndarray]:
        places = np.arange(self.active.size) if self._places is None else self._places
        return places, reshape(self.state, (len(places),)), self.defined.reshape(-1)

    def _lay_aside(self, index: np.ndarray) -> None:
        places, state, defined = self._flat()
        self._resting.append((places[index], take(state, index), defined[index]))

    def _go_on_with(self, index: np.ndarray) -> None:
        places, state, defined = self._flat()
        self.functions = tuple(f.at(index) for f in self.functions)  # type: ignore[attr-defined]
        self._places, self.state, self.defined = places[index], take(state, index), defined[index]
        self.active = np.ones(len(index), bool)

    def restrict(self, fine: np.ndarray | None) -> None:
        """What an active cell needed is defined only where `fine` holds."""
        if fine is not None:
            self.defined = self.defined & (fine | ~self.active)
            self.active = self.active & fine

    def apply(self, f: Callable[..., Any]) -> None:
        """The next state of each active cell; those that it leaves as they are come to rest."""
        after, fine = f(self.state)
        self.restrict(fine)
        after = broadcast(after, self.active.shape)
        moved = self.active & differing(after, self.state)
        self.state = after if self.active.all() else select(self.active, after, self.state)
        self.active = moved


def repeated(f: Callable[..., Any], times: np.ndarray, start: Column, limit: int | None = STEP_LIMIT) -> Partial:
    """`f` applied to `start` as often as `times` says; undefined beyond `limit` times and for a negative number."""
    batch = function_batch(f, times, start)
    times = np.broadcast_to(times, batch)
    cells = Cells((f,), start, batch, (times >= 0) & (times <= (times.max(initial=0) if limit is None else limit)))
    cells.active = cells.defined & (times > 0)
    done = 0
    while cells.thin_out():
        cells.apply(cells.functions[0])
        done += 1
        cells.active &= done < cells.at_hand(times)
    return cells.result()


def repeated_until(p: Callable[..., Any], f: Callable[..., Any], start: Column) -> Partial:
    """`f` applied to `start` until `p` holds of the state; undefined where that takes more than the limit of steps."""
    batch = function_batch(f, start)
    cells = Cells((p, f), start, batch, np.ones(batch, bool))
    for done in range(STEP_LIMIT + 1):
        holds, fine = cells.functions[0](cells.state)
        cells.restrict(fine)
        cells.active = cells.active & ~holds
        if done == STEP_LIMIT or not cells.thin_out():
            break
        going = cells.active
        cells.apply(cells.functions[1])
        cells.defined = cells.defined & (cells.active | ~going)  # a state that comes to rest before is never done
    cells.defined = cells.defined & ~cells.active
    return cells.result()
