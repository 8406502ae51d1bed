"""Acronyms: two signs part words, and of each word one letter is left."""

from contrast.tasks.strings._words import LETTERS, LONG, SHORT, UNSEEN, word

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.text import VOCABULARY


def acronym(phrase: str) -> str:
    """The first letters of the words of a phrase in upper case; words are parted by a space or a hyphen.

    Two of these signs side by side have an empty word between them, which gives no letter. The empty phrase gives the
    empty acronym; no split draws it.

    >>> acronym("metal-oxide semiconductor"), acronym("Read - write"), acronym("")
    ('MOS', 'RW', '')
    """
    return "".join(part[0].upper() for part in phrase.replace("-", " ").split())


def compounds(
    letters: tuple[int, int] = SHORT, alphabet: tuple[str, str] = LETTERS, hyphens: float = 0.3, least: int = 1
) -> Sampler:
    """Words, one in three with a capital, parted by a hyphen with this probability, else by a space; or, if `least` is 2,
    by two or three signs."""

    def draw(rng: Rng, size: int) -> tuple[str]:
        text = ""
        for place in range(size):
            drawn = word(rng, letters, alphabet)
            signs = rng.random(int(rng.integers(least, 2 * least))) if place else []
            text += "".join("-" if sign < hyphens else " " for sign in signs)
            text += drawn.capitalize() if rng.random() < 1 / 3 else drawn
        return (text,)

    return draw


task = Task(
    acronym,
    VOCABULARY.with_constants("-"),
    splits={
        "train": Split((1, 5)),
        "more_words_2x": Split((10, 10), why="twice the words"),
        "more_words_10x": Split((50, 50), why="ten times the words"),
        "longer_words": Split((1, 5), compounds(LONG), why="words of 12 to 18 letters instead of 1 to 7"),
        "unseen_characters": Split((2, 5), compounds(alphabet=UNSEEN), why="letters never seen, with accents"),
        "other_separators": Split((2, 5), compounds(hyphens=0.5, least=2), why="two or three signs between two words"),
    },
    sampler=compounds(),
    source="Exercism, a collection of programming exercises (acronym); empty words are ours",
)
