"""A conversation with cvc5 in a process of its own, so that its time, its memory and its crashes stay its own."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from contrast.errors import ContrastError
from contrast.solver import DEFAULT_BYTES

CHILD = Path(__file__).with_name("child.py")

WALL_FACTOR, WALL_SECONDS = 10.0, 30.0
"""A process that has not answered after so many times its core-seconds, and so many seconds more, is ended."""

OUT_OF_TIME = (-signal.SIGPROF, -signal.SIGXCPU) if sys.platform != "win32" else ()
"""How the process ends when its timer, or the system's own limit of core-seconds, ends it."""

NO_MEMORY = ("bad_alloc", "memoryerror", "cannot allocate memory", "out_of_memory")
"""What cvc5, Python, the number library and the system's loader say, in small letters, when there is no more."""


class MissingPeer(ContrastError):
    """A peer solver that is not installed, or cannot run on this system."""


@dataclass(frozen=True)
class Reply:
    """What cvc5 made of a script.

    outputs: what each command printed, those that printed nothing left out.  error: None, or why there is no more:
    out_of_time, out_of_memory, interrupted, or cvc5's own message.  core_seconds: of the checks; startup_seconds: of
    loading cvc5 (in a session's first reply) and reading the script.
    """

    outputs: tuple[str, ...]
    error: str | None
    core_seconds: float
    startup_seconds: float


def installed() -> bool:
    """Whether cvc5 can be imported here."""
    return importlib.util.find_spec("cvc5") is not None


def require() -> None:
    """Raise `MissingPeer` where cvc5 cannot run."""
    if sys.platform == "win32":
        raise MissingPeer("the peer solver cvc5 runs under limits that Windows does not have; use Linux or macOS")
    if not installed():
        raise MissingPeer("the peer solver cvc5 is not installed; run `pip install 'contrast-bench[peers]'`")


class Session:
    """cvc5 for several scripts. Use it in a `with` block; a script that ends the process does not end the session."""

    def __init__(self, stored_bytes: int = DEFAULT_BYTES):
        require()
        self.stored_bytes = stored_bytes
        self._child: subprocess.Popen[str] | None = None
        self._errors: IO[str] = tempfile.TemporaryFile("w+")  # noqa: SIM115  the session closes it
        self._startup = self._accounted = 0.0
        self._late = False

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._end()
        self._errors.close()

    def run(self, script: str, seconds: float, options: Mapping[str, str] | None = None) -> Reply:
        """Run a script within `seconds` of core time. options: cvc5's own; `sygus=false` reads the script as SMT-LIB."""
        child = self._started()
        job = {"script": script, "seconds": seconds, "bytes": self.stored_bytes, "options": dict(options or {})}
        guard = threading.Timer(WALL_FACTOR * seconds + WALL_SECONDS, self._too_late, [child])
        guard.start()
        try:
            answer = _exchange(child, job)
        except KeyboardInterrupt:
            child.kill()
            answer = {"error": "interrupted"}
        finally:
            guard.cancel()
        if "charged" not in answer:
            return self._ended(answer.get("error"), seconds)
        startup, self._startup = self._startup + answer["other"], 0.0
        self._accounted += answer["charged"] + answer["other"]
        if answer["charged"] > seconds:
            return Reply((), "out_of_time", seconds, startup)
        outputs = tuple(answer["outputs"])
        error = answer["error"] or next((text for text in outputs if text.startswith("(error ")), None)
        return Reply(outputs, None if error is None else _cause(error), answer["charged"], startup)

    def _too_late(self, child: subprocess.Popen[str]) -> None:
        self._late = True
        child.kill()

    def _started(self) -> subprocess.Popen[str]:
        """The child, started if there is none. `-P`: what lies beside the child's file must not hide the library cvc5."""
        if self._child is None:
            self._late = False
            self._errors.seek(0)
            self._errors.truncate()
            command = [sys.executable, "-P", str(CHILD)]
            pipe = subprocess.PIPE
            self._child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=self._errors, text=True)
            hello = _read(self._child)
            if "missing" in hello:
                self._end()
                raise MissingPeer(f"cvc5 is installed but cannot be loaded ({hello['missing']}); install it again")
            self._startup = self._accounted = hello.get("import_seconds", 0.0)
        return self._child

    def _ended(self, error: str | None, seconds: float) -> Reply:
        """The reply of a child that died over its script: why, and the core-seconds that the system counted."""
        used, status = self._end()
        startup, self._startup = self._startup, 0.0
        if error is None:
            error = "out_of_time" if status in OUT_OF_TIME or self._late else self._last_words(status)
        return Reply((), error, min(max(0.0, used - self._accounted), seconds), startup)

    def _last_words(self, status: int) -> str:
        self._errors.seek(0)
        words = self._errors.read().strip().splitlines()[-1:] or [f"it ended with status {status}"]
        return _cause(words[0])

    def _end(self) -> tuple[float, int]:
        """End the child; its core-seconds and exit status."""
        child, self._child = self._child, None
        if child is None:
            return 0.0, 0
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_utime + usage.ru_stime, child.returncode


def _cause(message: str) -> str:
    """A message of the peer as a reason."""
    if any(word in message.lower() for word in NO_MEMORY):
        return "out_of_memory"
    return f"cvc5 failed: {message.removeprefix('(error').strip(' ()').strip(chr(34))}"


def _exchange(child: subprocess.Popen[str], job: dict[str, Any]) -> dict[str, Any]:
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(job) + "\n")
        child.stdin.flush()
    except BrokenPipeError:
        return {}
    return _read(child)


def _read(child: subprocess.Popen[str]) -> dict[str, Any]:
    """The next reply; empty if the child has ended."""
    assert child.stdout is not None
    line = child.stdout.readline()
    reply: dict[str, Any] = json.loads(line) if line.endswith("\n") else {}
    return reply


def _close(pipe: IO[str]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return
