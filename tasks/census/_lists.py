"""Where the census of list programs is defined: the lists of the family `lists`."""

from contrast.census.domain import Domain
from contrast.dsl import Var
from contrast.sampling import Rng, int_lists
from contrast.task import Split


def falling(rng: Rng, size: int) -> tuple[list[int]]:
    """A list in descending order in which about half of the elements repeat another."""
    values = rng.choice(rng.integers(0, 16, (size + 1) // 2), size)
    return (sorted(values.tolist(), reverse=True),)


LISTS = Domain(
    (Var("xs", list[int]),),
    int_lists(0, 15),
    {
        "train": Split((1, 10)),
        "longer_2x": Split((20, 20), items=500, why="twice the length"),
        "longer_5x": Split((50, 50), items=200, why="five times the length"),
        "larger": Split((1, 10), int_lists(16, 99), items=500, why="values never seen"),
        "structured": Split((6, 10), falling, items=500, why="falling, with ties"),
    },
)
