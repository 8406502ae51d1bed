"""How a problem of a data file is named as a task: `data.json`, `data.json#name`, `data.json?dsl=lists&tolerance=0.01#name`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote

from contrast.errors import BadValue

FORM = re.compile(r"(?P<path>.*?\.(?:json|csv))(?:\?(?P<query>[^#]*))?(?:#(?P<name>.*))?", re.IGNORECASE | re.DOTALL)
OPTIONS = ("dsl", "tolerance")


@dataclass(frozen=True)
class Reference:
    """A file, a problem's name, and what to use in place of the file's own vocabulary and tolerance; None: nothing is said."""

    path: str
    name: str | None = None
    dsl: str | None = None
    tolerance: float | None = None

    @classmethod
    def read(cls, text: str) -> Reference | None:
        """The reference that a text is, None for any other text. Raises `BadValue` for an option that there is not."""
        found = FORM.fullmatch(text)
        if found is None:
            return None
        options = dict(parse_qsl(found["query"] or "", keep_blank_values=True))
        for option in set(options) - set(OPTIONS):
            raise BadValue(f"{text!r}: a data file has no option {option!r}; it has {', '.join(OPTIONS)}")
        given = options.get("tolerance")
        return cls(found["path"], found["name"], options.get("dsl"), None if given is None else tolerance(given))

    def using(self, dsl: str | None, tolerance: float | None) -> Reference:
        """The same with this vocabulary and this tolerance, where they are given."""
        return replace(self, dsl=self.dsl if dsl is None else dsl, tolerance=self.tolerance if tolerance is None else tolerance)

    def __str__(self) -> str:
        options = {"dsl": self.dsl, "tolerance": self.tolerance}
        query = "&".join(f"{name}={quote(str(value), safe='/:.')}" for name, value in options.items() if value is not None)
        return f"{self.path}{'?' + query if query else ''}{'' if self.name is None else '#' + self.name}"


def tolerance(given: object) -> float:
    """A relative tolerance, from text or a number. Raises `BadValue` unless it is from 0 up to 1."""
    try:
        value = float(str(given))
    except ValueError:
        value = -1.0
    if isinstance(given, bool) or not 0 <= value < 1:
        raise BadValue(f"tolerance {given}: give a number from 0 up to 1; it is relative to the wanted value")
    return value
