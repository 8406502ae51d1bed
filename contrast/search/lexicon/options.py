"""What may be decided next: entries for a word, or how words that nothing joins are joined; the most plausible first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from contrast.search.lexicon.demands import demand
from contrast.search.lexicon.lexicon import JOINED, Form, Lexicon, Operator, Reader, Template, cost
from contrast.search.lexicon.phrases import Phrases
from contrast.search.lexicon.templates import explanations, short_templates

DEMANDS = 8
"""Examples from which an operator's template is deduced."""

VARIABLES: dict[Form, tuple[str, ...]] = {"X w Y": ("X", "Y"), "X w": ("X",), "w X": ("X",)}

Option = tuple[tuple[float, ...], Lexicon]
"""A lexicon with one decision more; those with smaller keys are more plausible, those with equal ones as plausible."""

Placed = tuple[Form, int, Template]
"""An operator's form, its place in the order, and its template."""


def joinings(lexicon: Lexicon, phrases: Phrases) -> list[Option]:
    """How two words are joined: first what pairs of known words ask for, then short templates, and not at all."""
    pairs = [(phrase, wanted) for phrase, wanted in phrases.rows if len(phrase) == 2 and all(map(lexicon.knows, phrase))]
    votes = Counter(dict.fromkeys(short_templates(("X", "Y")), 0))
    for phrase, wanted in pairs[:DEMANDS]:
        values = {name: lexicon.meanings[word] for name, word in zip("XY", phrase, strict=True) if word in lexicon.meanings}
        votes.update(explanations(wanted, values, ()) if len(values) == 2 else ())
    templates = sorted(votes, key=lambda template: (-votes[template], cost(template), template))
    joined = [((-votes[t], cost(t)), replace(lexicon, joined=Operator(JOINED, "X w Y", t))) for t in templates]
    return [*joined, ((1,), lexicon)]


def entries(lexicon: Lexicon, phrases: Phrases, word: str, telling: Sequence[int]) -> list[Option]:
    """Entries for a word: no meaning, some meaning, or an operator; first those that most examples ask for, then cheap ones.

    telling: the rows in which the word alone is unknown.  Operators of one form stand together in the order wherever examples
    leave that open: fewer ranks are a simpler language.
    """
    options: list[Option] = [((0, 1, False), lexicon.meaning(word, ()))]
    options += [((0, 1 + 2 * len(gram), False), lexicon.meaning(word, gram)) for gram in phrases.companions(word)]
    placed = dict(_deduced(lexicon, phrases, word, telling)) or dict.fromkeys(_guessed(lexicon, phrases, word), 0)
    most = max(placed.values(), default=0)
    for (form, place, template), votes in placed.items():
        key = most - votes, 1 + cost(template), _is_apart(lexicon, form, place)
        options.append((key, lexicon.with_operator(Operator(word, form, template), place)))
    return sorted(options, key=lambda option: option[0])


def _is_apart(lexicon: Lexicon, form: Form, place: int) -> bool:
    """Whether an operator there has no neighbour of its form."""
    return all(operator.form != form for operator in lexicon.operators[max(0, place - 1) : place + 1])


def _deduced(lexicon: Lexicon, phrases: Phrases, word: str, telling: Sequence[int]) -> Counter[Placed]:
    """The operators that some examples ask for, and how many do."""
    allowed = {gram[0] for gram in phrases.companions(word) if len(gram) == 1}
    once = [row for row in (phrases.rows[number] for number in telling) if row[0].count(word) == 1]
    votes: Counter[Placed] = Counter()
    for form, place in _places(lexicon, phrases, word):
        reader = Reader(lexicon.with_operator(Operator(word, form), place), phrases.longest)
        asked = 0
        for phrase, wanted in once:
            found = demand(reader, phrase, wanted, word)
            templates = [] if found is None else list(explanations(found[1], found[0], allowed))
            votes.update((form, place, template) for template in templates)
            asked += found is not None and all(found[0].values())
            if asked == DEMANDS:
                break
    return votes


def _guessed(lexicon: Lexicon, phrases: Phrases, word: str) -> Iterator[Placed]:
    """Operators with short templates."""
    for form, place in _places(lexicon, phrases, word):
        yield from ((form, place, template) for template in short_templates(VARIABLES[form]))


def _places(lexicon: Lexicon, phrases: Phrases, word: str) -> list[tuple[Form, int]]:
    return [(form, place) for form in phrases.forms(word) for place in range(len(lexicon.operators) + 1)]
