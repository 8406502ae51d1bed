"""Result rows as a pandas frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from contrast.report.formats.extra import pandas_or_explain

if TYPE_CHECKING:
    import pandas

NESTED = ("splits", "budget", "stopped_at", "details", "provenance")


def to_frame(rows: Iterable[Mapping[str, Any]]) -> pandas.DataFrame:
    """One line a trial. Exact match in columns named after the splits (`same`, `longer_2x`; nan for a failed trial), where
    answers are judged by simulation beside `same_valid` and `same_excess` (`contrast.scoring.Score`); the budget in
    `budget_seconds`, `budget_steps`, `budget_candidates`, `budget_bytes`; details and provenance stay in the rows.

    Needs the extra `report`; raises `ContrastError` without it.
    """
    pd = pandas_or_explain()
    frame: pandas.DataFrame = pd.DataFrame([_flat(row) for row in rows])
    return frame


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in row.items() if name not in NESTED}
    scores = {name: split["exact_match"] for name, split in (row.get("splits") or {}).items()}
    for name, split in (row.get("splits") or {}).items():
        scores |= {f"{name}_{figure}": split[figure] for figure in ("valid", "excess") if figure in split}
    budget = {f"budget_{name}": value for name, value in (row.get("budget") or {}).items()}
    return {**plain, **budget, **scores}
