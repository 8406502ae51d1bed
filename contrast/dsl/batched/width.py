"""How long a list or a string may be: a longer one is undefined, or a fold that doubles its state would not end."""

from __future__ import annotations

from contextvars import ContextVar

LONGEST = 4096
"""Elements of a list, or characters of a string, that a value may have."""

LIMIT: ContextVar[int] = ContextVar("LIMIT", default=LONGEST)
"""The same for whoever evaluates columns at the moment; a search needs only what is about as long as its examples. Kernels
whose values may be much longer than their arguments look at it before they make them."""
