"""Made-up words: consonants and vowels in turn, drawn at random, so that nobody's name is among the data but by chance."""

from __future__ import annotations

from contrast.sampling import Rng, Sampler

LETTERS = ("bdfgklmnprstvz", "aeiou")
"""Consonants and vowels of the training words."""

UNSEEN = ("ñçšžđ", "äöüéå")
"""Consonants and vowels that no training word has; each has a capital of one character."""

SHORT, LONG = (1, 7), (12, 18)
"""The fewest and the most letters of a word in training, and of longer ones."""


def word(rng: Rng, letters: tuple[int, int] = SHORT, alphabet: tuple[str, str] = LETTERS) -> str:
    """A word of so many letters, which begins with a consonant or a vowel."""
    size, first = int(rng.integers(letters[0], letters[1] + 1)), int(rng.integers(2))
    return "".join(_one_of(rng, alphabet[(first + place) % 2]) for place in range(size))


def _one_of(rng: Rng, symbols: str) -> str:
    return symbols[int(rng.integers(len(symbols)))]


def phrases(letters: tuple[int, int] = SHORT, alphabet: tuple[str, str] = LETTERS) -> Sampler:
    """One text of `size` words with single spaces between them."""
    return lambda rng, size: (" ".join(word(rng, letters, alphabet) for _ in range(size)),)
