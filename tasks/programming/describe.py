"""From English to a program: a small language whose sentences say what to do with the numbers of a list.

The grammar is ours, and as regular as SCAN's: each word has one meaning, and phrases nest. English has neither property.
"""

from collections.abc import Callable

from contrast.tasks.programming._steps import CHANGES, RANKS, same_behaviour

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.languages import VOCABULARY

COUNTS = {"two": "2", "three": "3", "four": "4"}
NEW = "square"
"""The word that stands in training only in sentences of one clause, alone before `every`, never twice."""


def describe(sentence: list[str]) -> list[str]:
    """The program that a sentence asks for; a program counts as right if it does the same on fresh lists.

    `every` and `the` stand between what to do and the numbers to do it to; `twice` ends a clause; clauses are joined by `then`,
    or by `after`, which tells the later one first. Programs select numbers, then change them; `;` stands between clauses.

    >>> " ".join(describe("double every even number then keep the three largest numbers".split()))
    'even double ; largest 3 keep'
    >>> " ".join(describe("negate and increment every number after drop the two first odd numbers".split()))
    'odd first 2 drop ; negate increment'
    """
    connective = "after" if "after" in sentence else "then"
    clauses = [clause.split() for clause in " ".join(sentence).split(f" {connective} ")]
    programs = [" ".join(steps(clause)) for clause in (clauses[::-1] if connective == "after" else clauses)]
    return " ; ".join(programs).split()


def steps(clause: list[str]) -> list[str]:
    """The program of one clause."""
    if clause[-1] == "twice":
        return [*steps(clause[:-1]), ";", *steps(clause[:-1])]
    place = next(k for k, word in enumerate(clause) if word in ("every", "the"))
    nouns = [COUNTS.get(word, word) for word in clause[place + 1 : -1]]
    return [*reversed(nouns), *[word for word in clause[:place] if word != "and"]]


def clause(rng: Rng, verbs: list[str], ranked: bool, parity: tuple[str, ...] = ("even", "odd"), again: float = 0.2) -> list[str]:
    """What is done, and to which numbers; twice in a share of the clauses."""
    adjectives = [str(rng.choice(pair)) for pair in (parity, ("positive", "negative")) if rng.random() < 0.45]
    nouns = [*(adjectives if rng.random() < 0.5 else adjectives[::-1]), "numbers" if ranked else "number"]
    counted = ["the", str(rng.choice(list(COUNTS))), str(rng.choice(RANKS))] if ranked else ["every"]
    return [*verbs, *counted, *nouns, *["twice"] * (rng.random() < again)]


def verbs(rng: Rng, *besides: str) -> list[str]:
    """One verb, or two that change numbers."""
    known = [word for word in CHANGES if word != NEW]
    if rng.random() < 0.3:
        first, second = rng.permutation(known)[:2].tolist()
        return [first, "and", second]
    return [str(rng.choice([*known, *besides]))]


def usual(rng: Rng, size: int) -> list[str]:
    """A clause as in training: no ranks of odd numbers, nothing twice to ranked ones, the new word in one place."""
    if size == 1 and rng.random() < 0.15:
        return clause(rng, [NEW], ranked=False, again=0.0)
    if rng.random() < 0.5:
        return clause(rng, verbs(rng, "keep", "drop"), True, ("even",), again=0.0)
    return clause(rng, verbs(rng, "keep", "drop"), False)


def new_word(rng: Rng, size: int) -> list[str]:
    """A clause with the new word beside another verb, before `the`, or twice."""
    known = verbs(rng)[0]
    chosen = [[NEW, "and", known], [known, "and", NEW], [NEW]][int(rng.integers(3))]
    ranked = bool(rng.integers(2))
    return clause(rng, chosen, ranked, ("even",), again=0.0 if ranked else float(len(chosen) == 1))


def new_pair(rng: Rng, size: int) -> list[str]:
    """A clause about ranks of odd numbers."""
    made = clause(rng, verbs(rng, "keep", "drop"), True, ("odd",), again=0.0)
    return made if "odd" in made else new_pair(rng, size)


def new_template(rng: Rng, size: int) -> list[str]:
    """Something twice to ranked numbers."""
    return clause(rng, verbs(rng, "keep", "drop"), True, ("even",), again=1.0)


def sentences(special: Callable[[Rng, int], list[str]] = usual) -> Sampler:
    """Sentences of `size` clauses, one of them special."""

    def draw(rng: Rng, size: int) -> tuple[list[str]]:
        clauses = [" ".join(usual(rng, size)) for _ in range(size)]
        clauses[int(rng.integers(size))] = " ".join(special(rng, size))
        return (f" {rng.choice(['then', 'after'])} ".join(clauses).split(),)

    return draw


task = Task(
    describe,
    VOCABULARY,
    splits={
        "train": Split((1, 2)),
        "longer": Split((3, 5), why="three to five clauses"),
        "new_word": Split((1, 2), sentences(new_word), why="a verb seen in one place only, in others"),
        "new_pair": Split((1, 2), sentences(new_pair), why="ranks of odd numbers: both seen, never together"),
        "template": Split((1, 2), sentences(new_template), why="ranked numbers changed twice: both seen, never together"),
    },
    sampler=sentences(),
    source="the grammar is ours; the questions are those of B. Lake and M. Baroni, Generalization without systematicity, 2018",
    judge=lambda inputs, program: same_behaviour(describe(*inputs), program),
)
