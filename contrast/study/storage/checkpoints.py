"""Checkpoints: from where a trial that could still improve can go on, one file each in a folder beside the results file."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from contrast.errors import StoreError


def folder(results: Path) -> Path:
    """The folder of a results file's checkpoints. Nothing but `contrast run --continue` needs it; it may be removed."""
    return results.with_name(results.name + ".checkpoints")


def save(results: Path, key: str, checkpoint: bytes) -> None:
    """Keep the checkpoint of the trial of this key, whole or not at all. Raises `StoreError`, as when the disk is full."""
    path = folder(results) / f"{key}.pt"
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(exist_ok=True)
        part.write_bytes(checkpoint)
        os.replace(part, path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise StoreError(
            f"{path} cannot be written ({error.strerror}); the trials finished before this are safe in {results.name}; "
            "make room and give the same command again, it goes on from there"
        ) from error


def load(results: Path, key: str) -> bytes:
    """The checkpoint of the trial of this key. Raises `StoreError` if it is not there."""
    path = folder(results) / f"{key}.pt"
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(
            f"there is no checkpoint {path} ({error.strerror}), so trial {key} cannot go on; results copied without their "
            "folder of checkpoints lack them; run the trial again with a larger --budget"
        ) from error
