"""Programs on lists that nobody picked, drawn from the grammar that the search itself enumerates: a source that favours it."""

from contrast.tasks.census._lists import LISTS

from contrast.census.programs import census
from contrast.task import Task
from contrast.vocab.lists import VOCABULARY

SOURCE = "drawn from the weighted grammar of the vocabulary `lists`"


def tasks(n: int = 40, seed: int = 0) -> dict[str, Task]:
    """`n` programs, half of them from lists to lists, half to whole numbers."""
    return census(LISTS, (list[int], int), VOCABULARY, n, seed, SOURCE)
