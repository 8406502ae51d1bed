"""One head of attention that looks at the mirror image of each place: reversal, and whether a list is its own mirror image.

The layer normalisation is held still. A token is written as plus and minus LOUD in a pair of features, so every vector has
nearly the same mean and length, and is divided by nearly the same number: what is read is the difference of two features,
in which the mean cancels. The attention's scores are sums of cosines of (distance from the right - distance from the left) at
eight rates, largest where both are equal.
"""

from __future__ import annotations

import math
from typing import Any

from torch import Tensor

from contrast.neural.encoding.head import Head
from contrast.neural.encoding.parts.leaves import Mark
from contrast.neural.encoding.tokens import TokenEncoder
from contrast.neural.witnesses.witness import SURE, put

LOUD = 1000.0
"""A token's features beside those of its place, which are at most 1."""

RATES = tuple(range(0, 24, 3))
"""The frequencies that the scores use, of the 32 in each half of the position; the others' features carry tokens."""

SCORE = 40.0
"""Size of a query's and a key's features. The best place leads by .1 of the scores' sum, or more, up to 1,000 tokens."""

STOP = 100.0
"""What END weighs against a symbol that is seen: more than 1, less than LOUD."""

BOTH = math.sqrt(5)
"""The length of a token with its mirror image, which is written twice as loud, over that of the token alone."""

WIDTH = 128


class Tape:
    """Where in the features of a token's vector what is written.

    pairs: those for tokens themselves, then as many for the tokens seen in the mirror, then one for a mark. steady: the slowest
    cosine of the distance from the left, which is 1 nearly.
    """

    def __init__(self, encoder: TokenEncoder) -> None:
        free = [rate for rate in range(WIDTH // 4 - 1) if rate not in RATES]
        self.pairs = [(half + 2 * rate, half + 2 * rate + 1) for half in (0, WIDTH // 2) for rate in free]
        self.left = [place for rate in RATES for place in (2 * rate, 2 * rate + 1)]
        self.right = [WIDTH // 2 + place for place in self.left]
        self.steady = WIDTH // 2 - 1
        self.tokens = [int(Mark.BEGIN), int(Mark.END), int(Mark.SLOT), *(encoder.id(symbol) for symbol in encoder.symbols.values)]
        self.mark = len(self.pairs) - 1

    def own(self, token: int) -> int:
        """The pair that holds whether a token is this one."""
        return self.tokens.index(token)

    def seen(self, token: int) -> int:
        """The pair that holds whether the mirror image is this one."""
        return len(self.tokens) + self.own(token)

    def write(self, weights: Tensor, row: int, pair: int, size: float) -> None:
        """Let a row add +size and -size to a pair's features; `weights` has features in its second axis."""
        first, second = self.pairs[pair]
        put(weights, {(row, first): size, (row, second): -size})

    def read(self, weights: Tensor, row: int, pair: int, factor: float) -> None:
        """Let a row read `factor` times the pair's difference, which is 2 where a token of size LOUD stands alone."""
        self.write(weights, row, pair, factor * _spread())


def _spread() -> float:
    """What a vector with one pair of +-LOUD is divided by, over LOUD."""
    return math.sqrt(2 / WIDTH)


def _mirror(model: Any, block: Any, tape: Tape) -> None:
    """The first block's first head: place i sees the place as far from BEGIN as i is from END."""
    for token in tape.tokens:
        first, second = tape.pairs[tape.own(token)]
        put(model.embed.symbol.weight, {(token, first): LOUD, (token, second): -LOUD})
    block.before_attention.weight.fill_(1.0)
    project = block.attention.project
    scale = SCORE * LOUD * _spread()
    for rows, features in ((0, tape.right), (WIDTH, tape.left)):
        for row, feature in enumerate(features, start=rows):
            put(project.weight, {(row, feature): scale, (row, tape.steady): -scale})
            project.bias[row] = SCORE
    for row, token in enumerate(tape.tokens):
        tape.read(project.weight, 2 * WIDTH + row, tape.own(token), 1.0)
        tape.write(block.attention.merge.weight.T, row, tape.seen(token), 2 * LOUD)


def reverse(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """Each place gives what it sees in the mirror; END and what follows say stop."""
    tape = Tape(encoder)
    _mirror(model, model.blocks[0], tape)
    model.norm.weight.fill_(1.0)
    for symbol in encoder.symbols.values:
        tape.read(model.head.weight, head.classes.index(symbol), tape.seen(encoder.id(symbol)), 1.0)
    for mark in (Mark.END, Mark.SLOT):
        tape.read(model.head.weight, head.stop, tape.own(int(mark)), STOP)


def mirrored(model: Any, encoder: TokenEncoder, head: Head) -> None:
    """The first block marks places that differ from what they see in the mirror; in the second, END takes the marks' mean."""
    tape = Tape(encoder)
    first, second = model.blocks
    _mirror(model, first, tape)
    before, inside, _, outside = first.feed_forward
    before.weight.fill_(1.0)
    for unit, symbol in enumerate(encoder.symbols.values):
        token = encoder.id(symbol)
        tape.read(inside.weight, unit, tape.own(token), SURE * BOTH / 2)
        for other in encoder.symbols.values:
            if other != symbol:
                tape.read(inside.weight, unit, tape.seen(encoder.id(other)), SURE * BOTH / 4)
        inside.bias[unit] = -1.5 * SURE
        tape.write(outside.weight.T, unit, tape.mark, 8 * LOUD / SURE)
    second.before_attention.weight.fill_(1.0)
    project, merge = second.attention.project, second.attention.merge
    tape.read(project.weight, 2 * WIDTH, tape.mark, 1.0)
    tape.write(merge.weight.T, 0, tape.mark, WIDTH * LOUD)
    model.norm.weight.fill_(1.0)
    unequal, equal = head.classes.index(False), head.classes.index(True)
    tape.read(model.head.weight, unequal, tape.mark, SURE)
    model.head.bias[equal] = SURE / 10
