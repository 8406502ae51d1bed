"""What is known of the tasks of arithmetic: see the package."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any


def written(digits: list[Any], base: int = 10) -> int:
    """The number that these digits write, the highest first."""
    return int("".join(str(int(digit)) for digit in digits), base)


def added(xs: list[int], ys: list[int]) -> list[int]:
    total = str(written(xs[::-1]) + written(ys[::-1])).zfill(len(xs) + 1)
    return [int(digit) for digit in reversed(total)]


def multiplied(xs: list[int], ys: list[int]) -> list[int]:
    product = str(written(xs[::-1]) * written(ys[::-1])).zfill(len(xs) + len(ys))
    return [int(digit) for digit in reversed(product)]


LENGTHENED = "concat(xs, map(lambda y: 0, ys))"
"""The digits of `xs` with as many zeros behind them as `ys` has digits."""

ORACLES: dict[str, Callable[..., Any]] = {
    "add_digits": added,
    "compare_numbers": lambda xs, ys: written(xs) > written(ys),
    "digit_sum": lambda digits: sum(value * digits.count(value) for value in range(10)),
    "modular_addition": lambda a, b: divmod(a + b, 97)[1],
    "modular_arithmetic": lambda expression: eval(expression) % 5,
    "decimal_to_binary": lambda digits: list(map(int, reversed(format(written(digits[::-1]), f"0{4 * len(digits)}b")))),
    "gcd": lambda a, b: a // Fraction(a, b).numerator,
    "multiply_digits": multiplied,
}

PROGRAMS: dict[str, str] = {
    "compare_numbers": "fold_right_with(lambda x, y, later: choose(equal(x, y), later, less(y, x)), False, xs, ys)",
    "digit_sum": "reduce(lambda a, b: add(a, b), digits)",
    "add_digits": "map(lambda t: mod(t, 10), scan(lambda t, s: add(s, div(t, 10)), "
    "concat(zip_with(lambda x, y: add(x, y), xs, ys), cons(0, []))))",
    "modular_arithmetic": "mod(reduce(lambda a, b: add(a, b), map(lambda s: reduce(lambda a, b: sub(a, b), "
    "map(lambda t: reduce(lambda a, b: mod(mul(a, b), 5), map(lambda d: str_to_int(d), split(t, '*'))), split(s, '-'))), "
    "split(expression, '+'))), 5)",
    "modular_addition": "mod(add(a, b), 97)",
    "decimal_to_binary": "fold_right(lambda d, bits: tail(map(lambda t: mod(t, 2), scan(lambda t, s: add(s, div(t, 2)), "
    "cons(add(d, d), map(lambda b: mul(10, b), concat(bits, cons(0, cons(0, cons(0, cons(0, [])))))))))), [], digits)",
    "gcd": "until(lambda d: equal(0, add(mod(a, d), mod(b, d))), lambda d: max(mod(a, d), mod(b, d)), a)",
    "multiply_digits": f"map(lambda t: mod(t, 10), scan(lambda t, s: add(s, div(t, 10)), fold_right(lambda y, sums: "
    f"zip_with(lambda p, q: add(p, q), cons(0, sums), map(lambda x: mul(x, y), {LENGTHENED})), "
    f"map(lambda x: 0, {LENGTHENED}), ys)))",
}
