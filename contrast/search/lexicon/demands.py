"""Deduction: what an operator must give in an example, from the example's output and all else that is known."""

from __future__ import annotations

from contrast.search.lexicon.lexicon import NoMeaning, Reader, Template, Words

Demand = tuple[dict[str, Words], Words]
"""The values of an operator's parts, and what it must make of them."""


def demand(reader: Reader, phrase: Words, wanted: Words, word: str) -> Demand | None:
    """What the one operator without a template, `word`, must give if the phrase is to mean `wanted`; None if it cannot be."""
    try:
        return _demand(reader, phrase, wanted, word)
    except NoMeaning:
        return None


def _demand(reader: Reader, phrase: Words, wanted: Words, word: str) -> Demand | None:
    split = reader.lexicon.split(phrase)
    if split is None:
        return None
    operator, parts = split
    if operator.word == word:
        return dict(zip(("X", "Y"), map(reader.value, parts), strict=False)), wanted
    inside = [k for k, part in enumerate(parts) if word in part]
    if len(inside) != 1 or operator.template is None:
        return None
    known = {"XY"[k]: reader.value(part) for k, part in enumerate(parts) if k != inside[0]}
    rest = solved(operator.template, known, "XY"[inside[0]], wanted)
    return None if rest is None else _demand(reader, parts[inside[0]], rest, word)


def solved(template: Template, known: dict[str, Words], unknown: str, wanted: Words) -> Words | None:
    """The one value of a variable with which the template gives `wanted`; None if there is none."""
    times = template.count(unknown)
    length, left = divmod(len(wanted) - sum(len(known.get(s, (s,))) for s in template if s != unknown), times)
    if left or length < 0:
        return None
    start = sum(len(known.get(symbol, (symbol,))) for symbol in template[: template.index(unknown)])
    value = wanted[start : start + length]
    found = tuple(word for s in template for word in (value if s == unknown else known.get(s, (s,))))
    return value if found == wanted else None
