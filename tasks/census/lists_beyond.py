"""Programs on lists with words that the search does not have: drawn from the language of public benchmarks, sought in ours.

Some can still be said in the search's words, at greater length; others only by building what is missing, such as a sort.
"""

from contrast.tasks.census._lists import LISTS

from contrast.census.programs import census, names
from contrast.dsl import Program
from contrast.task import Task
from contrast.vocab.lists import VOCABULARY
from contrast.vocab.lists_full import VOCABULARY as BEYOND

SOURCE = "drawn from the weighted grammar of `lists_full`, with a word that `lists` lacks"
OURS = {primitive.name for primitive in VOCABULARY.primitives}


def tasks(n: int = 40, seed: int = 0) -> dict[str, Task]:
    """`n` programs, half of them from lists to lists, half to whole numbers; each needs a word that `lists` lacks."""
    return census(LISTS, (list[int], int), BEYOND, n, seed, SOURCE, searched=VOCABULARY, wanted=goes_beyond)


def goes_beyond(program: Program) -> bool:
    """Whether a word of the program is none of ours, after it was cut short."""
    return not names(program) <= OURS
