"""Text as arrays: many strings at once in fixed-width numpy text, which `np.strings` computes with.

Three forms: dtype `S<n>` (latin-1, one byte a character) where every character is below 256, else `U<n>` (four bytes), and
an object array as soon as one value holds the character NUL, which numpy's text cannot tell from padding. Whatever joins
columns or compares them brings them to one form first (`alike`): numpy calls equal bytes and characters different.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_FOLD = 64  # values joined to one row of a reduction: long rows cost less a byte


def is_text(array: object) -> bool:
    """Whether this is an array of fixed-width text."""
    return isinstance(array, np.ndarray) and array.dtype.kind in "SU"


def pack_text(values: Sequence[str]) -> np.ndarray:
    """(len(values),) in the narrowest of the three forms that holds them all."""
    joined = "".join(values)
    if "\0" in joined:
        column = np.empty(len(values), dtype=object)
        column[:] = values
        return column
    if joined.isascii():
        return np.array(values, dtype="S")
    if max(joined) < "\u0100":
        return np.array([value.encode("latin-1") for value in values], dtype="S")
    return np.array(values, dtype="U")


def unpack_text(text: np.ndarray) -> list[str]:
    """The plain strings of an array of shape (n,)."""
    return list(decoded(text).tolist())


def capacity(text: np.ndarray) -> int:
    """Characters that each value has room for."""
    return text.dtype.itemsize // _code_type(text).itemsize


def codes(text: np.ndarray) -> np.ndarray:
    """The characters' numbers, batch shape + (capacity,), uint8 or uint32; 0 behind each end."""
    flat = np.ascontiguousarray(text).reshape(-1).view(_code_type(text))
    return flat.reshape(*text.shape, capacity(text))


def from_codes(numbers: np.ndarray) -> np.ndarray:
    """The inverse of `codes`; the type of the numbers decides the form."""
    form = "S" if numbers.dtype == np.uint8 else "U"
    flat = np.ascontiguousarray(numbers).reshape(-1).view(f"{form}{numbers.shape[-1]}")
    return flat.reshape(numbers.shape[:-1])


def alike(*arrays: np.ndarray) -> tuple[np.ndarray, ...]:
    """Text arrays brought to one form, the widest among them; arrays of numbers stay as they are."""
    forms = {array.dtype.kind for array in arrays} & set("SUO")
    if len(forms) < 2:
        return arrays
    texts = [decoded(array) if is_text(array) else array for array in arrays]
    return tuple(text.astype(object) if is_text(text) and "O" in forms else text for text in texts)


def same_text(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Where two text arrays, of any forms and widths, hold equal strings."""
    first, second = alike(first, second)
    return np.asarray(first == second)


def longest(text: np.ndarray) -> int:
    """Characters of the longest value."""
    numbers = codes(text).reshape(-1, capacity(text))
    whole = len(numbers) // _FOLD * _FOLD
    folded = np.bitwise_or.reduce(numbers[:whole].reshape(-1, _FOLD * capacity(text)), axis=0)
    used = folded.reshape(_FOLD, -1).any(axis=0) | numbers[whole:].any(axis=0)
    return int(np.flatnonzero(used)[-1]) + 1 if used.any() else 0


def resized(text: np.ndarray, width: int) -> np.ndarray:
    """The text with room for `width` characters; longer values are cut there."""
    width = max(1, width)
    return text if capacity(text) == width else text.astype(f"{text.dtype.kind}{width}")


def clipped(text: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray | None]:
    """The text with no more room than its longest value needs, values longer than `width` as empty strings, and a mask of
    the others (None if there are no such values).  Arrays of strings as objects are taken too."""
    if text.dtype == object:
        short = np.frompyfunc(len, 1, 1)(text) <= width
        return np.where(short, text, ""), None if short.all() else short
    needed = longest(text)
    if needed <= width:
        return resized(text, needed), None
    short = np.strings.str_len(text) <= width
    return resized(np.where(short, text, text.dtype.type()), width), short


def _code_type(text: np.ndarray) -> np.dtype:
    return np.dtype(np.uint8 if text.dtype.kind == "S" else np.uint32)


def decoded(text: np.ndarray) -> np.ndarray:
    """The text in characters instead of latin-1 bytes."""
    return from_codes(codes(text).astype(np.uint32)) if text.dtype.kind == "S" else text
