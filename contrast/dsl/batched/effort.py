"""What the evaluation of programs has taken so far, counted rather than timed, so that it is the same on every machine.

The unit is the time of a plain candidate of the search. Many a candidate takes no more; one that folds over a list by a body
that folds again takes some hundred calls.
"""

from __future__ import annotations

from contrast.dsl.batched.columns import Column, Ragged

CALL = 8.0
"""A primitive applied to columns, whatever they hold."""

BYTES = 1 << 13
"""Bytes of values that take as long as a candidate."""

LIFTED = 0.25
"""A value that is computed by a scalar meaning."""


class Effort:
    """The sum of all that was done."""

    def __init__(self) -> None:
        self.total = 0.0

    def add(self, column: Column, lifted: bool) -> None:
        """An application that gave these values."""
        values = column.values if isinstance(column, Ragged) else column
        self.total += CALL + (LIFTED * values.size if lifted else values.nbytes / BYTES)


EFFORT = Effort()
"""That of this process."""
