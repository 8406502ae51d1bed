"""A conversation with a peer in a process of its own, so that its time, its memory and its crashes stay its own."""

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

NO_MEMORY = ("bad_alloc", "memoryerror", "cannot allocate memory", "out_of_memory", "resource temporarily unavailable")
"""What the peers, Python, the number library, the loader and the system say, in small letters, when there is no more."""

PLATFORMS = {"pyoperon": ", where there is one: Linux on x86-64 or macOS on ARM, up to Python 3.14"}
"""Peers that are not made for every system on which `contrast` runs."""


class MissingPeer(ContrastError):
    """A peer solver that is not installed, or cannot run on this system."""


@dataclass(frozen=True)
class Reply:
    """What a peer made of a job.

    outputs: of cvc5, what each command printed, those that printed nothing left out.  error: None, or why there is no more:
    out_of_time, out_of_memory, interrupted, or the peer's own message.  core_seconds: of the work (of cvc5, its checks);
    startup_seconds: of loading the peer (in a session's first reply) and reading the job.
    """

    outputs: tuple[str, ...]
    error: str | None
    core_seconds: float
    startup_seconds: float


def installed(peer: str) -> bool:
    """Whether a library can be imported here."""
    return importlib.util.find_spec(peer) is not None


def require(peer: str) -> None:
    """Raise `MissingPeer` where a library cannot run."""
    if sys.platform == "win32":
        raise MissingPeer(f"the peer solver {peer} runs under limits that Windows does not have; use Linux or macOS")
    if not installed(peer):
        where = PLATFORMS.get(peer, "")
        raise MissingPeer(f"the peer solver {peer} is not installed; run `pip install 'contrast-bench[peers]'`{where}")


class Session:
    """A peer for several jobs. Use it in a `with` block; a job that ends the process does not end the session.

    peer: the library; child: the file of the process that it runs in.
    """

    def __init__(self, stored_bytes: int = DEFAULT_BYTES, peer: str = "cvc5", child: Path = CHILD):
        require(peer)
        self.stored_bytes = stored_bytes
        self.peer, self.file = peer, child
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
        """Run cvc5's script within `seconds` of core time. options: its own; `sygus=false` reads the script as SMT-LIB."""
        return self.ask({"script": script, "options": dict(options or {})}, seconds)

    def ask(self, what: Mapping[str, Any], seconds: float) -> Reply:
        """What the peer answers to a job within `seconds` of core time."""
        child = self._started()
        job = {**what, "seconds": seconds, "bytes": self.stored_bytes}
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
        return Reply(outputs, None if error is None else self._cause(error), answer["charged"], startup)

    def _too_late(self, child: subprocess.Popen[str]) -> None:
        self._late = True
        child.kill()

    def _started(self) -> subprocess.Popen[str]:
        """The child, started if there is none. `-P`: what lies beside the child's file must not hide the library."""
        if self._child is None:
            self._late = False
            self._errors.seek(0)
            self._errors.truncate()
            command = [sys.executable, "-P", str(self.file)]
            pipe = subprocess.PIPE
            self._child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=self._errors, text=True)
            hello = _read(self._child)
            if "missing" in hello:
                self._end()
                raise MissingPeer(f"{self.peer} is installed but cannot be loaded ({hello['missing']}); install it again")
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
        return self._cause(words[0])

    def _cause(self, message: str) -> str:
        """A message of the peer as a reason."""
        if any(word in message.lower() for word in NO_MEMORY):
            return "out_of_memory"
        return f"{self.peer} failed: {message.removeprefix('(error').strip(' ()').strip(chr(34))}"

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
