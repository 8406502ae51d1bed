"""Where the census of list programs is defined: the lists of the family `lists`."""

from contrast.tasks.lists.sort import falling

from contrast.census.domain import Domain
from contrast.dsl import Var
from contrast.sampling import int_lists
from contrast.task import Split

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
