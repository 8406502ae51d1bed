"""One bit of a product, the target for which every ordered decision diagram is exponentially large."""

from contrast.sampling import Rng, Sampler, bit_lists
from contrast.task import Split, Task
from contrast.vocab.digits import VOCABULARY


def product_bit(xs: list[bool], ys: list[bool]) -> bool:
    """Whether the middle bit of the product of two binary numbers of n bits, highest first, is set: its bit of weight 2**(n-1).

    The product has 2n bits. The bit at its middle depends on all bits of both numbers. Numbers of 15 bits are the longest
    whose product the DSL's whole numbers hold, hence one axis of length only.

    >>> product_bit([True, True], [True, False]), product_bit([True, False, True], [False, True, True])
    (True, True)
    """
    x, y = (sum(bit << power for power, bit in enumerate(reversed(bits))) for bits in (xs, ys))
    return x * y >> (len(xs) - 1) & 1 == 1


def two_numbers(bits: Sampler) -> Sampler:
    """Two numbers of `size` bits that `bits` draws."""

    def draw(rng: Rng, size: int) -> tuple[list[bool], list[bool]]:
        (xs,), (ys,) = bits(rng, size), bits(rng, size)
        return xs, ys

    return draw


def one_run(rng: Rng, size: int) -> tuple[list[bool], list[bool]]:
    """Any number and one whose set bits are a single run, in either order: the product is a difference of two shifts."""
    first, last = sorted(rng.choice(size + 1, 2, replace=False).tolist())
    run = [first <= place < last for place in range(size)]
    other = (rng.random(size) < 0.5).tolist()
    return (run, other) if rng.random() < 0.5 else (other, run)


task = Task(
    product_bit,
    VOCABULARY,
    splits={
        "train": Split((4, 7)),
        "longer_2x": Split((14, 14), why="twice the length"),
        "biased": Split((5, 7), two_numbers(bit_lists(0.7)), why="mostly set bits: many carries"),
        "structured": Split((6, 7), one_run, why="one number is a single run of set bits"),
    },
    sampler=two_numbers(bit_lists(0.5)),
    source="R. E. Bryant, On the complexity of VLSI implementations and graph representations of Boolean functions "
    "with application to integer multiplication, 1991",
)
