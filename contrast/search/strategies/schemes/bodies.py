"""The quest for the body of a scheme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from contrast.dsl.batched.columns import pack, take
from contrast.dsl.types import function_parts
from contrast.sampling import seeded
from contrast.search.fit import Fit
from contrast.search.goal import literal_bits
from contrast.search.strategies.pursuit import BEGINNING_WORK
from contrast.search.strategies.schemes.scheme import Scheme
from contrast.values import plain, same_value

if TYPE_CHECKING:
    from contrast.search.quest import Quest

FIRST_EXAMPLES = 48
"""Examples of a body that its search works on at first."""

MOST_EXTRA = 48
"""Rows beside the examples on which bodies are told apart, if the examples do not suffice. With so many, a body that makes states
is looked for among those with a value on all of them, and without the variables that the scheme goes through or starts from."""

SMALLEST = 4
"""The smallest outputs, which are states that a body may have to begin with."""

ALTERNATIVES = 64
"""Conditionals that are tried at a time where the examples of a body do not suffice."""


class BodyPursuit:
    """A scheme, and the quest for its body, on few of its examples as long as those suffice."""

    def __init__(self, outer: Quest, scheme: Scheme):
        self.scheme = scheme
        self.cost = scheme.cost
        self.work = 0.0
        self.extra = 0
        count = len(scheme.examples)
        self.chosen = np.sort(seeded("body").permutation(count)[:FIRST_EXAMPLES])
        self._begin(outer)

    def _begin(self, outer: Quest) -> None:
        scheme = self.scheme
        rows = np.array([row for row, _, _ in scheme.examples])
        params = [values for _, values, _ in scheme.examples]
        results = [result for _, _, result in scheme.examples]
        chosen = self.chosen
        if self.extra:
            chosen = np.concatenate([chosen, len(results) + np.arange(self.extra)])
            state = scheme.primitive.state
            same = state is not None and scheme.params[state].kind == outer.goal.kind
            first, more = mixed(params, state if same else None, outer.outputs, self.extra)
            params += more
            results, rows = results + [results[a] for a in first], np.concatenate([rows, rows[first]])
        columns = [pack(var.kind, [values[k] for values in params]) for k, var in enumerate(scheme.params)]
        last = self.extra == MOST_EXTRA and scheme.primitive.repeats
        given = scheme.arguments if last else ()
        known = [k for k, var in enumerate(outer.inputs) if var not in given]
        columns += [take(outer.columns[k], rows) for k in known]
        (place,) = scheme.primitive.function_places
        kind = function_parts(scheme.primitive.parameters[place])[1]
        care = np.arange(len(results)) < len(scheme.examples)
        inputs = (*scheme.params, *[outer.inputs[k] for k in known])  # of equals the body's own come first
        self.quest = outer.serving(inputs, columns, kind, results, chosen, care, outer.engine.max_depth - 1)
        self.quest.choices.alternatives = ALTERNATIVES if self.extra else 1
        self.quest.goal.total = last
        self.quest.lower(outer.bound - scheme.cost)
        self.steps = self.quest.steps()

    @property
    def handicap(self) -> float:
        return self.scheme.handicap

    def progress(self) -> float:
        return (self.work + BEGINNING_WORK) * self.handicap

    def use(self, found: Fit, outer: Quest) -> Iterator[Fit]:
        """The scheme with the body, if it is right; else the body's search looks at more."""
        node = self.scheme.node(found.node)
        if outer.is_right(node):
            yield Fit(node, self.cost + found.cost)
        elif not self._add_examples(found) and not self._add_extra():
            self.quest.go_on(outer.bound - self.cost)
        else:
            self.quest.leave()
            self._begin(outer)

    def _add_examples(self, found: Fit) -> bool:
        """Twice as many examples: those that the body gets wrong first, then others; whether there were any."""
        count = len(self.scheme.examples)
        if len(self.chosen) == count:
            return False
        answers = self.quest.answers(found.node)
        wrong = [k for k in range(count) if not same_value(answers[k], self.quest.outputs[k], self.quest.goal.tolerance)]
        others = [int(k) for k in seeded("body").permutation(count)]
        known = set(self.chosen.tolist())
        more = [k for k in dict.fromkeys([*wrong, *others]) if k not in known][: len(known)]
        self.chosen = np.sort(np.concatenate([self.chosen, np.array(more, np.int64)]))
        return bool(more)

    def _add_extra(self) -> bool:
        """All examples are looked at and do not suffice: tell more bodies apart."""
        if self.extra < MOST_EXTRA:
            self.extra += MOST_EXTRA // 2
            return True
        return False


def mixed(
    params: Sequence[tuple[Any, ...]], state: int | None, outputs: Sequence[Any], count: int
) -> tuple[np.ndarray, list[tuple[Any, ...]]]:
    """Values of a body's parameters in new combinations, which tell bodies apart that the examples do not, and the examples whose
    rows they have. If one parameter is a state, half of them are the smallest states that came out, beside all else in turn.

    params: those of the examples.  state: the place of the state, if it has the kind of the outputs.  outputs: what came out.
    """
    first, second = seeded("extra", count).integers(len(params), size=(2, count))
    found = [(params[a][0], *params[b][1:]) for a, b in zip(first, second, strict=True)]
    if state is not None:
        states = _distinct(sorted(outputs, key=lambda value: literal_bits(plain(value))))[:SMALLEST]
        others = _distinct([(*one[:state], *one[state + 1 :]) for one in params])
        for row in range(count // 2):
            turn, number = divmod(row, len(others))
            found[row] = (*others[number][:state], states[(number + turn) % len(states)], *others[number][state:])
    return first, found


def _distinct(values: Iterable[Any]) -> list[Any]:
    """Each value once, in order."""
    return list({repr(value): value for value in values}.values())
