"""Dates: parts change places, and some of them their form."""

import re

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.text import VOCABULARY


def date_reformat(date: str) -> str:
    """Day, month and year, parted by one sign that is no digit, as year-month-day with two digits for day and month.

    The day may be missing; a year alone, or nothing, stays as it is, but no split draws those.

    >>> date_reformat("3.11.2024"), date_reformat("03/1/2024"), date_reformat("9-1850"), date_reformat("")
    ('2024-11-03', '2024-01-03', '1850-09', '')
    """
    return "-".join(part.zfill(2) for part in reversed(re.split("[^0-9]", date)) if part)


def dates(signs: str = "./-", years: tuple[int, int] = (1900, 2029), missing: float = 0.1) -> Sampler:
    """Day, month and year with one of `signs` twice; small numbers with or without a nought; the day may be missing."""

    def draw(rng: Rng, size: int) -> tuple[str]:
        sign, padded = signs[int(rng.integers(len(signs)))], 2 if rng.random() < 0.5 else 1
        parts = [f"{int(rng.integers(1, most + 1)):0{padded}}" for most in (28, 12)]
        parts.append(str(int(rng.integers(years[0], years[1] + 1))))
        return (sign.join(parts[1:] if rng.random() < missing else parts),)

    return draw


task = Task(
    date_reformat,
    VOCABULARY.with_constants("0", "-", ".", "/"),
    splits={
        "train": Split((1, 1)),
        "other_separators": Split((1, 1), dates(" _:,"), why="signs never seen between the parts"),
        "larger": Split((1, 1), dates(years=(2030, 9999)), why="years never seen"),
        "missing_parts": Split((1, 1), dates(missing=1.0), why="no day"),
    },
    sampler=dates(),
    source="S. Gulwani, Automating string processing in spreadsheets using input-output examples, 2011; ISO 8601 (the form)",
)
