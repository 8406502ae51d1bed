"""What is known of the tasks of bits: see the package. random_table has no short program by design, and so none here."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from tests.tasks.known.arithmetic import written


def emptied(brackets: list[bool]) -> bool:
    """Whether nothing is left when pairs of neighbours that belong together are taken away again and again."""
    text = "".join("()"[not opens] for opens in brackets)
    while "()" in text:
        text = text.replace("()", "")
    return text == ""


OPPOSITE = "head(fold(lambda cut, b: tail(cut), bits, tail(rest)))"
"""The bit as far from the end as the first of the `rest` is from the start."""

ADDRESS = "fold(lambda n, b: choose(b, add(add(n, n), 1), add(n, n)), 0, address)"

BINARY = "fold(lambda n, b: add(n, choose(b, add(n, 1), n)), 0"
"""The number that bits write, the highest first; the list is to follow."""

ORACLES: dict[str, Callable[..., Any]] = {
    "balanced_parentheses": emptied,
    "comparator": lambda xs, ys: written(xs) > written(ys),
    "cycle_navigation": lambda moves: functools.reduce(lambda place, move: (place + (0, 1, 4)[move]) % 5, moves, 0),
    "even_pairs": lambda bits: bits[0] == bits[-1],
    "majority": lambda bits: bits.count(True) > bits.count(False),
    "multiplexer": lambda address, data: data[int("".join("01"[bit] for bit in address), 2)],
    "palindrome": lambda bits: all(bits[k] == bits[-1 - k] for k in range(len(bits))),
    "parity": lambda bits: functools.reduce(lambda p, q: p != q, bits, False),
    "parity_of_3": lambda bits: bits[0] ^ bits[1] ^ bits[2],
    "sum_mod_4": lambda bits: bits.count(True) & 3,
    "product_bit": lambda xs, ys: format(written(xs, 2) * written(ys, 2), f"0{2 * len(xs)}b")[len(xs)] == "1",
    "random_table": lambda bits: (
        hashlib.shake_256(b"bits/random_table").digest(512)[written(bits, 2) // 8] & 2 ** (written(bits, 2) % 8) > 0
    ),
}

PROGRAMS: dict[str, str] = {
    "parity": "equal(mod(count(bits), 2), 1)",
    "majority": "less(length(bits), add(count(bits), count(bits)))",
    "even_pairs": "choose(head(bits), fold(lambda last, b: b, True, bits), negate(fold(lambda last, b: b, True, bits)))",
    "sum_mod_4": "mod(count(bits), add(2, 2))",
    "cycle_navigation": "mod(fold(lambda at, m: choose(equal(m, 2), sub(at, 1), add(at, m)), 0, moves), 5)",
    "balanced_parentheses": "equal(0, fold(lambda depth, b: choose(less(depth, 0), depth, "
    "choose(b, add(depth, 1), sub(depth, 1))), 0, brackets))",
    "parity_of_3": "equal(mod(sub(count(bits), count(tail(tail(tail(bits))))), 2), 1)",
    "palindrome": f"equal(0, length(fold(lambda rest, b: choose(choose(head(rest), {OPPOSITE}, negate({OPPOSITE})), "
    "tail(rest), rest), bits, bits)))",
    "multiplexer": f"head(fold(lambda rest, b: choose(less(sub(length(data), {ADDRESS}), length(rest)), "
    "tail(rest), rest), data, data))",
    "comparator": "fold_right_with(lambda x, y, later: choose(x, choose(y, later, x), choose(y, x, later)), False, xs, ys)",
    "product_bit": f"equal(1, mod(div(mul({BINARY}, xs), {BINARY}, ys)), fold(lambda p, b: add(p, p), 1, tail(xs))), 2))",
}

SMALLER: dict[str, dict[str, int]] = {
    "random_table": {"same": 933, "structured": 400, "biased": 507},
}
