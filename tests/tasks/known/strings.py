"""What is known of the tasks of strings: see the package."""

from __future__ import annotations

import datetime
import re
import string
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit


def iso_date(date: str) -> str:
    numbers = [int(number) for number in re.findall("[0-9]+", date)]
    day = datetime.date(numbers[-1], numbers[-2], numbers[0] if len(numbers) == 3 else 1)
    return day.isoformat() if len(numbers) == 3 else day.isoformat()[:7]


def host(address: str) -> str:
    url = address if "://" in address else f"//{address}"
    return str(urlsplit(url).netloc.split("@")[-1])


ORACLES: dict[str, Callable[..., Any]] = {
    "acronym": lambda phrase: "".join(re.findall(r"\b\w", phrase)).upper(),
    "date_reformat": iso_date,
    "extract_domain": host,
    "initials": lambda name: re.sub(r"(\S)\S* ?", r"\1.", name),
    "normalise_phone": lambda number: "+" + re.sub(r"\D", "", number).lstrip("0"),
    "strip_repeats": lambda text: re.sub(r"(.)\1+", r"\1", text),
    "swap_first_last_name": lambda name: re.sub(r"^(.*) (\S+)$", r"\2 \1", name),
    "title_case": lambda text: string.capwords(text, " "),
}

LAST = "fold(lambda before, word: word, '', split(name, ' '))"
"""The last word of a name."""

PARTS = "split(join_each(lambda sign: choose(str_is_digit(sign), sign, ' '), chars(date), ''), ' ')"
"""The numbers of a date."""

PROGRAMS: dict[str, str] = {
    "acronym": "str_upper(join_each(lambda word: str_at(word, 0), split(str_replace_all(phrase, '-', ' '), ' '), ''))",
    "date_reformat": "reduce(lambda after, part: str_concat(part, str_concat('-', after)), "
    f"map(lambda part: choose(equal(str_len(part), 1), str_concat('0', part), part), {PARTS}))",
    "extract_domain": "head(split(fold(lambda before, part: part, '', "
    "split(str_replace_all(address, str_concat(':', str_concat('/', '/')), '@'), '@')), '/'))",
    "initials": "join_each(lambda word: str_concat(str_at(word, 0), '.'), split(name, ' '), '')",
    "normalise_phone": "str_concat('+', str_from_int(str_to_int("
    "join(filter(lambda sign: str_is_digit(sign), chars(number)), ''))))",
    "strip_repeats": "fold(lambda kept, sign: choose(str_suffixof(sign, kept), kept, str_concat(kept, sign)), '', chars(text))",
    "swap_first_last_name": f"str_trim(str_concat({LAST}, "
    f"str_concat(' ', str_substr(name, 0, sub(str_len(name), str_len({LAST}))))))",
    "title_case": "join_each(lambda word: str_concat(str_upper(str_at(word, 0)), "
    "str_lower(str_substr(word, 1, str_len(word)))), split(text, ' '), ' ')",
}
