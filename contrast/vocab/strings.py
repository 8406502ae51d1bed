"""Strings: the operations of SyGuS problems with the meanings of the SMT-LIB standard, and three for everyday data.

Source of the meanings: the SMT-LIB theory of Unicode strings, version 2.6 (every operation is total). A string beyond
4096 characters and a number beyond 18 digits are undefined, so that columns stay small and never wrap around.
"""

from __future__ import annotations

import numpy as np

from contrast.dsl import DSL, Primitive, primitive
from contrast.dsl.batched.text import same_text
from contrast.dsl.batched.width import LONGEST
from contrast.errors import Undefined
from contrast.vocab.kernels import strings as kernels
from contrast.vocab.kernels.strings import backwards, on_text
from contrast.vocab.primitives.numbers.booleans import choose, negate
from contrast.vocab.primitives.numbers.integers import add, equal, less, sub


def bounded_text(text: str) -> str:
    """`text`, or `Undefined` if it is too long."""
    if len(text) > LONGEST:
        raise Undefined(f"the string outgrew {LONGEST} characters")
    return text


@primitive(kernel=on_text(np.strings.add), inverses={0: backwards(kernels.before), 1: backwards(kernels.behind)})
def str_concat(s: str, t: str) -> str:
    """`s` followed by `t`."""
    return bounded_text(s + t)


@primitive(kernel=on_text(kernels.replaced), inverses={2: backwards(kernels.replacement)})
def str_replace(s: str, t: str, u: str) -> str:
    """`s` with the first `t` in it replaced by `u`; an empty `t` stands at the front."""
    return bounded_text(s.replace(t, u, 1))


@primitive(kernel=on_text(kernels.all_replaced))
def str_replace_all(s: str, t: str, u: str) -> str:
    """`s` with every `t` in it replaced by `u`, from the left; unchanged if `t` is empty."""
    return bounded_text(s.replace(t, u) if t else s)


@primitive(kernel=kernels.character)
def str_at(s: str, i: int) -> str:
    """The character of `s` at place `i`, from 0; empty if there is none."""
    return s[i] if 0 <= i < len(s) else ""


@primitive(kernel=kernels.substring)
def str_substr(s: str, i: int, n: int) -> str:
    """At most `n` characters of `s` from place `i`; empty if `i` is outside of `s`, or `n` is not positive."""
    return bounded_text(s[i : i + n]) if 0 <= i < len(s) and n > 0 else ""


@primitive(kernel=np.strings.str_len)
def str_len(s: str) -> int:
    """How many characters `s` has."""
    return len(s)


@primitive(kernel=on_text(kernels.found_from))
def str_indexof(s: str, t: str, i: int) -> int:
    """The first place from `i` on where `t` stands in `s`; -1 if there is none, or `i` is outside of `s`."""
    return s.find(t, i) if i >= 0 else -1


@primitive(kernel=on_text(lambda s, t: np.strings.startswith(t, s)))
def str_prefixof(s: str, t: str) -> bool:
    """Whether `t` begins with `s`."""
    return t.startswith(s)


@primitive(kernel=on_text(lambda s, t: np.strings.endswith(t, s)))
def str_suffixof(s: str, t: str) -> bool:
    """Whether `t` ends with `s`."""
    return t.endswith(s)


@primitive(kernel=on_text(lambda s, t: np.strings.find(s, t) >= 0))
def str_contains(s: str, t: str) -> bool:
    """Whether `t` stands somewhere in `s`."""
    return t in s


@primitive(kernel=on_text(np.less))
def str_less(s: str, t: str) -> bool:
    """Whether `s` comes before `t`, ordered by code points."""
    return s < t


@primitive(kernel=on_text(np.less_equal))
def str_at_most(s: str, t: str) -> bool:
    """Whether `s` comes before `t` or equals it, ordered by code points."""
    return s <= t


@primitive(kernel=same_text, commutes=True)
def str_equal(s: str, t: str) -> bool:
    """Whether two strings are equal."""
    return s == t


@primitive(kernel=kernels.is_digit)
def str_is_digit(s: str) -> bool:
    """Whether `s` is one character from 0 to 9."""
    return len(s) == 1 and s in "0123456789"


@primitive(kernel=kernels.to_int)
def str_to_int(s: str) -> int:
    """The number that `s` spells in digits 0 to 9, leading zeros allowed; -1 if it is empty or holds anything else."""
    if not s or s.strip("0123456789"):
        return -1
    digits = s.lstrip("0")
    if len(digits) > kernels.DIGITS:
        raise Undefined(f"a number of more than {kernels.DIGITS} digits")
    return int(digits or "0")


@primitive(kernel=kernels.from_int, inverses={0: backwards(kernels.spelt_int, blank=0)})
def str_from_int(n: int) -> str:
    """`n` in decimal digits; empty if it is negative."""
    return str(n) if n >= 0 else ""


@primitive(kernel=kernels.cased(str.lower, "A"))
def str_lower(s: str) -> str:
    """`s` with every letter in lower case."""
    return bounded_text(s.lower())


@primitive(kernel=kernels.cased(str.upper, "a"))
def str_upper(s: str) -> str:
    """`s` with every letter in upper case."""
    return bounded_text(s.upper())


@primitive(kernel=kernels.trimmed)
def str_trim(s: str) -> str:
    """`s` without spaces, tabs and line ends at its start and end."""
    return bounded_text(s.strip(kernels.BLANKS))


STRINGS: dict[str, Primitive] = {
    "str.++": str_concat, "str.replace": str_replace, "str.replace_all": str_replace_all, "str.at": str_at,
    "str.substr": str_substr, "str.len": str_len, "str.indexof": str_indexof, "str.prefixof": str_prefixof,
    "str.suffixof": str_suffixof, "str.contains": str_contains, "str.<": str_less, "str.<=": str_at_most,
    "str.is_digit": str_is_digit, "str.to_int": str_to_int, "str.from_int": str_from_int,
    "=": str_equal, "ite": choose, "+": add, "-": sub,
}  # fmt: skip
"""By the name in SMT-LIB. `=` is that of strings; for numbers it is `equal` of `contrast.vocab.primitives.numbers.integers`."""

VOCABULARY = DSL.of(
    str_concat, str_replace, str_replace_all, str_at, str_substr, str_len, str_indexof,
    str_prefixof, str_suffixof, str_contains, str_less, str_equal, str_is_digit, str_to_int, str_from_int,
    str_lower, str_upper, str_trim, add, sub, less, equal, negate, choose,
    constants=("", " ", 0, 1),
    kinds=(bool, int, str),
    name="strings",
)  # fmt: skip
