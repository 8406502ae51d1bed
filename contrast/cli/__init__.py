"""The command line. Each module adds its commands to `contrast.cli.app.app`."""

from contrast.cli import checking, explaining, listing, results, running, searching, showing
from contrast.cli.app import app, main

__all__ = ["app", "checking", "explaining", "listing", "main", "results", "running", "searching", "showing"]
