"""Names of a file as names in Python: identifiers, and kinds of their own for non-terminals."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NewType

from contrast.values import Kind


@cache
def named_kind(name: str, base: Kind) -> Kind:
    """A kind of its own with the values of `base`; the same one for the same name."""
    make: Any = NewType
    return make(name, base)


def identifier(name: str) -> str:
    """A Python identifier that resembles the name."""
    plain = re.sub(r"\W", "_", name, flags=re.ASCII) or "_"
    plain = f"_{plain}" if plain[0].isdigit() else plain
    return f"{plain}_" if keyword.iskeyword(plain) or plain == "inf" else plain


def distinct(names: Sequence[str]) -> list[str]:
    """The names as identifiers; where two would be alike, numbered from the second on."""
    found: list[str] = []
    for name in map(identifier, names):
        tries = [name, *[f"{name}_{k}" for k in range(2, len(names) + 2)]]
        found.append(next(other for other in tries if other not in found))
    return found
