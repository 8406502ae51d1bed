"""Domains: what to cut away depends on which kind of address it is."""

from contrast.tasks.strings._words import word

from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.text import VOCABULARY


def extract_domain(address: str) -> str:
    """The domain of an e-mail address or a URL: behind the @ or the ://, if there is one, and before the next slash.

    Without a slash it reaches to the end. An address holds at most one of @ and ://. The empty address has the empty
    domain; no split draws it.

    >>> extract_domain("ken@vim.ru"), extract_domain("https://vim.ru/a/b"), extract_domain("vim.ru/a")
    ('vim.ru', 'vim.ru', 'vim.ru')
    """
    for mark in ("@", "://"):
        address = address.partition(mark)[2] or address
    return address.partition("/")[0]


def addresses(letters: tuple[int, int] = (2, 5), path: int = 2, bare: float = 0.2, plus: str = "") -> Sampler:
    """Domains of `size` labels: of an e-mail address, of a URL, or with nothing before them, with probability `bare`.

    URLs and bare domains have up to `path` segments behind them, some with a dot; labels end in one of `plus`.
    """

    def draw(rng: Rng, size: int) -> tuple[str]:
        ends = [plus[int(rng.integers(len(plus)))] if plus else "" for _ in range(size)]
        domain = ".".join(word(rng, letters) + end for end in ends)
        kind, dot = rng.random(), "." if rng.random() < 0.3 else ""
        if kind < (1 - bare) / 2:
            return (f"{word(rng, letters)}{dot}{word(rng, letters)}@{domain}",)
        scheme = "" if kind < (1 + bare) / 2 else rng.choice(["http", "https", "ftp"]) + "://"
        segments = [word(rng, (1, 4)) for _ in range(int(rng.integers(path + 1)))]
        if segments and dot:
            segments[-1] += "." + word(rng, (2, 3))
        return (scheme + "/".join([domain, *segments]),)

    return draw


task = Task(
    extract_domain,
    VOCABULARY.with_constants("@", "/", ":"),
    splits={
        "train": Split((2, 3)),
        "more_parts": Split((6, 6), addresses(path=6), why="six labels instead of two or three, and up to six segments behind"),
        "longer_words": Split((2, 3), addresses((10, 15)), why="labels of 10 to 15 letters instead of 2 to 5"),
        "unseen_characters": Split((2, 3), addresses(plus="0123456789"), why="labels with digits, which were never seen"),
        "missing_parts": Split((2, 3), addresses(bare=1.0), why="nothing before the domain"),
    },
    sampler=addresses(),
    source="S. Gulwani, Automating string processing in spreadsheets using input-output examples, 2011 (substrings by position)",
)
