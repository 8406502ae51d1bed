"""Initials: the same short step for every word, however many there are."""

from contrast.tasks.strings._words import LONG, UNSEEN, phrases

from contrast.task import Split, Task
from contrast.vocab.text import VOCABULARY


def initials(name: str) -> str:
    """The first letter of each word of a name, each followed by a full stop.

    Words are parted by single spaces; a hyphen parts nothing. The empty name has no initials, but no split draws it.

    >>> initials("ada m lovelace"), initials("ada"), initials("")
    ('a.m.l.', 'a.', '')
    """
    return "".join(part[0] + "." for part in name.split())


task = Task(
    initials,
    VOCABULARY.with_constants("."),
    splits={
        "train": Split((1, 4)),
        "more_words_2x": Split((8, 8), why="twice the words"),
        "more_words_10x": Split((40, 40), why="ten times the words"),
        "longer_words": Split((1, 4), phrases(LONG), why="words of 12 to 18 letters instead of 1 to 7"),
        "unseen_characters": Split((1, 4), phrases(alphabet=UNSEEN), why="letters never seen, with accents"),
    },
    sampler=phrases(),
    source="S. Gulwani, Automating string processing in spreadsheets using input-output examples, 2011 (loops over words)",
)
