"""Running the command line inside the test's own process."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

from contrast.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str


def contrast(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Answer:
    """`contrast ARGUMENTS…`."""
    monkeypatch.setattr(sys, "argv", ["contrast", *arguments])
    monkeypatch.setenv("COLUMNS", "160")
    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    out, err = capsys.readouterr()
    return Answer(code if isinstance(code, int) else 0, out, err)
