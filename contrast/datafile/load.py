"""Reading a data file, and picking a problem of it by name."""

from __future__ import annotations

import difflib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from contrast.datafile.csv_file import read_csv
from contrast.datafile.json_file import read_json
from contrast.datafile.problem import DataProblem
from contrast.errors import BadValue

READERS = {".json": read_json, ".csv": read_csv}

MOST_BYTES = 2**28
"""A larger file is refused, since its values are held in memory many times over."""


def load(path: str | os.PathLike[str]) -> list[DataProblem]:
    """The problems of a `.json` or `.csv` file, in their order. Of several problems of one name the later ones are called
    `name (2)`, `name (3)`, … Raises `BadValue` in one sentence that names the place."""
    file = Path(path)
    if file.suffix.lower() not in READERS:
        raise BadValue(f"{file} is no data file; its name must end in {' or '.join(READERS)}")
    if not file.is_file():
        there = f"{file} is a folder" if file.is_dir() else f"there is no data file {file}"
        raise BadValue(f"{there}; give the path of a .json or .csv file with examples")
    state = file.stat()
    if state.st_size > MOST_BYTES:
        has, most = state.st_size / 2**20, MOST_BYTES / 2**20
        raise BadValue(f"{file} has {has:,.0f} MiB, and data files may have {most:.0f}; split it, or thin it out")
    return list(_read(str(path), state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=8)
def _read(path: str, changed: int, size: int) -> Sequence[DataProblem]:
    """The problems of the file in the state that `changed` and `size` tell."""
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadValue(f"{path} is not UTF-8 text (byte {error.start + 1}); save it as UTF-8") from None
    if not text.strip():
        raise BadValue(f"{path} is empty; give a problem, as `contrast search --help` shows it")
    try:
        return _distinctly_named(READERS[Path(path).suffix.lower()](path, text))
    except RecursionError:
        raise BadValue(f"{path}: its lists are nested too deeply to be read; flatten them") from None


def _distinctly_named(problems: Sequence[DataProblem]) -> list[DataProblem]:
    taken = {problem.name for problem in problems}
    seen: Counter[str] = Counter()
    named = []
    for problem in problems:
        name = problem.name
        seen[name] += 1
        number = seen[name]
        while number > 1 and f"{name} ({number})" in taken:
            number += 1
        named.append(problem if number == 1 else replace(problem, name=f"{name} ({number})"))
        taken.add(named[-1].name)
    return named


def select(problems: Sequence[DataProblem], only: str | None) -> Sequence[DataProblem]:
    """The problem of this name, or those whose names match this glob; all for None. Raises `BadValue` if there is none."""
    if only is None:
        return problems
    exact = [problem for problem in problems if problem.name == only]
    return exact or [problem for problem in problems if fnmatchcase(problem.name, only)] or [pick(problems, only)]


def pick(problems: Sequence[DataProblem], name: str | None) -> DataProblem:
    """The problem of this name, or the only one. Raises `BadValue` if there is none, or several to choose from."""
    path = problems[0].path
    names = [problem.name for problem in problems]
    if name is None:
        if len(problems) > 1:
            raise BadValue(f"{path} holds {len(problems)} problems; name one, {path}#{names[0]}")
        return problems[0]
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(map(repr, names[:5]))}{', …' * (len(names) > 5)}"
        raise BadValue(f"{path} has no problem named {name!r}; {hint}")
    return problems[names.index(name)]
