"""cvc5 as a synthesiser: SyGuS-IF text in, a `define-fun` out, within core-seconds and bytes.

Source: cvc5 (Barbosa et al., TACAS 2022); SyGuS-IF 2.1. It is the peer that program search is compared with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contrast.peers.session import Reply, Session
from contrast.solver import Budget

ENDLESS = 10.0**6
"""Core-seconds of a budget that names none."""

NOTHING = ("infeasible", "fail", "unknown")
"""What cvc5 prints where it found no answer, or knows that there is none."""


@dataclass(frozen=True)
class Answer:
    """What cvc5 came to.

    text: the answer's `define-fun`, or None.  reason: solved, unsolved (it gave up, or no program can do it), out_of_time,
    out_of_memory, interrupted, or its error message.  core_seconds: of solving; startup_seconds: of loading the library and
    reading the problem, charged on neither side.
    """

    text: str | None
    reason: str
    core_seconds: float
    startup_seconds: float

    @property
    def solved(self) -> bool:
        return self.text is not None


def synthesise(problem: str, budget: Budget, options: Mapping[str, str] | None = None) -> Answer:
    """cvc5's answer to a problem given as SyGuS-IF text. Raises `MissingPeer` where cvc5 cannot run."""
    with Session(budget.bytes) as session:
        return _answer(session.run(problem, ENDLESS if budget.seconds is None else budget.seconds, options))


def _answer(reply: Reply) -> Answer:
    text = definition(reply.outputs[-1]) if reply.outputs and reply.error is None else None
    reason = reply.error or ("unsolved" if text is None else "solved")
    return Answer(text, reason, reply.core_seconds, reply.startup_seconds)


def definition(printed: str) -> str | None:
    """The `define-fun` in what `check-synth` printed, `(\\n(define-fun …)\\n)`; None if it printed that there is none."""
    if printed in NOTHING or "(define-fun" not in printed:
        return None
    inside = printed[printed.index("(define-fun") :].rstrip()
    return inside.removesuffix(")").rstrip()
