"""A lexicon as a program: the rules of `rewrite`, operators first, then words, then how other words are joined."""

from __future__ import annotations

from collections.abc import Sequence

from contrast.dsl import Apply, Const, Primitive, Program, Var
from contrast.search.lexicon.lexicon import Lexicon, Operator


def rules(lexicon: Lexicon) -> list[str]:
    """The rules in their order."""
    known = [operator for operator in lexicon.operators if operator.template is not None]
    words = [_rule(word, meaning) for word, meaning in sorted(lexicon.meanings.items())]
    joined = [] if lexicon.joined is None else [lexicon.joined]
    return [*map(_operator_rule, known), *words, *map(_operator_rule, joined)]


def _operator_rule(operator: Operator) -> str:
    return _rule(" ".join(operator.form.replace("w", operator.word).split()), operator.template or ())


def _rule(pattern: str, template: Sequence[str]) -> str:
    return " ".join([pattern, "->", *template])


def written(lexicon: Lexicon, rewrite: Primitive, inputs: tuple[Var, ...]) -> Program:
    """The program that reads phrases by this lexicon."""
    return Program(inputs, Apply(rewrite, (Const.of(rules(lexicon), list[str]), inputs[0])))
