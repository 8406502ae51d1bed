"""The rounds of a search for a law: how far each goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Round:
    """How far one round goes.

    pool: expressions to enumerate.  order, products: of products of variables, the most factors, and how many.  atoms,
    dressed: other expressions that are multiplied by products too, and by how many.  likes: bits of the like terms that are
    summed.  named, free: expressions that forms are tried on with all named inner constants, and with free ones.  pairs:
    features to make all pairs of.  wide: expressions to pair with the first `first` features, and to make triples of with two
    of the first `short` ones.  peels: expressions to take away from the outputs, so that a product is left.  sums: beginnings
    of a sum of power products.  functions: what one of its products may be multiplied by.  outers: outermost functions to try.
    """

    pool: int
    order: int
    products: int
    atoms: int
    dressed: int
    likes: float
    named: int
    free: int
    pairs: int
    wide: int
    first: int
    short: int
    peels: int
    sums: int
    functions: int
    outers: int


ROUNDS = (
    Round(300, 2, 500, 0, 0, 0.0, 100, 0, 600, 0, 0, 0, 0, 4, 0, 4),
    Round(1500, 4, 4000, 120, 72, 16.0, 1500, 200, 2000, 8000, 100, 12, 60, 12, 8, 10),
    Round(5000, 5, 15000, 300, 300, 18.0, 6000, 1500, 4000, 30000, 900, 30, 200, 30, 12, 10),
    Round(20000, 6, 50000, 600, 600, 20.0, 20000, 5000, 9000, 100000, 900, 50, 600, 80, 20, 10),
)
