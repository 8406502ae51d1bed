"""Title case: letters change by where they stand in their word, not by what they are."""

from contrast.tasks.strings._words import LETTERS, LONG, SHORT, UNSEEN, word

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.text import VOCABULARY


def title_case(text: str) -> str:
    """The text with the first letter of each word in upper case and all other letters in lower case.

    Words are parted by spaces, which stay, however many they are; nothing else parts words. The empty text stays empty,
    but no split draws it.

    >>> title_case("thE  LONG winter"), title_case("")
    ('The  Long Winter', '')
    """
    return " ".join(part[:1].upper() + part[1:].lower() for part in text.split(" "))


def mixed_case(letters: tuple[int, int] = SHORT, alphabet: tuple[str, str] = LETTERS, gap: int = 1) -> Sampler:
    """Words in lower case, in upper case, or letter by letter in either; up to `gap` spaces between two."""

    def cased(rng: Rng) -> str:
        drawn, upper = word(rng, letters, alphabet), rng.choice([0.0, 0.5, 1.0])
        return "".join(letter.upper() if rng.random() < upper else letter for letter in drawn)

    def draw(rng: Rng, size: int) -> tuple[str]:
        gaps = rng.integers(1, gap + 1, size - 1)
        return ("".join([cased(rng), *[" " * int(wide) + cased(rng) for wide in gaps]]),)

    return draw


task = Task(
    title_case,
    VOCABULARY,
    splits={
        "train": Split((1, 4)),
        "more_words_2x": Split((8, 8), why="twice the words"),
        "more_words_10x": Split((40, 40), why="ten times the words"),
        "longer_words": Split((1, 4), mixed_case(LONG), why="words of 12 to 18 letters instead of 1 to 7"),
        "unseen_characters": Split((1, 4), mixed_case(alphabet=UNSEEN), why="letters never seen, with accents"),
        "other_separators": Split((2, 4), mixed_case(gap=3), why="up to three spaces between two words"),
    },
    sampler=mixed_case(),
    source="a standard exercise (string.capwords of Python); one rule for all words is ours",
)
