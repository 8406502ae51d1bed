"""The process that a peer runs in, here cvc5: one job a line comes in, one reply a line goes out. It imports nothing of contrast.

A script is charged for what its checks take (`check-synth`, `check-sat`); loading the library and reading the script are
counted apart. The timer of core-seconds ends the process, which the reader of the replies sees as their end.
"""

from __future__ import annotations

import importlib
import json
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from typing import IO, Any

CHARGED = ("check-synth", "check-synth-next", "check-sat", "check-sat-assuming")

OPTIONS = {"sygus": "true", "incremental": "false", "dag-thresh": "0"}
"""incremental: left on, easy problems took minutes. dag-thresh: `let` would hide an answer's size."""

MARGIN, MARGIN_SECONDS = 1.25, 0.1
"""The timer is set so much later than the limit: the system counts ticks, and on a busy core it was up to a fifth early. An
answer that came after its seconds is seen by `charged` and does not count."""

WARM_UP = "(set-logic LIA)(synth-fun f ((x Int)) Int)(constraint (= (f 1) 2))(check-synth)"
"""Answered before any memory is limited, so that the library has what it takes once in any case: where that failed, it would
end the process, and not say why."""

WARM_UP_SECONDS = 60.0
"""It takes milliseconds; the limit is for a library that hangs."""

GRACE_SECONDS = 2
"""The system's own limit, in whole seconds, comes this long after the timer's."""

Job = dict[str, Any]
"""What comes in: `seconds`, `bytes`, and what the peer is to do. What goes out: `outputs`, `error`, `charged`, `other`."""


def main() -> None:
    """Answer cvc5's scripts until the input ends."""
    serve("cvc5", _run, {"script": WARM_UP, "seconds": WARM_UP_SECONDS, "options": {}})


def serve(library: str, answer: Callable[[Any, Job], Job], warm_up: Job | None = None) -> None:
    """Load a library and answer jobs with it until the input ends. Memory is limited from the first job on, not at `warm_up`."""
    replies = _own_standard_output()
    try:
        peer = importlib.import_module(library)
    except ImportError as error:
        _say(replies, {"missing": str(error)})
        return
    if warm_up is not None:
        answer(peer, warm_up)
    _say(replies, {"import_seconds": time.process_time()})
    for line in sys.stdin:
        job = json.loads(line)
        _limit_memory(job["bytes"])
        _say(replies, answer(peer, job))


def _own_standard_output() -> IO[str]:
    """Where replies go; what the library prints by itself goes to standard error."""
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    return replies


def _say(replies: IO[str], reply: dict[str, Any]) -> None:
    replies.write(json.dumps(reply) + "\n")
    replies.flush()


def _limit_memory(size: int) -> None:
    """Allow `size` bytes of address space beyond what the library itself takes (Linux; elsewhere there is no such limit)."""
    try:
        with open("/proc/self/statm") as statm:
            held = int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = held + size
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def limit_time(seconds: float) -> None:
    """From now on this process may use `seconds` of core time; 0 takes the limit away."""
    late = MARGIN * seconds + MARGIN_SECONDS if seconds else 0.0
    signal.setitimer(signal.ITIMER_PROF, late)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = math.ceil(time.process_time() + late) + GRACE_SECONDS if seconds else hard
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _run(cvc5: Any, job: Job) -> Job:
    """What the script's commands printed, and the core-seconds of its checks and of the rest."""
    seconds, options = job["seconds"], {**OPTIONS, **job["options"]}
    start, charged = time.process_time(), 0.0
    outputs: list[str] = []
    error = None
    try:
        solver = cvc5.Solver()
        for name, value in options.items():
            solver.setOption(name, value)
        parser = cvc5.InputParser(solver)
        language = cvc5.InputLanguage.SYGUS_2_1 if options["sygus"] == "true" else cvc5.InputLanguage.SMT_LIB_2_6
        limit_time(seconds)
        parser.setStringInput(language, job["script"], "script")
        while not (command := parser.nextCommand()).isNull():
            before = time.process_time()
            check = command.getCommandName() in CHARGED
            if check:
                limit_time(max(seconds - charged, 1e-6))
            printed = command.invoke(solver, parser.getSymbolManager())
            charged += time.process_time() - before if check else 0.0
            outputs += [printed.strip()] if printed.strip() else []
    except MemoryError:
        error = "out_of_memory"
    except RuntimeError as problem:
        error = str(problem).strip() or type(problem).__name__
    limit_time(0)
    return {"outputs": outputs, "error": error, "charged": charged, "other": time.process_time() - start - charged}


if __name__ == "__main__":
    main()
