"""Phone numbers written in many ways: what counts is spread among what does not."""

import numpy as np

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.text import VOCABULARY


def normalise_phone(number: str) -> str:
    """An international phone number as a plus sign and digits alone.

    The number begins with a plus sign or with 00, in any writing; all that is no digit is left out. A number without a
    digit is just the plus sign; no split draws one.

    >>> normalise_phone("+839 (20) 55-19"), normalise_phone("00 839.2055.19"), normalise_phone("")
    ('+839205519', '+839205519', '+')
    """
    digits = "".join(sign for sign in number if sign in "0123456789")
    return "+" + digits.removeprefix("00")


def numbers(signs: str = " -.", digits: str = "0123456789", single: float = 0.0) -> Sampler:
    """A number of `size` digits, the first three being 83x or 89x, which are the codes of no country.

    It is written in groups of two to four digits, some in brackets, with one of `signs` between groups; with probability
    `single` without groups.
    """

    def draw(rng: Rng, size: int) -> tuple[str]:
        drawn = "".join(digits[k] for k in rng.integers(len(digits), size=size - 2))
        text, rest = rng.choice(["+", "00", "00 "]) + "8" + rng.choice(["3", "9"]) + drawn[0], drawn[1:]
        if rng.random() < single:
            return (text + rest,)
        cuts = np.cumsum(rng.integers(2, 5, size))
        groups = [rest[i:j] for i, j in zip([0, *cuts.tolist()], cuts.tolist(), strict=False) if rest[i:j]]
        if rng.random() < 0.3:
            groups[0] = f"({groups[0]})"
        return (text + "".join(signs[int(rng.integers(len(signs)))] + group for group in groups),)

    return draw


task = Task(
    normalise_phone,
    VOCABULARY.with_constants("+"),
    splits={
        "train": Split((6, 11)),
        "more_digits": Split((14, 15), why="14 or 15 digits, the most that a number may have, instead of 6 to 11"),
        "other_separators": Split((6, 11), numbers("/_:|"), why="signs never seen between groups of digits"),
        "missing_parts": Split((6, 11), numbers(single=1.0), why="no sign between digits, no brackets"),
        "structured": Split((8, 11), numbers(digits="001"), why="mostly noughts, so that 00 stands in the number, too"),
    },
    sampler=numbers(),
    source="ITU-T recommendation E.164 (the form); S. Gulwani 2011 (phone numbers in many formats)",
)
