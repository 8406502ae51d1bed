"""The quest for the body of a scheme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from contrast.dsl.batched.columns import pack, take
from contrast.dsl.types import function_parts
from contrast.sampling import seeded
from contrast.search.fit import Fit
from contrast.search.goal import literal_bits
from contrast.search.strategies.pursuit import BEGINNING_WORK
from contrast.search.strategies.schemes.scheme import Scheme
from contrast.values import same_value

if TYPE_CHECKING:
    from contrast.search.quest import Quest

FIRST_EXAMPLES = 48
"""Examples of a body that its search works on at first."""

MOST_EXTRA = 48
"""Rows beside the examples on which bodies are told apart, if the examples do not suffice. With so many a body must have a value
on all of them, and knows the elements and the state, but not the variables that the scheme goes through or starts from."""

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
            first, more = self._mixed(outer, params)
            params += more
            results, rows = results + [results[a] for a in first], np.concatenate([rows, rows[first]])
        columns = [pack(var.kind, [values[k] for values in params]) for k, var in enumerate(scheme.params)]
        given = scheme.arguments if self.extra == MOST_EXTRA else ()
        known = [k for k, var in enumerate(outer.inputs) if var not in given]
        columns += [take(outer.columns[k], rows) for k in known]
        (place,) = scheme.primitive.function_places
        kind = function_parts(scheme.primitive.parameters[place])[1]
        care = np.arange(len(results)) < len(scheme.examples)
        inputs, depth = (
            (*scheme.params, *[outer.inputs[k] for k in known]),
            outer.engine.max_depth - 1,
        )  # of equals the body's own come first
        self.quest = outer.serving(inputs, columns, kind, results, chosen, care, depth)
        self.quest.choices.alternatives = ALTERNATIVES if self.extra else 1
        self.quest.goal.total = self.extra == MOST_EXTRA
        self.quest.lower(outer.bound - scheme.cost)
        self.steps = self.quest.steps()

    def _mixed(self, outer: Quest, params: list[tuple[Any, ...]]) -> tuple[np.ndarray, list[tuple[Any, ...]]]:
        """Values in new combinations, which tell bodies apart that the examples do not, and the examples whose rows they have.
        If the scheme has a state, the smallest of what it gives itself are states that occur, too."""
        first, second = seeded("extra", self.extra).integers(len(params), size=(2, self.extra))
        mixed = [(params[a][0], *params[b][1:]) for a, b in zip(first, second, strict=True)]
        kinds = [var.kind for var in self.scheme.params]
        if self.scheme.primitive.repeats and outer.goal.kind in kinds:
            place = kinds.index(outer.goal.kind)
            states = list({repr(value): value for value in sorted(outer.outputs, key=literal_bits)}.values())[:SMALLEST]
            others = list({repr(values): values for values in ([*one[:place], *one[place + 1 :]] for one in params)}.values())
            for row in range(self.extra // 2):
                other = others[row % len(others)]
                state = states[(row + row // len(others)) % len(states)]
                mixed[row] = (*other[:place], state, *other[place:])
        return first, mixed

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
