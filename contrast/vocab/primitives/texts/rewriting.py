"""Compositional rewriting: what a phrase means follows from what its parts mean, by rules that a program holds.

Source of the idea: R. Montague, Universal grammar, 1970 (the meaning of a whole is a function of the meanings of its parts).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contrast.dsl import primitive
from contrast.dsl.batched.width import LONGEST
from contrast.errors import Undefined

Words = tuple[str, ...]

VARIABLES = ("X", "Y")
"""What stands for a part of a phrase in a rule; no word of a language can be written so."""

ARROW = "->"

LONGEST_PHRASE = 256
"""Words of a phrase that is taken apart; each step takes at least one away."""


@dataclass(frozen=True)
class Rule:
    """A pattern of words and variables, and the template that a phrase like it turns into: `X after Y -> Y X`.

    Each variable of the pattern stands once, for at least one word; the first one takes as many words as it can.
    """

    pattern: Words
    template: Words

    @classmethod
    def read(cls, text: str) -> Rule:
        """The rule that is written so. Raises `Undefined` if it is none."""
        pattern, arrow, template = text.partition(ARROW)
        rule = cls(tuple(pattern.split()), tuple(template.split()))
        named = [word for word in rule.pattern if word in VARIABLES]
        free = {word for word in rule.template if word in VARIABLES} - set(named)
        if not arrow or not rule.pattern or len(set(named)) < len(named) or free or rule.pattern in (("X",), ("Y",)):
            raise Undefined(f"{text!r} is no rule")
        return rule

    def parts(self, phrase: Words) -> dict[str, Words] | None:
        """What each variable stands for in the phrase; None if the phrase is not like the pattern."""
        places = [place for place, word in enumerate(self.pattern) if word in VARIABLES]
        if not places:
            return {} if phrase == self.pattern else None
        first, last = places[0], places[-1]
        before, between, after = self.pattern[:first], self.pattern[first + 1 : last], self.pattern[last + 1 :]
        end = len(phrase) - len(after)
        if len(phrase) < len(self.pattern) or phrase[:first] != before or phrase[end:] != after:
            return None
        if first == last:
            return {self.pattern[first]: phrase[first:end]}
        for cut in range(end - len(between) - 1, first, -1):
            if phrase[cut : cut + len(between)] == between:
                return {self.pattern[first]: phrase[first:cut], self.pattern[last]: phrase[cut + len(between) : end]}
        return None


def rewritten(rules: Sequence[Rule], phrase: Words) -> Words:
    """The meaning of a phrase that is not empty, by the first rule that it is like. Raises `Undefined`."""
    for rule in rules:
        parts = rule.parts(phrase)
        if parts is not None:
            known = {name: rewritten(rules, part) for name, part in parts.items() if name in rule.template}
            found = tuple(word for symbol in rule.template for word in known.get(symbol, (symbol,)))
            if len(found) > LONGEST:
                raise Undefined(f"the list outgrew {LONGEST} elements")
            return found
    raise Undefined(f"no rule for {' '.join(phrase)!r}")


@primitive
def rewrite(rules: list[str], words: list[str]) -> list[str]:
    """What the phrase `words` means: the first of the `rules` that it is like says how, from the meanings of its parts.

    A rule is written `X twice -> X X`: X and Y stand for parts of a phrase on the left and for their meanings on the right, all
    else for itself. Nothing means nothing.
    """
    if len(words) > LONGEST_PHRASE:
        raise Undefined(f"a phrase of more than {LONGEST_PHRASE} words")
    read = [Rule.read(rule) for rule in rules]
    return list(rewritten(read, tuple(words))) if words else []
