"""Running a script from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import typer

from contrast.errors import ContrastError


def command(main: Callable[..., object] | typer.Typer) -> None:
    """Run a function, or an app of several, with the options given; a user's mistake ends in one sentence."""
    try:
        if isinstance(main, typer.Typer):
            main()
        else:
            typer.run(main)
    except ContrastError as error:
        sys.exit(f"{Path(sys.argv[0]).stem}: {error}")
