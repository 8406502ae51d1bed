"""What the format leaves open: the grammar of a `synth-fun` that has none, and the constants that a grammar may use.

Without a grammar, any term of the logic is allowed (SyGuS-IF 2.1, section 4). The grammar here has the logic's operators,
without those that others express just as briefly, and without products and quotients of whole numbers, which linear
arithmetic has not; and a few constants, with those that the specification mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from contrast.sygus.sexpr import Form, Numeral, Sexpr, Symbol, Text, read_all
from contrast.sygus.sorts import BOOL, INT, STRING, Place, Sort, literal, read_literal
from contrast.vocab.primitives.numbers.bitvectors import Width

MOST_MENTIONED = 24
"""More constants of one sort in the specification than this, and none of them is taken: they are data."""

CHOICE = "(ite B N N)"
ON_INTS = "(+ N N) (- N N)"
ON_STRINGS = "(str.++ N N) (str.at N I) (str.substr N I I) (str.replace N N N) (str.from_int I)"
INTS_OF_STRINGS = "(str.len S) (str.indexof S S I) (str.to_int S)"
ON_BITS = (
    "(bvnot N) (bvneg N) (bvand N N) (bvor N N) (bvxor N N) (bvadd N N) (bvsub N N) (bvmul N N) (bvudiv N N) (bvurem N N) "
    "(bvshl N N) (bvlshr N N) (bvashr N N)"
)
ON_BOOLS = "true false (not N) (and N N) (or N N)"
TESTS_OF_INTS = "(= N N) (< N N) (<= N N)"
TESTS_OF_STRINGS = "(= N N) (str.prefixof N N) (str.suffixof N N) (str.contains N N)"
TESTS_OF_BITS = "(= N N) (bvult N N) (bvule N N) (bvslt N N) (bvsle N N)"


def default_grammar(inputs: Mapping[str, Sort], result: Sort) -> Form:
    """Groups `(name sort (production …))`, the first of the result's sort, for `read_rules`."""
    sorts = list(dict.fromkeys([result, *inputs.values()]))
    if STRING in sorts:
        sorts = list(dict.fromkeys([*sorts, INT]))
    sorts = list(dict.fromkeys([*sorts, BOOL]))
    names = {sort: f"nt{sort.name}{sort.bits or ''}" for sort in sorts}
    while set(names.values()) & set(inputs):
        names = {sort: f"{name}_" for sort, name in names.items()}
    return Form(tuple(_group(sort, names) for sort in sorts))


def _group(sort: Sort, names: Mapping[Sort, str]) -> Form:
    own = _productions(sort, names)
    text = f"({names[sort]} {sort} ((Constant {sort}) (Variable {sort}) {own}))"
    form = read_all(text)[0]
    assert isinstance(form, Form)
    return form


def _productions(sort: Sort, names: Mapping[Sort, str]) -> str:
    def at(template: str, own: Sort) -> str:
        letters = {"N": own, "B": BOOL, "I": INT, "S": STRING}
        words = template.replace("(", " ( ").replace(")", " ) ").split()
        return " ".join(names[letters[word]] if word in letters else word for word in words)

    if sort == BOOL:
        tests = [(TESTS_OF_INTS, INT), (TESTS_OF_STRINGS, STRING), *[(TESTS_OF_BITS, other) for other in names if other.bits]]
        return " ".join([at(ON_BOOLS, BOOL), *[at(template, other) for template, other in tests if other in names]])
    if sort == STRING:
        return at(f"{ON_STRINGS} {CHOICE}", sort)
    if sort == INT:
        return at(f"{ON_INTS} {CHOICE} {INTS_OF_STRINGS if STRING in names else ''}", sort)
    return at(f"{ON_BITS} {CHOICE}", sort)


def constants(sort: Sort, mentioned: Iterable[Sexpr], place: Place) -> list[Sexpr]:
    """A few constants of a sort, and those that the given expressions mention, each once."""
    found = {literal_text(sort, value): value for value in [*_usual(sort), *_of_sort(sort, mentioned, place)]}
    return [literal(value, sort) for value in found.values()]


def literal_text(sort: Sort, value: Any) -> str:
    """A key that tells True from 1."""
    return f"{sort} {value!r}"


def _usual(sort: Sort) -> Sequence[Any]:
    if sort == BOOL:
        return (True, False)
    if sort == INT:
        return (0, 1, -1)
    if sort == STRING:
        return ("", " ")
    width = Width(sort.bits)
    return tuple(dict.fromkeys(map(width.value, (0, 1, width.ones, width.sign))))


def _of_sort(sort: Sort, mentioned: Iterable[Sexpr], place: Place) -> list[Any]:
    values = [value for expression in mentioned for value, found in _literals(expression, place) if found == sort]
    distinct = list(dict.fromkeys(values))
    return distinct if len(distinct) <= MOST_MENTIONED else []


def _literals(expression: Sexpr, place: Place) -> list[tuple[Any, Sort]]:
    if isinstance(expression, Numeral | Text | Symbol) or expression.head in ("_", "-"):
        found = read_literal(expression, place)
        if found is not None or not isinstance(expression, Form):
            return [found] if found is not None else []
    return [pair for part in expression for pair in _literals(part, place)]
