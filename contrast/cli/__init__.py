"""The command line. Each module adds its commands to `contrast.cli.app.app`."""

from contrast.cli import checking, experimenting, explaining, gates, listing, results, running, searching, showing
from contrast.cli.app import app, main

__all__ = [
    "app", "checking", "experimenting", "explaining", "gates", "listing", "main", "results", "running", "searching", "showing",
]  # fmt: skip
