"""Solvers that others wrote, run under our protocol: the same examples, the same budget, the same kind of answer."""
