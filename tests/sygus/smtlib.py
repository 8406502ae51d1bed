"""An oracle: a little interpreter of SMT-LIB text, written from the standard with Python's big ints, sharing no code with ours.

A bit-vector is a pair (width, unsigned number); other values are Python's. `call` runs a `define-fun` on such values.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from functools import reduce
from typing import Any

Tree = Any
"""A token, or a list of trees."""


def tree(text: str) -> Tree:
    """The first expression of a text; a string literal keeps its quotes."""
    stack: list[list[Tree]] = [[]]
    for token in re.findall(r';[^\n]*|"(?:""|[^"])*"|\|[^|]*\||[()]|[^\s()"|;]+', text):
        if token == "(":
            stack.append([])
        elif token == ")":
            closed = stack.pop()
            stack[-1].append(closed)
        elif not token.startswith(";"):
            stack[-1].append(token.strip("|") if token.startswith("|") else token)
    return stack[0][0]


def call(definition: str, *values: Any, macros: str = "") -> Any:
    """The value of a `define-fun` at these arguments; `macros` is the text of other `define-fun`s, in brackets."""
    known = {macro[1]: macro for macro in (tree(macros) if macros else [])}
    return _apply(tree(definition), list(values), known)


def _apply(function: Tree, values: list[Any], macros: dict[str, Tree]) -> Any:
    return run(function[4], dict(zip([part[0] for part in function[2]], values, strict=True)), macros)


def run(term: Tree, names: dict[str, Any], macros: dict[str, Tree]) -> Any:
    if isinstance(term, str):
        return names[term] if term in names else literal(term, macros)
    head, *rest = term
    if head == "let":
        return run(rest[1], {**names, **{pair[0]: run(pair[-1], names, macros) for pair in rest[0]}}, macros)
    if head == "_":
        return (int(rest[1]), int(rest[0][2:]) % 2 ** int(rest[1]))
    if head == "ite":
        return run(rest[1] if run(rest[0], names, macros) else rest[2], names, macros)
    values = [run(part, names, macros) for part in rest]
    if isinstance(head, list):
        return indexed(head[1], [int(part) for part in head[2:]], values[0])
    if head in macros:
        return _apply(macros[head], values, macros)
    return operate(head, values)


def literal(token: str, macros: dict[str, Tree]) -> Any:
    if token in macros:
        return _apply(macros[token], [], macros)
    if token.startswith('"'):
        inside = token[1:-1].replace('""', '"')
        return re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda code: chr(int(code[1], 16)), inside)
    if token.startswith("#x"):
        return (4 * len(token[2:]), int(token[2:], 16))
    if token.startswith("#b"):
        return (len(token[2:]), int(token[2:], 2))
    return {"true": True, "false": False}[token] if token in ("true", "false") else int(token)


def operate(name: str, values: list[Any]) -> Any:
    first = values[0]
    if isinstance(first, tuple):
        return on_bits(name, values)
    if name == "-":
        return -first if len(values) == 1 else reduce(lambda x, y: x - y, values)
    if name in CHAINS:
        return all(CHAINS[name](x, y) for x, y in itertools.pairwise(values))
    if name in FOLDS:
        return reduce(FOLDS[name], values)
    if name == "=>":
        return values[-1] or not all(values[:-1])
    return OTHERS[name](*values)


CHAINS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda x, y: x == y, "<": lambda x, y: x < y, "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y, ">=": lambda x, y: x >= y, "str.<": lambda x, y: x < y, "str.<=": lambda x, y: x <= y,
}  # fmt: skip
FOLDS: dict[str, Callable[[Any, Any], Any]] = {
    "and": lambda x, y: x and y, "or": lambda x, y: x or y, "xor": lambda x, y: x is not y, "str.++": lambda x, y: x + y,
    "+": lambda x, y: x + y, "*": lambda x, y: x * y, "div": lambda x, y: (x - x % abs(y)) // y,
}  # fmt: skip


def substring(s: str, start: int, count: int) -> str:
    return s[start : start + count] if 0 <= start < len(s) and count > 0 else ""


def index(s: str, t: str, start: int) -> int:
    places = [k for k in range(max(start, 0), len(s) + 1) if s[k : k + len(t)] == t]
    return places[0] if places and start >= 0 else -1


OTHERS: dict[str, Callable[..., Any]] = {
    "not": lambda p: not p, "distinct": lambda *xs: len(set(xs)) == len(xs), "abs": abs, "mod": lambda x, y: x % abs(y),
    "str.len": len, "str.at": lambda s, k: substring(s, k, 1), "str.substr": substring, "str.indexof": index,
    "str.replace": lambda s, t, u: s.replace(t, u, 1), "str.prefixof": lambda s, t: t[: len(s)] == s,
    "str.suffixof": lambda s, t: t[len(t) - len(s) :] == s if len(s) <= len(t) else False, "str.contains": lambda s, t: t in s,
    "str.to_int": lambda s: int(s) if re.fullmatch("[0-9]+", s) else -1, "str.from_int": lambda n: str(n) if n >= 0 else "",
    "int.to.str": lambda n: str(n) if n >= 0 else "", "str.to.int": lambda s: int(s) if re.fullmatch("[0-9]+", s) else -1,
}  # fmt: skip


def signed(bits: int, n: int) -> int:
    return n - 2**bits if n >= 2 ** (bits - 1) else n


def divided(bits: int, x: int, y: int) -> int:
    """Signed division by the standard's definition: from unsigned division, by the four cases of signs."""
    quotient = unsigned_divided(bits, abs(signed(bits, x)), abs(signed(bits, y)))
    return quotient if (signed(bits, x) < 0) == (signed(bits, y) < 0) else -quotient


def unsigned_divided(bits: int, x: int, y: int) -> int:
    return 2**bits - 1 if y == 0 else x // y


def remaining(bits: int, x: int, y: int) -> int:
    p, q = abs(signed(bits, x)), abs(signed(bits, y))
    remainder = p if q == 0 else p % q
    return -remainder if signed(bits, x) < 0 else remainder


def on_bits(name: str, values: list[Any]) -> Any:
    bits, x = values[0]
    y = values[1][1] if len(values) > 1 else 0
    if name == "concat":
        return (bits + values[1][0], x * 2 ** values[1][0] + y)
    if name == "bvcomp":
        return (1, int(x == y))
    if name in BIT_TESTS:
        return BIT_TESTS[name](bits, x, y)
    if name in BIT_CHAINS:
        return all(a == b for a, b in itertools.pairwise(values)) == (name == "=")
    results = [value[1] for value in values[1:]] or [0]
    return (bits, reduce(lambda a, b: BIT_RESULTS[name](bits, a, b) % 2**bits, results, x))


BIT_CHAINS = ("=", "distinct")
BIT_TESTS: dict[str, Callable[[int, int, int], bool]] = {
    "bvult": lambda w, x, y: x < y, "bvule": lambda w, x, y: x <= y, "bvugt": lambda w, x, y: x > y,
    "bvuge": lambda w, x, y: x >= y, "bvslt": lambda w, x, y: signed(w, x) < signed(w, y),
    "bvsle": lambda w, x, y: signed(w, x) <= signed(w, y), "bvsgt": lambda w, x, y: signed(w, x) > signed(w, y),
    "bvsge": lambda w, x, y: signed(w, x) >= signed(w, y),
}  # fmt: skip
BIT_RESULTS: dict[str, Callable[[int, int, int], int]] = {
    "bvnot": lambda w, x, y: 2**w - 1 - x, "bvneg": lambda w, x, y: 2**w - x,
    "bvand": lambda w, x, y: x & y, "bvor": lambda w, x, y: x | y, "bvxor": lambda w, x, y: x ^ y,
    "bvnand": lambda w, x, y: 2**w - 1 - (x & y), "bvnor": lambda w, x, y: 2**w - 1 - (x | y),
    "bvxnor": lambda w, x, y: 2**w - 1 - (x ^ y),
    "bvadd": lambda w, x, y: x + y, "bvsub": lambda w, x, y: x - y, "bvmul": lambda w, x, y: x * y,
    "bvudiv": unsigned_divided, "bvurem": lambda w, x, y: x % y if y else x, "bvsdiv": divided, "bvsrem": remaining,
    "bvsmod": lambda w, x, y: signed(w, x) % signed(w, y) if y else x,
    "bvshl": lambda w, x, y: x * 2**y if y < w else 0, "bvlshr": lambda w, x, y: x // 2**y if y < w else 0,
    "bvashr": lambda w, x, y: signed(w, x) // 2 ** min(y, w),
}  # fmt: skip


def indexed(name: str, indices: list[int], value: tuple[int, int]) -> tuple[int, int]:
    """By the string of binary digits."""
    bits, digits = value[0], f"{value[1]:0{value[0]}b}"
    by = indices[0]
    made = {
        "extract": lambda: digits[bits - 1 - by : bits - indices[-1]],
        "zero_extend": lambda: "0" * by + digits,
        "sign_extend": lambda: digits[0] * by + digits,
        "rotate_left": lambda: digits[by % bits :] + digits[: by % bits],
        "rotate_right": lambda: digits[bits - by % bits :] + digits[: bits - by % bits],
        "repeat": lambda: digits * by,
    }[name]()
    return (len(made), int(made, 2))
