"""Running programs of an unknown language: what each word does is to be learnt, and then that words are done one by one."""

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.interpreting import VOCABULARY

WORDS = ("rev", "dbl", "inc", "cut", "asc")
"""The words of the language that are used freely in training; `out` comes there only alone."""


def execute(program: list[str], xs: list[int]) -> list[int]:
    """What becomes of `xs` when the words of `program` are done from the first to the last.

    `rev` reverses, `dbl` doubles each number, `inc` adds one to each, `cut` drops the first number if there is one, `asc` sorts
    in ascending order, `out` leaves the odd numbers out.

    >>> execute(["dbl", "rev", "inc"], [4, 1, 7])
    [15, 3, 9]
    >>> execute(["cut", "out"], [4, 1, 6])
    [6]
    """
    for word in program:
        if word in ("rev", "cut"):
            xs = xs[::-1] if word == "rev" else xs[1:]
        elif word == "asc":
            xs = sorted(xs)
        elif word == "out":
            xs = [x for x in xs if x % 2 == 0]
        else:
            xs = [2 * x if word == "dbl" else x + 1 for x in xs]
    return xs


def programs(length: tuple[int, int] = (1, 6), highest: int = 9, least: int = 0, rare: bool = False) -> Sampler:
    """Programs of `size` words on lists of so many numbers from `least` to `highest`.

    The word `out` makes up one in six of the programs of one word, and stands in no other, unless `rare`: then in all.
    """

    def draw(rng: Rng, size: int) -> tuple[list[str], list[int]]:
        program = [WORDS[k] for k in rng.integers(len(WORDS), size=size)]
        if rare or (size == 1 and rng.integers(6) == 0):
            program[int(rng.integers(size))] = "out"
        xs = rng.integers(least, highest + 1, rng.integers(length[0], length[1] + 1)).tolist()
        return program, xs

    return draw


task = Task(
    execute,
    VOCABULARY.with_constants(*WORDS, "out"),
    splits={
        "train": Split((1, 3)),
        "more_steps": Split((4, 8), why="four to eight words, at most three in training"),
        "longer": Split((1, 3), programs((12, 24)), why="lists two to four times as long"),
        "larger": Split((1, 3), programs(highest=99, least=20), why="numbers never seen"),
        "new_word": Split((2, 3), programs(rare=True), why="a word seen alone only, among others"),
    },
    sampler=programs(),
    source="the mini language is ours; W. Zaremba and I. Sutskever, Learning to execute, 2014",
)
