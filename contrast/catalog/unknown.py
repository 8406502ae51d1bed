"""The error for a name that nobody registered."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from contrast.errors import UnknownName


def unknown(what: str, name: str, known: Iterable[str], listing: str) -> UnknownName:
    """The error for a name that nobody registered, with the closest one."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    hint = f"; did you mean {near[0]!r}?" if near else ";"
    return UnknownName(f"no {what} named {name!r}{hint} `{listing}` lists all {len(names)}")
