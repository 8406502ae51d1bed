"""Where nets are trained: the processor, or a CUDA device where there is one."""

from __future__ import annotations

import torch

from contrast.errors import BadValue

DEVICES = ("cpu", "cuda")


def device_named(name: str) -> torch.device:
    """The device. Raises `BadValue` where there is none."""
    if name == "cuda" and not torch.cuda.is_available():
        raise BadValue("device=cuda: this machine has no CUDA device that torch can use; leave it out, or say --device cpu")
    return torch.device(name)


def resolved(name: str) -> str:
    """`cpu` or `cuda`; `auto` is `cuda` where there is one. Raises `BadValue` for another name, or where there is no CUDA."""
    if name == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if name not in DEVICES:
        raise BadValue(f"no device named {name!r}; use auto, {' or '.join(DEVICES)}")
    return device_named(name).type
