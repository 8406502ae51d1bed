"""The command line's frame: the typer app, and how errors reach a person. Commands load what they need when they run."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from contrast import __version__
from contrast.errors import ContrastError

DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="contrast",
    help="Solve each task by a trained network and by program search, from the same examples under the same budget.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)


def one_thread() -> None:
    """Let numpy use one thread in this process, as workers do: core-seconds are those of one core. It reads the environment
    when it is first imported, so a command that searches calls this before it loads anything."""
    from contrast.study.workers import ONE_THREAD

    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"contrast {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """The entry point. A user's mistake is one sentence on standard error and exit code 2, never a traceback."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w")  # noqa: SIM115  a closed stream swallows what is printed
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
        setattr(sys, name, stream)
    try:
        app()
    except ContrastError as error:
        print(f"contrast: {error}", file=sys.stderr)
        sys.exit(WRONG_USAGE)
    except KeyboardInterrupt:
        print("contrast: stopped", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(DONE)
    except OSError as error:
        print(f"contrast: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", file=sys.stderr)
        sys.exit(WRONG_USAGE)
