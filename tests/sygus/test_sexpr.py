"""S-expressions: what is read from a text, and written back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrast.errors import BadProblem
from contrast.sygus.sexpr import DEEPEST, Form, Numeral, Sexpr, Symbol, Text, read_all, write

ATOMS = (
    st.text(min_size=1, max_size=5).filter(lambda s: "|" not in s).map(Symbol)
    | st.sampled_from(["0", "12", "-3", "1.5", "#x0A", "#b01"]).map(Numeral)
    | st.text(max_size=5).map(Text)
)
EXPRESSIONS = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=4).map(Form), max_leaves=12)


def kinds(expression: Sexpr) -> object:
    return list(map(kinds, expression)) if isinstance(expression, Form) else type(expression)


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(expression=EXPRESSIONS)
def test_reading_gives_back_what_was_written(expression: Sexpr):
    (read,) = read_all(write(expression))
    assert read == expression
    assert kinds(read) == kinds(expression)


def test_names_numbers_and_strings_are_told_apart():
    (form,) = read_all('(f |f| |1| 1 -1 - #xff "f")')
    assert kinds(form) == [Symbol, Symbol, Symbol, Numeral, Numeral, Symbol, Numeral, Text]


def test_a_doubled_quote_is_one_quote():
    assert read_all('"say ""hi"""') == [Text('say "hi"')]


def test_a_string_may_hold_brackets_semicolons_and_lines():
    assert read_all('("a)(;b\nc" ; a remark ) "\n d)') == [Form((Text("a)(;b\nc"), Symbol("d")))]


def test_every_expression_knows_its_line():
    (form,) = read_all('; one\n(a\n "x\ny"\n b)')
    assert isinstance(form, Form)
    assert (form.line, [part.line for part in form]) == (2, [2, 3, 5])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n(b (c)", r"problem.sl, line 2: this '\(' is never closed"),
        ("a\n\nb)", r"problem.sl, line 3: this '\)' closes nothing"),
        ('a\n"b', 'problem.sl, line 2: this " is never closed'),
        ("|a", r"problem.sl, line 1: this \| is never closed"),
        ("(" * (DEEPEST + 1) + ")" * (DEEPEST + 1), "more than 200 brackets are open"),
    ],
)
def test_what_does_not_close_is_refused_with_its_line(text: str, message: str):
    with pytest.raises(BadProblem, match=message):
        read_all(text, "problem.sl")
